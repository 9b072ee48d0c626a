"""Corrections on record: what we had wrong, with what stood there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claims.domain.vocabulary import ChangeType
from claims.lookup.as_of import Shown
from claims.lookup.history import body_of, entries_of_all
from claims.lookup.names import look_up
from claims.models.record.entry import Entry, EntryQuerySet
from claims.models.record.moment import AsOf
from claims.presenters.change import Change
from claims.presenters.correction import Correction, correction_of
from claims.presenters.names import Names
from claims.states.claim import ClaimState
from claims.states.subject import SubjectState


def corrections_on_record(moment: AsOf) -> EntryQuerySet:
    return Entry.objects.news().filter(moment.entries()).filter(change=ChangeType.CORRECTION)


def with_before(
    entries: Sequence[Entry], changes: Sequence[Change], names: Names, shown: Shown
) -> list[Correction]:
    """``changes`` are the entries as readers see them, in the same order."""
    before = _before(entries)
    after = {entry.seq: _state(entry) for entry in entries}
    claims = [s for s in (*before.values(), *after.values()) if isinstance(s, ClaimState)]
    missing = {state.claimant for state in claims} - names.sources.keys()
    if missing:
        sources = {**names.sources, **look_up(shown, sources=missing).sources}
        names = Names(sources=sources)
    return [
        correction_of(change, before.get(entry.seq), after[entry.seq], names)
        for entry, change in zip(entries, changes, strict=True)
    ]


def _before(entries: Iterable[Entry]) -> Mapping[int, SubjectState]:
    """What each took the place of; nothing that was removed since."""
    wanted = {entry.seq for entry in entries}
    found: dict[int, SubjectState] = {}
    last: dict[str, SubjectState | None] = {}
    for entry in entries_of_all({entry.subject for entry in entries}) if wanted else ():
        if entry.seq in wanted and (before := last.get(entry.subject)):
            found[entry.seq] = before
        last[entry.subject] = _state(entry)
    return found


def _state(entry: Entry) -> SubjectState | None:
    body = body_of(entry)
    return body.state if body and isinstance(body.state, SubjectState) else None
