"""Corrections on record: what we had wrong, with what stood there before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

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
    before, retracted = _around(entries, shown.rows)
    after = {entry.seq: _state(entry) for entry in entries}
    claims = [s for s in (*before.values(), *after.values()) if isinstance(s, ClaimState)]
    missing = {state.claimant for state in claims} - names.sources.keys()
    if missing:
        sources = {**names.sources, **look_up(shown, sources=missing).sources}
        names = Names(sources=sources)
    return [
        correction_of(
            change,
            before.get(entry.seq),
            after[entry.seq],
            names,
            retracted=entry.subject in retracted,
        )
        for entry, change in zip(entries, changes, strict=True)
    ]


def _around(
    entries: Iterable[Entry], moment: AsOf
) -> tuple[Mapping[int, SubjectState], Collection[str]]:
    """What each took the place of, nothing that was removed since; and what we took back since."""
    wanted = {entry.seq for entry in entries}
    found: dict[int, SubjectState] = {}
    last: dict[str, SubjectState | None] = {}
    retracted: set[str] = set()
    for entry in entries_of_all({entry.subject for entry in entries}) if wanted else ():
        if entry.seq in wanted and (before := last.get(entry.subject)):
            found[entry.seq] = before
        last[entry.subject] = state = _state(entry)
        if state and state.retracted and moment.reaches(entry.seq, entry.effective_at):
            retracted.add(entry.subject)
    return found, retracted


def _state(entry: Entry) -> SubjectState | None:
    body = body_of(entry)
    return body.state if body and isinstance(body.state, SubjectState) else None
