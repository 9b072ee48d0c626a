"""All rows of one kind in memory: when each stood, what it is asked by, and which have a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from claims.lookup.postings import Mask, Postings
from claims.models.record.moment import AsOf
from claims.models.record.row import Row, rows_of

SPAN = ("since", "until", "effective_from", "effective_until")
CHUNK = 5_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
NEVER: int = np.iinfo(np.int64).max
"""Where a row still stands."""
Numbers = NDArray[np.int64]
Arrays = dict[str, NDArray[Any]]
Read = Mapping[str, list[Any]]
"""What some rows have in each column that is read."""


@dataclass(frozen=True)
class Kind:
    """Which columns are read of a kind of rows beside their spans, and what is kept of them."""

    model: type[Row]
    read: tuple[str, ...]
    kept: Callable[[Read], Arrays]


@dataclass(frozen=True)
class Rows:
    """Those that were on record by an entry, in the order of their numbers.

    Arrays are never changed, so that a request reads on in those it began with. Times are in
    microseconds since 1970.
    """

    kind: Kind
    seq: int
    arrays: Mapping[str, NDArray[Any]]
    postings: Postings

    @classmethod
    def read(cls, kind: Kind, seq: int) -> Self:
        """All of them, as of an entry."""
        rows: Any = rows_of(kind.model)  # of each kind
        rows = rows.filter(since__lte=seq).order_by("since")
        asked = rows.values_list(*SPAN, *kind.read).iterator(chunk_size=CHUNK)
        parts = [_arrays(kind, [])]
        while chunk := list(islice(asked, CHUNK)):
            parts.append(_arrays(kind, chunk))
        arrays = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        return cls(kind, seq, arrays, Postings(kind.model, arrays["since"]))

    def brought_to(self, seq: int) -> Self:
        """The same as of a later entry: with what came since, and what that put an end to."""
        every: Any = rows_of(self.kind.model)  # of each kind
        rows = every.filter(since__gt=self.seq, since__lte=seq).order_by("since")
        came = list(rows.values_list(*SPAN, *self.kind.read, "uid", "search"))
        if not came:
            return replace(self, seq=seq)
        ended = every.filter(uid__in={row[-2] for row in came}, since__lte=self.seq)
        ended = ended.filter(until__gt=self.seq)
        new = _arrays(self.kind, came)
        arrays = {name: np.concatenate([self.arrays[name], new[name]]) for name in new}
        for since, until, until_ in ended.values_list("since", "until", "effective_until"):
            place = np.searchsorted(self.since, since)
            arrays["until"][place], arrays["effective_until"][place] = until, _moment(until_)
        words = [(len(self.since) + n, row[-1]) for n, row in enumerate(came)]
        return replace(
            self,
            seq=seq,
            arrays=arrays,
            postings=self.postings.brought_to(arrays["since"], words),
        )

    @property
    def since(self) -> Numbers:
        return self.arrays["since"]

    def standing(self, moment: AsOf) -> Mask:
        """Those of a moment."""
        if moment.time is not None:
            at = _moment(moment.time)
            from_, until = self.arrays["effective_from"], self.arrays["effective_until"]
            return (from_ <= at) & (until > at)
        if moment.entry == self.seq:
            return self._standing_now
        return self._as_of(moment.entry)

    def among(self, numbers: Iterable[int] | str) -> Mask:
        """Those of these numbers; a text has them between commas."""
        mask = np.zeros(len(self.since), dtype=bool)
        mask[self.places(numbers)] = True
        return mask

    def places(self, numbers: Iterable[int] | str) -> NDArray[np.intp]:
        """Where they stand; what came later has no place."""
        asked = (
            np.fromstring(numbers, dtype=np.int64, sep=",")
            if isinstance(numbers, str)
            else np.array([*numbers], dtype=np.int64)
        )
        places = np.searchsorted(self.since, asked)
        known = places < len(self.since)
        known[known] = self.since[places[known]] == asked[known]
        return places[known]

    @cached_property
    def _standing_now(self) -> Mask:
        return self._as_of(self.seq)

    def _as_of(self, entry: int) -> Mask:
        return (self.since <= entry) & (self.arrays["until"] > entry)


def _arrays(kind: Kind, rows: Sequence[tuple[Any, ...]]) -> Arrays:
    names = (*SPAN, *kind.read)
    values = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    own = kind.kept(values)
    spans: Arrays = {
        "since": _numbers(values["since"]),
        "until": _numbers(NEVER if one is None else one for one in values["until"]),
        "effective_from": _numbers(map(_moment, values["effective_from"])),
        "effective_until": _numbers(map(_moment, values["effective_until"])),
    }
    return spans | own


def _numbers(values: Iterable[int]) -> Numbers:
    return np.array([*values], dtype=np.int64)


def _moment(at: datetime | None) -> int:
    return NEVER if at is None else (at - EPOCH) // MICROSECOND
