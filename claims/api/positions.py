"""Our own figures, with what they rest on."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from claims.api import parameters
from claims.api.as_of import moment_of
from claims.api.events import within
from claims.api.figures import CATEGORY
from claims.api.names import Known
from claims.api.parameters import AS_OF, Parameter
from claims.api.rows import Read, read
from claims.api.serializers.position import PositionShape, position
from claims.api.views import Face, ListFace
from claims.lookup.as_of import Shown
from claims.lookup.errors import NotOnRecord
from claims.lookup.get_or_404 import at_moment
from claims.models.record.entry import Entry
from claims.models.record.rows import PublishedPosition


class Positions(ListFace):
    """Our own figure for each event, category and measure, newest first."""

    title = "Positions"
    shape = PositionShape
    parameters = (parameters.EVENT, CATEGORY, parameters.MEASURE)

    def rows(self, query: QueryDict, shown: Shown) -> QuerySet[PublishedPosition]:
        rows = PublishedPosition.objects.as_of(shown.rows)
        own = {name: query.get(name, "") for name in ("category", "measure")}
        rows = rows.filter(**{name: value for name, value in own.items() if value})
        slug = query.get("event", "")
        return rows.filter(event__in=within(slug, shown)) if slug else rows

    def told(self, rows: list[PublishedPosition], shown: Shown) -> Any:
        return told(read(rows), shown)


class Position(Face):
    """One of our own figures, by its uid."""

    title = "Positions"
    shape = PositionShape
    parameters = (AS_OF,)
    place = Parameter("uid", "Its uid.", {"type": "string", "pattern": "^[0-9a-f]{32}$"})

    def answer(self, query: QueryDict, newest: Entry | None, **place: Any) -> Any:
        shown = moment_of(query, newest)
        seen = PublishedPosition.objects.filter(since__lte=newest.seq if newest else 0)
        current = seen.filter(uid=place["uid"]).order_by("-since").first()
        if current is None:
            raise NotOnRecord
        row = at_moment(PublishedPosition, current, shown, kind="position")
        (only,) = told(read([row]), shown)
        return only


def told(found: Read, shown: Shown) -> Any:
    states = found.states
    named = ("uses", "leaves_out", "readings")
    known = Known(
        shown,
        events={state["event"] for state in states},
        claims={one["claim"] for state in states for name in named for one in state[name]},
    )
    shaped = [
        {
            **found.common(row, "position", row.uid),
            **position(found.state(row), known),
            "zone": known.zone(row.event),
            **_pages(row, known),
        }
        for row in found.rows
    ]
    return PositionShape(shaped, many=True, context={"known": known}).data


def _pages(row: PublishedPosition, known: Known) -> dict[str, Any]:
    """A position stands on the page of its event."""
    event = known.events.get(row.event)
    if event is None:
        return {}
    page = known.named("event", row.event)["page"]
    return {"page": page, "permalink": f"{page}?as_of={row.since}"}
