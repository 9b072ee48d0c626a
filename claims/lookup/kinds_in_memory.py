"""Which rows are kept in memory, and what of each: claims, and whose names they are found by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import starmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claims.domain.status import counted_as
from claims.domain.vocabulary import Lifecycle, Publication
from claims.lookup.postings import Mask
from claims.lookup.rows_in_memory import Arrays, Kind, Read
from claims.models.record.counts import COLUMNS
from claims.models.record.merged import COUNTED_ELSEWHERE
from claims.models.record.row import Row
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedReport,
    PublishedSource,
)

VALUES = (*COLUMNS, "report")
"""What has numbers for its values."""
NUMBERED_AS: Mapping[type[Row], str] = {
    PublishedSource: "claimant",
    PublishedEvent: "event",
    PublishedReport: "report",
}
"""Among which values the uids of a kind are."""
Codes = NDArray[np.int32]


class Values(dict[str, int]):
    """The number that stands for each value of a column, given out as they come."""

    def __missing__(self, value: str) -> int:
        self[value] = len(self)
        return self[value]

    def chosen(self, wanted: Iterable[str]) -> Mask:
        """By number, whether it is among those wanted."""
        return self.of([self[value] for value in set(wanted) if value in self])

    def of(self, numbers: NDArray[Any] | list[int]) -> Mask:
        """By number, whether it is one of these."""
        chosen = np.zeros(max(len(self), 1), dtype=bool)
        chosen[numbers] = True
        return chosen

    def holding(self, words: Iterable[str]) -> Mask:
        """By number, whether any of these is among the words that the value holds."""
        asked = set(words)
        return np.array([not asked.isdisjoint(value.split()) for value in [*self]] or [False])


def kinds(values: Mapping[str, Values]) -> Iterable[Kind]:
    """What is kept of claims, and then of what they name."""

    def coded(column: str, some: Iterable[str]) -> Codes:
        known = values[column]
        return np.array([known[value] for value in some], dtype=np.int32)

    def claim(read: Read) -> Arrays:
        counted = starmap(_counted_as, zip(read["status"], read["examined"], strict=True))
        seen = _each(one != Publication.WITHHELD for one in read["publication"])
        return {
            "counted": coded("counted", counted),
            **{name: coded(name, read[name]) for name in COLUMNS[1:]},
            "counts": seen & _each(one not in COUNTED_ELSEWHERE for one in read["lifecycle"]),
            "listed": seen & _each(one != Lifecycle.CONTEXT for one in read["lifecycle"]),
            "stands": _each(one == Publication.PUBLISHED for one in read["publication"]),
        }

    def source(read: Read) -> Arrays:
        return {"uid": coded("claimant", read["uid"])}

    def event(read: Read) -> Arrays:
        return {name: coded("event", read[name]) for name in ("uid", "parent")}

    def report(read: Read) -> Arrays:
        by = coded("claimant", read["publisher"])
        return {"uid": coded("report", read["uid"]), "publisher": by}

    of_claims = ("status", "examined", *COLUMNS[1:], "publication", "lifecycle")
    yield Kind(PublishedClaim, of_claims, claim)
    yield Kind(PublishedSource, ("uid",), source)
    yield Kind(PublishedEvent, ("uid", "parent"), event)
    yield Kind(PublishedReport, ("uid", "publisher"), report)


@cache
def _counted_as(status: str, examined: bool) -> str:
    return counted_as(status, examined=examined)


def _each(held: Iterable[bool]) -> Mask:
    return np.array([*held], dtype=bool)
