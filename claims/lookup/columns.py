"""What current claims are counted by, as columns in memory: no question of theirs asks a database.

A value stands in a column as a number, the same one in all later states of the columns; arrays are
never changed, so that a request counts in those it began with. Whoever keeps an answer is told
what was counted, as if the database had been asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import reduce
from itertools import starmap
from operator import and_
from typing import Any, Self

import numpy as np
from django.db.models import Model, QuerySet
from numpy.typing import NDArray

from claims.domain.status import counted_as
from claims.domain.vocabulary import Lifecycle, Publication, SubjectKind
from claims.models.record import read_tracking
from claims.models.record.counts import Counts, Wanted
from claims.models.record.merged import COUNTED_ELSEWHERE
from claims.models.record.moment import AsOf
from claims.models.record.rows import PublishedClaim

READ = (
    *("since", "status", "examined", "claimant", "event", "measures"),
    *("publication", "lifecycle", "effective_from"),
)
CHUNK = 5_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
Codes = NDArray[np.int32]
Mask = NDArray[np.bool_]


class Values(dict[str, int]):
    """The number that stands for each value of a column, given out as they come."""

    def __missing__(self, value: str) -> int:
        self[value] = len(self)
        return self[value]

    def chosen(self, wanted: Iterable[str]) -> Mask:
        """By number, whether it is among those wanted."""
        asked = set(wanted)
        return np.array([value in asked for value in [*self]] or [False])

    def holding(self, words: Iterable[str]) -> Mask:
        """By number, whether any of these is among the words that the value holds."""
        asked = set(words)
        return np.array([not asked.isdisjoint(value.split()) for value in [*self]] or [False])


@dataclass(frozen=True)
class Columns:
    """All claims that were current at ``seq``, in the order of ``since``; not those withheld.

    ``counts`` is false where a claim is counted elsewhere or not at all, ``listed`` where it is
    background and in no list, ``stands`` where we retracted it; ``from_`` is when it came to stand
    as it does, in microseconds since 1970.
    """

    seq: int
    digest: str
    values: Mapping[str, Values]
    since: NDArray[np.int64]
    counted: Codes
    claimant: Codes
    event: Codes
    measures: Codes
    counts: Mask
    listed: Mask
    stands: Mask
    from_: NDArray[np.int64]

    @classmethod
    def read(cls, seq: int, digest: str) -> Self:
        """All of them, as of an entry and its digest."""
        values = {name: Values() for name in ("counted", "claimant", "event", "measures")}
        rows = PublishedClaim.objects.as_of(AsOf(entry=seq)).order_by("since")
        return cls(seq, digest, values, **_arrays(rows, values))

    def brought_to(self, seq: int, digest: str) -> Self:
        """The same as of a later entry: what came since, instead of what it took the place of."""
        came = PublishedClaim.objects.filter(since__gt=self.seq, since__lte=seq)
        uids = set(came.values_list("uid", flat=True))
        before = PublishedClaim.objects.filter(uid__in=uids, since__lte=self.seq)
        replaced = [*before.values_list("since", flat=True)]
        kept = ~np.isin(self.since, np.array(replaced, dtype=np.int64))
        current = came.as_of(AsOf(entry=seq)).order_by("since")
        new = _arrays(current, self.values)
        joined = {name: np.concatenate([getattr(self, name)[kept], new[name]]) for name in new}
        return type(self)(seq, digest, self.values, **joined)

    def among(self, numbers: str | Collection[int]) -> Mask:
        """Which of them have these numbers; a text has them between commas."""
        if isinstance(numbers, str):
            return np.isin(self.since, np.fromstring(numbers, dtype=np.int64, sep=","))
        return np.isin(self.since, np.array([*numbers], dtype=np.int64))

    def fitting(self, wanted: Wanted) -> Mask:
        """Those under all conditions."""
        asked = ((name, some) for name, some in wanted.items() if some is not None)
        return reduce(and_, starmap(self._fit, asked), np.ones(len(self.since), dtype=bool))

    def newest(self, mask: Mask, most: int, before: tuple[int, int] | None = None) -> list[int]:
        """Of those the numbers, the latest first as lists have them; ``before`` such a place."""
        if before:
            at, number = before
            earlier = (self.from_ < at) | ((self.from_ == at) & (self.since < number))
            mask = mask & earlier
        since, from_ = self.since[mask], self.from_[mask]
        found: list[int] = since[np.argsort(from_, kind="stable")[::-1][:most]].tolist()
        return found

    def tally(self, wanted: Wanted, among: Mask | None = None) -> Counts:
        """By column and value how many claims there are, each under the conditions of the others.

        As ``models.record.counts.tally`` of all claims that count, or of those ``among`` them.
        """
        read_tracking.note(read_tracking.all_of(SubjectKind.CLAIM))
        fits = {name: self._fit(name, asked) for name, asked in wanted.items() if asked is not None}
        counts = self.counts if among is None else self.counts & among
        found = {}
        for column in self.values:
            mask = counts
            for name, fit in fits.items():
                mask = mask & fit if name != column else mask
            found[column] = self._count(column, mask)
        return found

    def by_status(self) -> Mapping[str, int]:
        """How many stand as what, of all that we have not retracted."""
        read_tracking.note(read_tracking.all_of(SubjectKind.CLAIM))
        return self._count("counted", self.counts & self.stands)

    def tallies(
        self, column: str, wanted: Collection[str]
    ) -> Iterable[tuple[str, Mapping[str, int], datetime]]:
        """For each value that has any: how many stand as what, and since when the last does."""
        read_tracking.note(*map(read_tracking.naming, wanted))
        fit = self.counts & self.stands & self._fit(column, wanted)
        codes, counted, from_ = getattr(self, column)[fit], self.counted[fit], self.from_[fit]
        order = np.argsort(codes, kind="stable")
        codes, starts = np.unique(codes[order], return_index=True)
        names = [*self.values[column]]
        groups = zip(
            codes.tolist(),
            np.split(counted[order], starts[1:]),
            np.split(from_[order], starts[1:]),
            strict=True,
        )
        for code, statuses, moments in groups if len(codes) else ():
            last = EPOCH + int(moments.max()) * MICROSECOND
            yield names[code], self._named("counted", np.bincount(statuses)), last

    def _fit(self, column: str, wanted: Collection[str]) -> Mask:
        values = self.values[column]
        by_code = values.holding(wanted) if column == "measures" else values.chosen(wanted)
        fit: Mask = by_code[getattr(self, column)]
        return fit

    def _count(self, column: str, mask: Mask) -> Mapping[str, int]:
        return self._named(column, np.bincount(getattr(self, column)[mask]))

    def _named(self, column: str, by_code: NDArray[np.intp]) -> Mapping[str, int]:
        names, there = [*self.values[column]], np.flatnonzero(by_code)
        found = dict(
            zip(map(names.__getitem__, there.tolist()), by_code[there].tolist(), strict=True)
        )
        found.pop("", None)
        return found


def _arrays(rows: QuerySet[Model], values: Mapping[str, Values]) -> dict[str, NDArray[Any]]:
    """The columns of some rows; without those withheld, which no list counts."""
    parts = [_columns([], values)]
    chunk: list[tuple[object, ...]] = []
    standing = rows.exclude(publication=Publication.WITHHELD).values_list(*READ)
    for row in standing.iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            parts.append(_columns(chunk, values))
            chunk = []
    parts.append(_columns(chunk, values))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _columns(rows: list[tuple[Any, ...]], values: Mapping[str, Values]) -> dict[str, NDArray[Any]]:
    cols = {name: [row[place] for row in rows] for place, name in enumerate(READ)}
    cols["counted"] = [
        counted_as(status, examined=examined)
        for status, examined in zip(cols["status"], cols["examined"], strict=True)
    ]
    coded = {
        name: np.array([known[value] for value in cols[name]], dtype=np.int32)
        for name, known in values.items()
    }
    counts = [one not in COUNTED_ELSEWHERE for one in cols["lifecycle"]]
    listed = [one != Lifecycle.CONTEXT for one in cols["lifecycle"]]
    stands = [one == Publication.PUBLISHED for one in cols["publication"]]
    return coded | {
        "since": np.array(cols["since"], dtype=np.int64),
        "counts": np.array(counts, dtype=bool),
        "listed": np.array(listed, dtype=bool),
        "stands": np.array(stands, dtype=bool),
        "from_": np.array(
            [(at - EPOCH) // MICROSECOND for at in cols["effective_from"]], dtype=np.int64
        ),
    }
