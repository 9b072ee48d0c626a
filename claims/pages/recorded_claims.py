"""Claims of the record with their states and the marks of the reports they cite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claims.lookup.as_of import Shown
from claims.lookup.cited_reports import marks_of_cited
from claims.models.record.rows import PublishedClaim
from claims.presenters.figure_index import RecordedClaim
from claims.states.claim import ClaimState
from claims.states.subject import SubjectState, WithheldState

State = SubjectState | WithheldState


def recorded_claims(
    rows: Iterable[PublishedClaim], known: Mapping[int, State], shown: Shown
) -> list[RecordedClaim]:
    """Claims with their states, in the order of their rows; what was taken back is left out."""
    listed = list(rows)
    cited = marks_of_cited((row.since for row in listed), shown.rows)
    return [
        RecordedClaim(
            row.uid, state, row.get_absolute_url() + shown.query, cited.get(row.since, {})
        )
        for row in listed
        if isinstance(state := known.get(row.since), ClaimState) and not row.retracted
    ]
