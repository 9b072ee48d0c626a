"""Entries as changes: the history of one subject, and names for lists of changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.conf import settings
from django.db.models import QuerySet

from claims.domain.vocabulary import EntryKind, SubjectKind
from claims.lookup.as_of import Shown
from claims.models.record.entry import Entry
from claims.models.record.moment import AsOf
from claims.models.record.prepared_queries import prepared
from claims.presenters.change import Change, change_of
from claims.presenters.names import Names
from claims.presenters.new_since import LastLook
from claims.states.body import Body
from claims.states.claim import ClaimState
from claims.states.position import PositionState


def entries_of(uid: str, shown: Shown) -> list[Entry]:
    """Everything that happened to a subject up to the moment shown, newest first."""
    return _entries(uid, shown.rows)


@prepared
def _entries(uid: str, moment: AsOf) -> QuerySet[Entry]:
    found = Entry.objects.about(uid).filter(moment.entries())
    return found.select_related("words").newest_first()


def body_of(entry: Entry) -> Body | None:
    return entry.words.read if hasattr(entry, "words") else None


def changes(entries: Iterable[Entry], names: Names, zone: str, then: str = "") -> list[Change]:
    found = list(entries)
    before = positions_before(found)
    return [
        change_of(
            entry,
            body_of(entry),
            names,
            zone,
            then,
            own_zone=settings.TIME_ZONE,
            was=before.get(entry.seq),
        )
        for entry in found
    ]


def positions_before(entries: Iterable[Entry]) -> dict[int, PositionState]:
    """What each entry about a position of ours took the place of; nothing that was removed."""
    subjects = {e.subject for e in entries if e.subject_kind == SubjectKind.POSITION}
    if not subjects:
        return {}
    found: dict[int, PositionState] = {}
    last: dict[str, Body | None] = {}
    for entry in entries_of_all(subjects):
        before = last.get(entry.subject)
        if before and isinstance(before.state, PositionState):
            found[entry.seq] = before.state
        last[entry.subject] = body_of(entry)
    return found


@prepared
def entries_of_all(subjects: Collection[str]) -> QuerySet[Entry]:
    """Everything that happened to some subjects, oldest first, whatever moment is shown."""
    found = Entry.objects.filter(subject__listed=subjects)
    return found.select_related("words").order_by("seq")


def last_look(entries: Iterable[Entry], now: ClaimState) -> LastLook:
    """``entries`` are all of the claim, newest first, up to the moment shown.

    What an import carried over was on file together: there a piece is new by its date alone.
    """
    on_file: set[str] = set()
    imported: set[str] = set()
    decided: Entry | None = None
    for entry in sorted(entries, key=lambda one: one.seq):
        body = body_of(entry)
        if body is None or not isinstance(state := body.state, ClaimState):
            continue
        keys = {piece.key for piece in state.evidence}
        if entry.kind == EntryKind.IMPORTED:
            imported |= keys
        if entry.kind == EntryKind.CHECKED:
            on_file = keys
        if state.decided == now.decided and decided is None:
            decided, on_file = entry, keys
    carried_over = decided is not None and decided.kind == EntryKind.IMPORTED
    recorded_at = decided.recorded_at if decided and carried_over else None
    return LastLook(frozenset(on_file | imported), recorded_at)
