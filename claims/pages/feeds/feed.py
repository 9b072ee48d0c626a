"""A feed ready to be written in either form, in documents (RFC 5005).

The newest changes, and archives that never change again: these hold a fixed number of changes,
counted from the first, and are addressed by the number of the entry they begin after. A reader that
knows one has all before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import QueryDict

from claims.domain.as_of import HIGHEST_ENTRY
from claims.domain.messages import gettext as _
from claims.lookup.as_of import Shown
from claims.lookup.errors import NotOnRecord, NotUnderstood
from claims.lookup.paging import address
from claims.models.record.checkpoint import Checkpoint
from claims.models.record.entry import Entry, EntryQuerySet
from claims.pages.changes import changes_of
from claims.pages.feeds.item import Item, items, moment_text
from claims.pages.feeds.scope import Scope
from claims.presenters.addresses import path_of

SIZE = 50
_NUMBER = re.compile(r"[0-9]{1,19}")
NO_ARCHIVE = _("No archive of this feed begins there. The feed itself leads to all of them.")
# Of a feed on a site with no record: both forms must name a time.
NEVER = "1970-01-01T00:00:00Z"


@dataclass(frozen=True)
class Document:
    """Entries newest first. ``earlier`` and ``later`` are archives, by what they begin after."""

    entries: Sequence[Entry]
    earlier: int | None
    later: int | None = None
    archive: bool = False

    @property
    def complete(self) -> bool:
        """Whether this is all there is."""
        return not self.archive and self.earlier is None


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

    @cached_property
    def updated(self) -> str:
        """When its last change was recorded; where it tells of none, when the record began."""
        return max((item.recorded_at for item in self.items), default="") or _record_begun()

    def at(self, form: str, *, after: int | None = None) -> str:
        """The address of one of its documents: of the feed itself, or of an archive."""
        place = "" if after is None else str(after)
        return settings.SITE_URL + address(self._path(form), self.query, after=place)

    def own(self, form: str) -> str:
        return settings.SITE_URL + address(self._path(form), self.query)

    def _path(self, form: str) -> str:
        return path_of(f"pages:{self.scope.name}", *self.scope.slug, form)


def feed(scope: Scope, query: QueryDict, shown: Shown) -> Feed:
    found = document(scope, query.get("after", ""))
    told = items(found.entries, changes_of(found.entries, shown))
    return Feed(scope, found, told, query, "" if found.archive else _checkpoint(shown))


def _record_begun() -> str:
    first = Entry.objects.filter(seq=1).values_list("recorded_at", flat=True).first()
    return moment_text(first) if first else NEVER


def _checkpoint(shown: Shown) -> str:
    signed = shown.head.signed if shown.head else 0
    return Checkpoint.objects.get(size=signed).note if signed else ""


def document(scope: Scope, after: str) -> Document:
    return _archive(scope.entries, _number(after)) if after else _newest(scope)


def _newest(scope: Scope) -> Document:
    """Between one and two archives' worth, so that nothing falls between two visits."""
    shown = scope.count() % SIZE + SIZE
    wanted = scope.entries.select_related("words").order_by("-seq")[: shown + SIZE + 1]
    found = list(wanted)
    rest = found[shown:]
    return Document(found[:shown], _begins(rest) if rest else None)


def _archive(entries: EntryQuerySet, after: int) -> Document:
    following = entries.select_related("words").filter(seq__gt=after).order_by("seq")
    found = list(following[: 2 * SIZE])
    if len(found) < SIZE:
        raise NotOnRecord(NO_ARCHIVE)
    before = list(entries.filter(seq__lte=after).order_by("-seq")[: SIZE + 1])
    return Document(
        found[SIZE - 1 :: -1],
        earlier=_begins(before) if before else None,
        later=found[SIZE - 1].seq if len(found) == 2 * SIZE else None,
        archive=True,
    )


def _begins(before: Sequence[Entry]) -> int:
    """What the archive begins after that holds the first of these, newest first."""
    return before[SIZE].seq if len(before) > SIZE else 0


def _number(after: str) -> int:
    if not _NUMBER.fullmatch(after) or int(after) > HIGHEST_ENTRY:
        raise NotUnderstood(NO_ARCHIVE)
    return int(after)
