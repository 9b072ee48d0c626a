"""When editors last looked at a claim, and which evidence was on record then."""

from __future__ import annotations

from collections.abc import Iterable

from claims.domain.vocabulary import EntryKind
from claims.lookup.history import body_of
from claims.models.record.entry import Entry
from claims.presenters.new_since import LastLook
from claims.states.claim import ClaimState


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
