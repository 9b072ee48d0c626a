"""Which rows of a kind hold a token, kept in memory for the tokens that were asked for.

The index of the database is asked once for each, of all rows of whatever moment. Tokens of many
rows are kept as a bit a row, others as the places of their rows; what was asked longest ago goes
where they take more than ``MOST_BYTES``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Any

import numpy as np
from django.db.models import Model
from numpy.typing import NDArray

from claims.models.record.search import Token, all_numbers, holding

Mask = NDArray[np.bool_]
MOST_BYTES = 32_000_000
"""Of one kind of rows: 200 tokens that are in many of a million claims."""
BESIDE = 250
"""What a token takes beside its rows."""
MOST_CAME = 500
"""New rows beyond which the index is sooner asked again."""
Words = Iterable[tuple[int, str]]
"""The places of rows, each with its tokens between spaces."""


class Postings:
    """Of rows whose numbers are ``since``, in their order."""

    def __init__(
        self,
        model: type[Model],
        since: NDArray[np.int64],
        known: Mapping[Token, NDArray[Any]] | None = None,
    ) -> None:
        self._model, self._since = model, since
        self._known, self._lock = dict(known or {}), Lock()

    def having(self, any_of: Iterable[Token]) -> Mask:
        """The rows that have one of the tokens."""
        mask = np.zeros(len(self._since), dtype=bool)
        for places in self._found(list(dict.fromkeys(any_of))):
            if places.dtype == np.uint8:
                mask |= np.unpackbits(places, count=len(mask)).view(bool)
            else:
                mask[places] = True
        return mask

    def brought_to(self, since: NDArray[np.int64], came: list[tuple[int, str]]) -> Postings:
        """The same with rows that came."""
        if len(came) > MOST_CAME:
            return Postings(self._model, since)
        with self._lock:
            known = dict(self._known)
        grown = defaultdict(list)
        for place, words in came:
            whole = set(words.split(" "))
            begun = {word[:n] for word in whole for n in range(1, len(word) + 1)}
            for token, begins in known:
                if token in (begun if begins else whole):
                    grown[token, begins].append(place)
        more = {token: _with(known[token], places) for token, places in grown.items()}
        return Postings(self._model, since, known | more)

    def _found(self, tokens: list[Token]) -> list[NDArray[Any]]:
        with self._lock:
            found = {token: self._known.pop(token) for token in tokens if token in self._known}
            self._known |= found  # last, as what was asked for last
        if new := [token for token in tokens if token not in found]:
            asked = [holding(self._model, token, begins=begins) for token, begins in new]
            found |= zip(new, map(self._places, all_numbers(asked)), strict=True)
            self._keep(found)
        return list(found.values())

    def _places(self, numbers: str) -> NDArray[Any]:
        """Of rows that came since then there is no place."""
        since = np.fromstring(numbers, dtype=np.int64, sep=",")
        mask = np.isin(self._since, since, assume_unique=True)
        places = np.flatnonzero(mask).astype(np.int32)
        return np.packbits(mask) if places.nbytes > len(mask) // 8 else places

    def _keep(self, found: Mapping[Token, NDArray[Any]]) -> None:
        with self._lock:
            self._known |= found
            size = sum(places.nbytes + BESIDE for places in self._known.values())
            while size > MOST_BYTES:
                oldest = next(iter(self._known))
                size -= self._known.pop(oldest).nbytes + BESIDE


def _with(kept: NDArray[Any], places: list[int]) -> NDArray[Any]:
    if kept.dtype != np.uint8:
        return np.append(kept, np.array(places, dtype=kept.dtype))
    bits = np.zeros(max(len(kept), places[-1] // 8 + 1), dtype=np.uint8)
    bits[: len(kept)] = kept
    for place in places:
        bits[place // 8] |= 128 >> place % 8
    return bits
