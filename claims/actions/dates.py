"""Whether the dates of a claim on the desk fit each other."""

from __future__ import annotations

from claims.domain.dates import in_doubt
from claims.domain.moments import Moment
from claims.models.desk.claim import Claim


def dates_in_doubt(claim: Claim) -> list[str]:
    """What does not fit, one sentence each: asked about, never refused."""
    if claim.said_at is None:
        return []
    cited = claim.citations.select_related("report").filter(first=True)
    return in_doubt(
        Moment(claim.said_at, claim.said_precision),
        zone=claim.event.time_zone,
        event_begins=claim.event.starts_on,
        first_reports=[
            Moment(c.report.published_at, c.report.published_precision)
            for c in cited
            if c.report.published_at
        ],
        counted=[
            Moment(figure.as_of_at, figure.as_of_precision)
            for figure in claim.figures.all()
            if figure.as_of_at
        ],
    )
