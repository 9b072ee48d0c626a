"""Long lists page by key: by the time and the number of the last line shown, never by counting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from claims.domain.as_of import HIGHEST_ENTRY
from claims.domain.messages import gettext as _
from claims.lookup.errors import NotUnderstood

SIZE = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CURSOR = re.compile(r"(-?[0-9]{1,17})-([0-9]{1,19})")
_OF_PART = re.compile(r"([0-9])\.(.+)")
NOT_A_PLACE = _("The place in the list was not understood. Begin again at its newest end.")

R = TypeVar("R")
M = TypeVar("M", bound=Model)
Placed = tuple[int, M]
"""A row, and the part of a list that it stands in."""


@dataclass(frozen=True)
class Page(Generic[R]):
    rows: Sequence[R]
    earlier: str
    newest: str


def page_of(rows: QuerySet[M], query: QueryDict, *, time: str, number: str, path: str) -> Page[M]:
    """One page of rows, newest first by their time and then their number."""
    before = query.get("before", "")
    if before:
        rows = rows.filter(earlier_than(before, time, number))
    found = list(rows.order_by(f"-{time}", f"-{number}")[: SIZE + 1])
    cursor = cursor_of(found[SIZE - 1], time, number) if len(found) > SIZE else ""
    return _page(found, cursor, query, path)


def page_of_parts(
    parts: Sequence[QuerySet[M]], query: QueryDict, *, time: str, number: str, path: str
) -> Page[M]:
    """The same of several parts, one after the other; the place in the list names the part."""
    part, before = part_and_key(query.get("before", ""), len(parts))
    found: list[Placed[M]] = []
    for n in range(part, len(parts)):
        rows = parts[n].filter(earlier_than(before, time, number)) if before else parts[n]
        wanted = SIZE + 1 - len(found)
        found += [(n, row) for row in rows.order_by(f"-{time}", f"-{number}")[:wanted]]
        if len(found) > SIZE:
            break
        before = ""
    return page_of_placed(found, query, time=time, number=number, path=path)


def page_of_placed(
    found: Sequence[Placed[M]], query: QueryDict, *, time: str, number: str, path: str
) -> Page[M]:
    """The first rows of several parts, and one more than a page holds where there are more."""
    cursor = ""
    if len(found) > SIZE:
        n, row = found[SIZE - 1]
        cursor = f"{n}.{cursor_of(row, time, number)}"
    return _page([row for _, row in found], cursor, query, path)


def _page(found: Sequence[M], cursor: str, query: QueryDict, path: str) -> Page[M]:
    return Page(
        found[:SIZE],
        address(path, query, before=cursor) if cursor else "",
        address(path, query, before="") if query.get("before") else "",
    )


def address(path: str, query: QueryDict, **changed: str) -> str:
    """The same page with some parameters changed; an empty value takes one away."""
    pairs = [(name, value) for name, values in query.lists() for value in values]
    kept = [(name, value) for name, value in pairs if name not in changed]
    asked = sorted([*kept, *((name, value) for name, value in changed.items() if value)])
    return f"{path}?{urlencode(asked)}" if asked else path


def cursor_of(row: Model, time: str, number: str) -> str:
    return f"{(getattr(row, time) - _EPOCH) // _MICROSECOND}-{getattr(row, number)}"


def part_and_key(before: str, parts: int) -> tuple[int, str]:
    """A place in a list of several parts: in which of them, and after which key."""
    if not before:
        return 0, ""
    found = _OF_PART.fullmatch(before)
    if not found or int(found[1]) >= parts:
        raise NotUnderstood(NOT_A_PLACE)
    return int(found[1]), found[2]


def earlier_than(cursor: str, time: str, number: str, *, equal: bool = False) -> Q:
    """Rows that come after a place in the list; with ``equal`` those at that very place."""
    since_epoch, last = place_of(cursor)
    at = _EPOCH + since_epoch * _MICROSECOND
    if equal:
        return Q(**{time: at, number: last})
    return Q(**{f"{time}__lt": at}) | Q(**{time: at, f"{number}__lt": last})


def place_of(cursor: str) -> tuple[int, int]:
    """The time in microseconds since 1970, and the number."""
    found = _CURSOR.fullmatch(cursor)
    if not found or int(found[2]) > HIGHEST_ENTRY:
        raise NotUnderstood(NOT_A_PLACE)
    since_epoch = int(found[1])
    try:
        _EPOCH + since_epoch * _MICROSECOND
    except OverflowError as beyond:
        raise NotUnderstood(NOT_A_PLACE) from beyond
    return since_epoch, int(found[2])
