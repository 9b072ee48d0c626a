"""A feed ready to be written in either form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict

from claims.lookup.as_of import Shown
from claims.lookup.paging import address
from claims.models.record.checkpoint import Checkpoint
from claims.pages.changes import changes_of
from claims.pages.feeds.item import Item, items
from claims.pages.feeds.paging import Document, document
from claims.pages.feeds.scope import Scope
from claims.presenters.addresses import path_of

# Of a feed in which nothing has happened yet.
NEVER = "1970-01-01T00:00:00Z"


@dataclass(frozen=True)
class Feed:
    scope: Scope
    document: Document
    items: Sequence[Item]
    query: QueryDict
    checkpoint: str = ""
    """What was signed of the record last; never in an archive, which stays as it is."""

    @property
    def title(self) -> str:
        return f"{settings.SITE_NAME} – {self.scope.title}"

    @property
    def page(self) -> str:
        return settings.SITE_URL + self.scope.page

    @property
    def updated(self) -> str:
        return max((item.recorded_at for item in self.items), default=NEVER)

    def at(self, form: str, *, after: int | None = None) -> str:
        """The address of one of its documents: of the feed itself, or of an archive."""
        place = "" if after is None else str(after)
        return settings.SITE_URL + address(self._path(form), self.query, after=place)

    def own(self, form: str) -> str:
        return settings.SITE_URL + address(self._path(form), self.query)

    def _path(self, form: str) -> str:
        return path_of(f"pages:{self.scope.name}", *self.scope.slug, form)


def feed(scope: Scope, query: QueryDict, shown: Shown) -> Feed:
    found = document(scope.entries, query.get("after", ""))
    told = items(found.entries, changes_of(found.entries, shown))
    return Feed(scope, found, told, query, "" if found.archive else _checkpoint(shown))


def _checkpoint(shown: Shown) -> str:
    signed = shown.head.signed if shown.head else 0
    return Checkpoint.objects.get(size=signed).note if signed else ""
