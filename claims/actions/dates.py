"""Whether the dates of a claim on the desk fit each other."""

from __future__ import annotations

from itertools import chain

from claims.domain.dates import in_doubt
from claims.domain.moments import Moment
from claims.models.desk.claim import Claim
from claims.models.desk.source import Report


def dates_in_doubt(claim: Claim) -> list[str]:
    """What does not fit, one sentence each: asked about, never refused."""
    if claim.said_at is None:
        return []
    cited = claim.citations.select_related("report")
    return in_doubt(
        Moment(claim.said_at, claim.said_precision),
        zone=claim.event.time_zone,
        event_begins=claim.event.starts_on,
        first_reports=chain.from_iterable(came_out(c.report) for c in cited if c.first),
        reports=chain.from_iterable(came_out(c.report) for c in cited if not c.first),
        counted=[
            Moment(figure.as_of_at, figure.as_of_precision)
            for figure in claim.figures.all()
            if figure.as_of_at
        ],
    )


def came_out(report: Report | None) -> list[Moment]:
    """When, where that is known."""
    if report is None or report.published_at is None:
        return []
    return [Moment(report.published_at, report.published_precision)]
