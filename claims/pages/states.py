"""What the record says, as states: bodies read in one query, by the entries rows came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claims.models.record.entry import EntryBody
from claims.models.record.rows import PublishedClaim
from claims.presenters.figure_index import RecordedClaim
from claims.states.claim import ClaimState
from claims.states.subject import SubjectState, WithheldState

State = SubjectState | WithheldState


def states(entries: Iterable[int]) -> dict[int, State]:
    """States by entry; those whose words were removed are not among them."""
    bodies = EntryBody.objects.filter(entry__in=list(entries))
    return {body.entry_id: body.read.state for body in bodies}


def told(
    rows: Iterable[PublishedClaim], known: Mapping[int, State], then: str
) -> list[RecordedClaim]:
    """Claims with their states, in the order of their rows; what was taken back is left out."""
    return [
        RecordedClaim(row.uid, state, row.get_absolute_url() + then)
        for row in rows
        if isinstance(state := known.get(row.since), ClaimState) and not row.retracted
    ]
