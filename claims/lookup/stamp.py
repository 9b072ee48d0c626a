"""The entry a page rests on: what a citation, a card and a permalink name."""

from __future__ import annotations

from collections.abc import Iterable

from claims.models.record.entry import Entry
from claims.reading.card import Stamp
from claims.reading.moments import minute


def stamp_of(entry: Entry, zone: str) -> Stamp:
    """A carried-over entry holds from its own time, and so says the card."""
    return Stamp(entry.seq, entry.digest, minute(entry.effective_at, zone))


def stamped(seq: int, zone: str) -> Stamp:
    return stamp_of(Entry.objects.get(seq=seq), zone)


def last_of(seqs: Iterable[int], zone: str) -> Stamp:
    """The newest of the entries that a page is made of."""
    return stamped(max(seqs), zone)
