"""Whole addresses, for whoever reads an answer elsewhere."""

from __future__ import annotations

from django.conf import settings
from django.http import QueryDict

from claims.lookup.paging import address
from claims.presenters.addresses import page, path_of

# What the API gives one by one.
KINDS = ("claim", "event", "source", "position", "question", "entry")


def url(kind: str, name: str) -> str | None:
    """Where the API gives one thing, by its slug, uid or number; None where it gives none."""
    if not name or kind not in KINDS:
        return None
    return f"{settings.SITE_URL}{path_of(f'api:{kind}', name)}"


def page_url(kind: str, slug: str, entry: int = 0) -> str | None:
    """The page for people, as it stands now or exactly as an entry left it."""
    path = page(kind, slug, f"?as_of={entry}" if entry else "")
    return f"{settings.SITE_URL}{path}" if path else None


def following(path: str, query: QueryDict, **changed: str) -> str:
    return f"{settings.SITE_URL}{address(path, query, **changed)}"
