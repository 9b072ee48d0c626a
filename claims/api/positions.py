"""Our own figures, with what they rest on."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import QueryDict

from claims.api import parameters
from claims.api.as_of import moment_of
from claims.api.fields import Values, every
from claims.api.figures import CATEGORY
from claims.api.names import Known
from claims.api.parameters import AS_OF, Parameter
from claims.api.rows import Read, read
from claims.api.serializers.position import PositionSerializer, beside
from claims.api.views import Answer, Face, ListFace
from claims.domain.measures import MEASURES
from claims.filters import events_within
from claims.lookup.as_of import Shown
from claims.lookup.errors import NotOnRecord
from claims.lookup.get_or_404 import at_moment
from claims.models.record.entry import Entry
from claims.models.record.rows import PublishedPosition
from claims.models.record.withheld import and_withheld, withheld_from
from claims.states.position import PositionState


class Positions(ListFace[PublishedPosition]):
    """Our own figure for each event, category and measure, newest first."""

    title = "Positions"
    shape = PositionSerializer
    lean = (
        "uid",
        "url",
        "entry",
        "publication",
        "event",
        "category",
        "measure",
        "standing",
        "low",
        "best",
        "high",
    )
    parameters = (parameters.EVENT, CATEGORY, parameters.MEASURE)

    def rows(self, query: QueryDict, shown: Shown) -> QuerySet[PublishedPosition]:
        found = PublishedPosition.objects.as_of(shown.rows)
        if category := query.get("category", ""):
            found = found.filter(category=category)
        if measure := query.get("measure", ""):
            found = found.filter(measure__in=MEASURES.words(measure))
        slug = query.get("event", "")
        within = events_within(slug, shown.rows) if slug else None
        if within is not None:
            found = found.filter(event__in=within)
        return and_withheld(found, withheld_from(PublishedPosition, shown.rows, events=within))

    def told(self, rows: list[PublishedPosition], shown: Shown) -> list[Values]:
        return told(read(rows, kind=PositionState), shown)


class Position(Face):
    """One of our own figures, by its uid."""

    title = "Positions"
    shape = PositionSerializer
    parameters = (AS_OF,)
    place = Parameter("uid", "Its uid.", {"type": "string", "pattern": "^[0-9a-f]{32}$"})

    def answer(self, query: QueryDict, newest: Entry | None, **place: str) -> Answer:
        shown = moment_of(query, newest)
        seen = PublishedPosition.objects.filter(since__lte=newest.seq if newest else 0)
        current = seen.filter(uid=place["uid"]).order_by("-since").first()
        if current is None:
            raise NotOnRecord
        row = at_moment(PublishedPosition, current, shown, kind="position")
        (only,) = told(read([row], kind=PositionState), shown)
        return only


def told(found: Read[PublishedPosition, PositionState], shown: Shown) -> list[Values]:
    known = Known(
        shown,
        events={
            event
            for state in found.states
            for event in (state.event, *(one.event for one in state.decisions if one.event))
        },
        claims={
            figure.claim
            for state in found.states
            for figure in (
                *(*state.uses, *state.leaves_out, *state.readings),
                *(figure for finding in state.findings for figure in finding.figures),
                *(figure for one in state.decisions for figure in one.figures),
            )
        },
    )
    shaped = [
        {
            **found.common(row, "position", row.uid),
            **beside(found.state(row), known),
            "zone": known.zone(row.event),
            **_pages(row, known),
        }
        for row in found.rows
    ]
    return every(PositionSerializer, shaped, known=known)


def _pages(row: PublishedPosition, known: Known) -> Values:
    """A position stands on the page of its event."""
    event = known.events.get(row.event)
    if event is None:
        return {}
    page = known.named("event", row.event)["page"]
    return {"page": page, "permalink": f"{page}?as_of={row.since}"}
