"""Put a claim on the desk, with all that was not on it yet: a draft until it is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from claims.actions.addresses import claim_address
from claims.actions.cite import citation_in
from claims.actions.desk import Editor
from claims.actions.not_duplicates import tell_apart
from claims.actions.record_figure import Count, record_figure
from claims.actions.stubs import keep_copy, keep_new
from claims.actions.suggest_links import suggest_links
from claims.domain.moments import Moment
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source


@dataclass(frozen=True)
class Apart:
    """That the new claim, or something new it comes with, is not what it looks like."""

    other: Publishable
    reason: str
    at: datetime
    new: Publishable | None = None


def record_claim(
    *,
    claimant: Source,
    event: Event,
    statement: str,
    slug: str = "",
    report: Report | None = None,
    quote: str = "",
    locator: str = "",
    address: str = "",
    count: Count | None = None,
    apart: Sequence[Apart] = (),
    said: Moment | None = None,
    utterance: str = "",
    private_note: str = "",
    by: Editor,
) -> Claim:
    """Record that a source said something; with the report it was found in, where there is one.

    Claimant, event and report may be new: they are kept along with the claim, or nothing is.
    ``address``: by which the report was found, which may be that of a copy, or lead to a place.
    """
    with transaction.atomic():
        for thing in (claimant, event, report):
            keep_new(thing, by=by)
        day = said.day(event.time_zone) if said else None
        claim = Claim(
            claimant=claimant,
            event=event,
            statement=statement,
            slug=slug or claim_address(claimant, day, statement, event),
            said_at=said.at if said else None,
            said_precision=said.precision if said else "",
            utterance=utterance,
            private_note=private_note,
        )
        claim.save(by=by)
        if report is not None:
            keep_copy(report, address, by=by)
            found = citation_in(report, address=address, quote=quote, locator=locator)
            found.claim = claim
            found.save(by=by)
        if count is not None:
            record_figure(claim, count, by=by)
            suggest_links(claim, by=by)
        for pair in apart:
            tell_apart(pair.new or claim, pair.other, reason=pair.reason, by=by, at=pair.at)
    return claim
