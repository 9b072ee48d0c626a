"""The entry a page rests on: what a citation, a card and a permalink name."""

from __future__ import annotations

from django.db.models import Q

from claims.lookup.as_of import Shown
from claims.models.record.entry import Entry
from claims.presenters.card import Stamp
from claims.presenters.moments import minute


def cited_at(entry: Entry, zone: str) -> Stamp:
    """For a version of a page: exactly what was shown once this entry was recorded."""
    return Stamp(entry.seq, entry.digest, minute(entry.recorded_at, zone))


def newest_about(subjects: Q, shown: Shown) -> Entry:
    """The last entry, up to the moment shown, about any of these subjects."""
    rows = Entry.objects.filter(subjects).filter(shown.rows.entries())
    return Entry.objects.get(seq=max(rows.values_list("seq", flat=True)))


def stamped(seq: int, zone: str) -> Stamp:
    """A carried-over entry holds from its own time, and so says a card."""
    entry = Entry.objects.get(seq=seq)
    return Stamp(entry.seq, entry.digest, minute(entry.effective_at, zone))
