"""What the record says, as states: bodies read in one query, by the entries rows came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claims.models.record.rows import PublishedClaim
from claims.presenters.figure_index import RecordedClaim
from claims.states.claim import ClaimState
from claims.states.subject import SubjectState, WithheldState

State = SubjectState | WithheldState


def told(
    rows: Iterable[PublishedClaim], known: Mapping[int, State], then: str
) -> list[RecordedClaim]:
    """Claims with their states, in the order of their rows; what was taken back is left out."""
    return [
        RecordedClaim(row.uid, state, row.get_absolute_url() + then)
        for row in rows
        if isinstance(state := known.get(row.since), ClaimState) and not row.retracted
    ]
