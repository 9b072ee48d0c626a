"""Which answers are the same for everybody, and what of an address makes them differ.

The one definition for whoever keeps answers: the front before the app, and static copies.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponseBase, QueryDict
from django.urls import Resolver404, resolve

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

# What an answer may differ by besides its address, and whoever keeps it tells apart.
TOLD_APART = {"accept", "accept-encoding"}


@dataclass(frozen=True)
class Known:
    """What a view knows of a query.

    ``strict``: what it does not know it refuses, else it takes no notice. ``kept``: the answer is
    small enough to be kept whole; others are made while they are sent.
    """

    names: tuple[str, ...] = ()
    strict: bool = False
    kept: bool = True


def public(known: Known) -> Callable[[View], View]:
    """Say of a view that its answer is a function of its address, this query and the record."""

    def mark(view: View) -> View:
        view.known = known  # type: ignore[attr-defined]  # read by ``known_at``
        return view

    return mark


def known_at(path: str) -> Known | None:
    """What is known of a query at this path; None where answers are for one reader, or nothing."""
    try:
        view = resolve(path).func
    except Resolver404:
        return None
    return getattr(view, "known", None)


def address(path: str, query: str) -> str | None:
    """The one address of an answer that can be kept, however it was asked for; else None.

    ``query`` is as sent: percent-encoded UTF-8.
    """
    known = known_at(path)
    if known is None or not known.kept:
        return None
    if not query:
        return path
    try:
        asked = QueryDict(query)
    except SuspiciousOperation:  # more parameters than anybody means
        return None
    told = in_order(asked) if known.strict else known_query(asked, known.names)
    return f"{path}?{told.urlencode()}" if told else path


def in_order(query: QueryDict) -> QueryDict:
    """All of a query, empty parameters too: a view that refuses them must be asked."""
    found = QueryDict(mutable=True)
    for name in sorted(query):
        found.setlist(name, query.getlist(name))
    return found


def known_query(query: QueryDict, known: tuple[str, ...]) -> QueryDict:
    """What we know of a query, in one order; the rest changes nothing."""
    found = QueryDict(mutable=True)
    for name in sorted(known):
        values = [value for value in query.getlist(name) if value.strip()]
        if values:
            found.setlist(name, values)
    return found


def may_be_kept(response: HttpResponseBase) -> bool:
    """Whether this answer may be given to others: whole, said to be public, and for no one reader.

    Its headers are then all to be kept with it.
    """
    varies = {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name}
    return (
        response.status_code == 200
        and not response.streaming
        and "public" in response.headers.get("Cache-Control", "")
        and "ETag" in response.headers
        and not response.cookies
        and varies <= TOLD_APART
    )
