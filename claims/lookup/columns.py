"""What claims are counted and searched by, as columns in memory: no question asks a database.

A value stands in a column as a number, the same one in all later states of the columns. Whoever
keeps an answer is told what was counted, as if the database had been asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from itertools import starmap
from operator import and_
from typing import Self

import numpy as np
from numpy.typing import NDArray

from claims.domain.vocabulary import SubjectKind
from claims.lookup.kinds_in_memory import VALUES, Codes, Values, kinds
from claims.lookup.postings import Mask
from claims.lookup.rows_in_memory import CHUNK, EPOCH, MICROSECOND, Rows
from claims.models.record import read_tracking
from claims.models.record.counts import COLUMNS, Counts, Wanted
from claims.models.record.moment import AsOf
from claims.models.record.row import Row
from claims.models.record.rows import PublishedReference


@dataclass(frozen=True)
class Columns:
    """All rows of claims by ``seq``, and of what claims are found by the names of.

    Of claims: ``counts`` is false where one is counted elsewhere or not at all, ``listed`` where it
    is background and in no list, ``stands`` where we retracted it. ``cited`` and ``citing`` are the
    places of claims and the numbers of reports that they cite, pair by pair.
    """

    seq: int
    digest: str
    values: Mapping[str, Values]
    claims: Rows
    named: Mapping[type[Row], Rows]
    citing: Codes
    cited: Codes

    @classmethod
    def read(cls, seq: int, digest: str) -> Self:
        """All of them, as of an entry and its digest."""
        values = {name: Values() for name in VALUES}
        claims, *named = (Rows.read(kind, seq) for kind in kinds(values))
        pairs = _cited(claims, values["report"], 0)
        return cls(seq, digest, values, claims, {one.kind.model: one for one in named}, *pairs)

    def brought_to(self, seq: int, digest: str) -> Self:
        """The same as of a later entry: with what came since."""
        claims = self.claims.brought_to(seq)
        named = {model: rows.brought_to(seq) for model, rows in self.named.items()}
        came = _cited(claims, self.values["report"], self.seq)
        pairs = map(np.concatenate, zip((self.citing, self.cited), came, strict=True))
        return type(self)(seq, digest, self.values, claims, named, *pairs)

    def fitting(self, wanted: Wanted) -> Mask:
        """Claims under all conditions."""
        asked = ((name, some) for name, some in wanted.items() if some is not None)
        return reduce(and_, starmap(self._fit, asked), np.ones(len(self.claims.since), dtype=bool))

    def newest(self, mask: Mask, most: int, before: tuple[int, int] | None = None) -> list[int]:
        """Of those the numbers, the latest first as lists have them; ``before`` such a place."""
        since, from_ = self.claims.since, self.claims.arrays["effective_from"]
        if before:
            at, number = before
            mask = mask & ((from_ < at) | ((from_ == at) & (since < number)))
        since, from_ = since.compress(mask), from_.compress(mask)
        if len(from_) > most:
            # Only what may be among the latest is put in order.
            late = from_ >= np.partition(from_, -most)[-most]
            since, from_ = since.compress(late), from_.compress(late)
        found: list[int] = since[np.argsort(from_, kind="stable")[::-1][:most]].tolist()
        return found

    def tally(self, wanted: Wanted, among: Mask) -> Counts:
        """By column and value how many claims there are, each under the conditions of the others.

        As ``models.record.counts.tally`` of those among them that count and stand.
        """
        read_tracking.note(read_tracking.all_of(SubjectKind.CLAIM))
        fits = {name: self._fit(name, asked) for name, asked in wanted.items() if asked is not None}
        counts = self.claims.arrays["counts"] & self.claims.arrays["stands"] & among
        found = {}
        for column in COLUMNS:
            mask = counts
            for name, fit in fits.items():
                mask = mask & fit if name != column else mask
            found[column] = self._count(column, mask)
        return found

    def by_status(self, moment: AsOf) -> Mapping[str, int]:
        """How many stand as what, of all that we have not retracted."""
        read_tracking.note(read_tracking.all_of(SubjectKind.CLAIM))
        return self._count("counted", self._counted_at(moment))

    def tallies(
        self, column: str, wanted: Collection[str], moment: AsOf
    ) -> Iterable[tuple[str, Mapping[str, int], datetime]]:
        """For each value that has any: how many stand as what, and since when the last does."""
        read_tracking.note(*map(read_tracking.naming, wanted))
        fit = self._counted_at(moment) & self._fit(column, wanted)
        codes, counted = self.claims.arrays[column][fit], self.claims.arrays["counted"][fit]
        from_ = self.claims.arrays["effective_from"][fit]
        order = np.argsort(codes, kind="stable")
        codes, starts = np.unique(codes[order], return_index=True)
        names = {self.values[column].get(value): value for value in wanted}
        groups = zip(
            codes.tolist(),
            np.split(counted[order], starts[1:]),
            np.split(from_[order], starts[1:]),
            strict=True,
        )
        for code, statuses, moments in groups if len(codes) else ():
            last = EPOCH + int(moments.max()) * MICROSECOND
            yield names[code], self._named("counted", np.bincount(statuses)), last

    def _counted_at(self, moment: AsOf) -> Mask:
        arrays = self.claims.arrays
        counted: Mask = arrays["counts"] & arrays["stands"] & self.claims.standing(moment)
        return counted

    def _fit(self, column: str, wanted: Collection[str]) -> Mask:
        values = self.values[column]
        by_code = values.holding(wanted) if column == "measures" else values.chosen(wanted)
        fit: Mask = by_code[self.claims.arrays[column]]
        return fit

    def _count(self, column: str, mask: Mask) -> Mapping[str, int]:
        codes = self.claims.arrays[column].compress(mask)  # in half the time of codes[mask]
        return self._named(column, np.bincount(codes))

    def _named(self, column: str, by_code: NDArray[np.intp]) -> Mapping[str, int]:
        names, there = [*self.values[column]], np.flatnonzero(by_code)
        found = dict(
            zip(map(names.__getitem__, there.tolist()), by_code[there].tolist(), strict=True)
        )
        found.pop("", None)
        return found


def _cited(claims: Rows, reports: Values, after: int) -> tuple[Codes, Codes]:
    """Of claims that went on record after an entry, and the reports that each cites."""
    rows = PublishedReference.objects.filter(
        field="citations", since__gt=after, since__lte=claims.seq
    )
    named = rows.values_list("since", "named").iterator(chunk_size=CHUNK)
    pairs = np.fromiter(
        ((since, reports[uid]) for since, uid in named), dtype=np.dtype((np.int64, 2))
    )
    places = np.searchsorted(claims.since, pairs[:, 0])
    return places.astype(np.int32), pairs[:, 1].astype(np.int32)
