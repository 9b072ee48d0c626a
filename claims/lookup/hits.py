"""What words find, held against the claims in memory: counted and listed in order without SQL.

The database is asked once for all the numbers that answer, and for the rows of one page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_
from typing import TYPE_CHECKING

from claims.lookup.paging import SIZE, part_and_key, place_of
from claims.models.record.claim_search import Claims, Found
from claims.models.record.moment import AsOf
from claims.models.record.rows import PublishedClaim
from claims.models.record.search import Numbers, looked_up_whole

if TYPE_CHECKING:
    from claims.lookup.columns import Columns, Mask


@dataclass(frozen=True)
class Hits:
    columns: Columns
    found: Found

    @cached_property
    def mask(self) -> Mask:
        """Which claims were found."""
        if self.found.few is not None:
            return self.columns.among(self.found.few)
        return reduce(and_, map(self._among, self.found.words))

    def parts(self, fits: Mask, before: str) -> Sequence[Claims]:
        """As ``Found.by_closeness``; of each part no more than a page after that place."""
        return _Parts(self, fits, *part_and_key(before, len(self.found.near) + 1))

    def part(self, n: int) -> Mask:
        """The claims that are just so near."""
        closer = [self._near(one) for one in range(min(n + 1, len(self.found.near)))]
        own = closer.pop() if n < len(self.found.near) else self.mask
        return reduce(lambda mask, near: mask & ~near, closer, self.mask & own)

    def _near(self, n: int) -> Mask:
        if n not in self._known:
            self._known[n] = self._among(*looked_up_whole([self.found.near[n]]))
        return self._known[n]

    @cached_property
    def _known(self) -> dict[int, Mask]:
        return {}

    def _among(self, numbers: Numbers) -> Mask:
        return self.columns.among(numbers.every if numbers.found is None else numbers.found)


@dataclass(frozen=True)
class _Parts(Sequence[Claims]):
    hits: Hits
    fits: Mask
    begun: int
    """In which of them the page begins, and after which key."""
    key: str

    def __len__(self) -> int:
        return len(self.hits.found.near) + 1

    def __getitem__(self, n: int) -> Claims:  # type: ignore[override]  # no slices are asked for
        columns = self.hits.columns
        before = place_of(self.key) if self.key and n == self.begun else None
        found = columns.newest(self.hits.part(n) & self.fits, SIZE + 1, before)
        return PublishedClaim.objects.as_of(AsOf(entry=columns.seq)).filter(since__in=found)
