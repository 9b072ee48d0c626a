"""Long lists page by key, and every page of one list tells of one moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from claims.api import parameters
from claims.api.addresses import following
from claims.api.problems import Refused
from claims.lookup.as_of import Shown
from claims.lookup.errors import NotUnderstood
from claims.lookup.paging import NOT_A_PLACE, cursor_of, earlier_than, part_and_key

M = TypeVar("M", bound=Model)
LONGEST_COUNT = 9


@dataclass(frozen=True)
class Paged(Generic[M]):
    rows: list[M]
    following: str | None


@dataclass(frozen=True)
class By:
    """The key of a list: newest first by time and number; then ``within`` one number, if any.

    ``parted``: it may have parts, one after the other, each with that order.
    """

    time: str = "effective_from"
    number: str = "since"
    within: str = ""
    parted: bool = False

    @property
    def order(self) -> list[str]:
        return [f"-{self.time}", f"-{self.number}", *filter(None, [self.within])]

    @property
    def pattern(self) -> str:
        """How a place in the list is written."""
        n = f"-[0-9]{{1,{LONGEST_COUNT}}}" if self.within else ""
        part = "(?:[0-9][.])?" if self.parted else ""
        return f"^{part}-?[0-9]{{1,16}}-[0-9]{{1,18}}{n}$"

    def place(self, row: Model) -> str:
        key = cursor_of(row, self.time, self.number)
        return f"{key}-{getattr(row, self.within)}" if self.within else key

    def after(self, place: str) -> Q:
        """What comes after a place in the list."""
        key, _, n = place.rpartition("-") if self.within else (place, "", "")
        if self.within and not (n.isascii() and n.isdigit() and len(n) <= LONGEST_COUNT):
            raise NotUnderstood(NOT_A_PLACE)
        later = earlier_than(key, self.time, self.number)
        if not self.within:
            return later
        same = earlier_than(key, self.time, self.number, equal=True)
        return later | (same & Q(**{f"{self.within}__gt": int(n)}))


def page_of(
    parts: Sequence[QuerySet[M]],
    query: QueryDict,
    by: By,
    *,
    shown: Shown,
    path: str,
    sizes: tuple[int, int],
) -> Paged[M]:
    """One page; the address of the next stays with the moment of the first.

    Where there are several parts, the place in the list names the part.
    """
    size = parameters.size(query, *sizes)
    parted = by.parted and len(parts) != 1
    first, after = 0, Q()
    if before := query.get("before", ""):
        try:
            first, key = part_and_key(before, len(parts)) if parted else (0, before)
            after = by.after(key)
        except NotUnderstood as wrong:
            raise Refused({"before": [wrong.sentence]}) from wrong
    found: list[tuple[int, M]] = []
    for n in range(first, len(parts)):
        rows = parts[n].filter(after) if n == first else parts[n]
        found += [(n, row) for row in rows.order_by(*by.order)[: size + 1 - len(found)]]
    page = [row for _, row in found[:size]]
    if len(found) <= size:
        return Paged(page, None)
    n, last = found[size - 1]
    place = f"{n}.{by.place(last)}" if parted else by.place(last)
    return Paged(page, _after(place, query, shown, path))


def newest_of(
    rows: list[M], query: QueryDict, by: By, *, shown: Shown, path: str, size: int
) -> Paged[M]:
    """The first page of one part, of which the newest were found already, one more than fit."""
    more = len(rows) > size
    following = _after(by.place(rows[size - 1]), query, shown, path) if more else None
    return Paged(rows[:size], following)


def _after(place: str, query: QueryDict, shown: Shown, path: str) -> str:
    moment = shown.asked or str(shown.rows.entry)
    return following(path, query, before=place, as_of=moment)
