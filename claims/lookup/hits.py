"""What words find, held against the claims in memory: counted and listed in order without SQL.

The database is asked for the rows of one page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial, reduce
from operator import and_
from typing import TYPE_CHECKING

from claims.lookup.paging import SIZE, Placed, part_and_key, place_of
from claims.models.record.rows import PublishedClaim

if TYPE_CHECKING:
    from claims.lookup.asking_in_memory import AskingInMemory, InMemory
    from claims.lookup.postings import Mask
    from claims.models.record.claim_asking import Claims
    from claims.models.record.claim_search import Found


@dataclass(frozen=True)
class Hits:
    asking: AskingInMemory
    found: Found

    @cached_property
    def mask(self) -> Mask:
        """Which claims of the moment were found."""
        claims = self.asking.columns.claims
        if self.found.few is not None:
            found = claims.among(self.found.few)
        else:
            words, _ = self.asking.look_up(self.found.terms)
            found = reduce(and_, (word.mask for word in words))
        return found & claims.standing(self.asking.moment)

    @cached_property
    def parts(self) -> Sequence[Callable[[], Mask]]:
        """As ``Found.by_closeness``: the closest first, each made once it is asked for."""
        if self.found.few is None:
            _, near = self.asking.look_up(self.found.terms)
            return [partial(self._nearest, near[:n], near[n : n + 1]) for n in range(len(near) + 1)]
        by_distance: dict[int, list[int]] = {}
        for since, distance in self.found.few.items():
            by_distance.setdefault(distance, []).append(since)
        among = self.asking.columns.claims.among
        return [partial(among, by_distance[one]) for one in sorted(by_distance)]

    def _nearest(self, closer: Sequence[InMemory], own: Sequence[InMemory]) -> Mask:
        """Those that are found so near and no closer; what is near in no way comes last."""
        found = reduce(and_, (one.mask for one in own), self.mask)
        return reduce(lambda mask, one: mask & ~one.mask, closer, found)

    def placed(self, fits: Mask, before: str) -> Sequence[Placed[PublishedClaim]]:
        """Those that fit of a page and one more, each with its part, after a place in the list."""
        begun, key = part_and_key(before, len(self.parts))
        numbers = self._numbers(fits, begun, key, SIZE + 1)
        known = {row.since: row for row in self._rows(since for some in numbers for since in some)}
        return [(n, known[one]) for n, some in enumerate(numbers) for one in some if one in known]

    def by_closeness(self, fits: Mask, before: str, most: int) -> Sequence[Claims]:
        """The same as parts of a list that has one more, with what of each comes after a place."""
        begun, key = part_and_key(before, len(self.parts) + 1)
        return [self._rows(some) for some in self._numbers(fits, begun, key, most)]

    def _numbers(self, fits: Mask, begun: int, key: str, most: int) -> Sequence[Sequence[int]]:
        """Of each part, the latest first."""
        found: list[list[int]] = [[] for _ in self.parts]
        for n, part in enumerate(self.parts[begun:], begun):
            place = place_of(key) if key and n == begun else None
            found[n] = self.asking.columns.newest(self.mask & part() & fits, most, place)
            most -= len(found[n])
            if not most:
                break
        return found

    def _rows(self, numbers: Iterable[int]) -> Claims:
        rows: Claims = PublishedClaim.objects.as_of(self.asking.moment)
        return rows.filter(since__in=list(numbers))
