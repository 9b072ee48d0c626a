"""Events: a tree, given as a flat list in which each names its parent, its parts and its path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import QuerySet
from django.http import QueryDict

from claims.api import parameters
from claims.api.fields import Values, every
from claims.api.names import Known
from claims.api.rows import Read, read
from claims.api.serializers.event import EventSerializer
from claims.api.views import DetailFace, ListFace
from claims.filters import events_within
from claims.lookup.as_of import Shown
from claims.models.record.rows import PublishedEvent
from claims.models.record.withheld import and_withheld, withheld_from
from claims.states.event import EventState


class Events(ListFace[PublishedEvent]):
    """Events and their parts, newest first; path says where each stands in its tree."""

    title = "Events"
    shape = EventSerializer
    lean = ("uid", "slug", "url", "page", "entry", "publication", "title", "path", "parent")
    parameters = (parameters.EVENT,)

    def rows(self, query: QueryDict, shown: Shown) -> QuerySet[PublishedEvent]:
        rows = PublishedEvent.objects.as_of(shown.rows)
        slug = query.get("event", "")
        if not slug:
            return rows
        within = events_within(slug, shown.rows)
        withheld = withheld_from(PublishedEvent, shown.rows, events=within)
        return and_withheld(rows.filter(uid__in=within), withheld)

    def told(self, rows: list[PublishedEvent], shown: Shown) -> list[Values]:
        return told(read(rows, kind=EventState), shown)


class Event(DetailFace[PublishedEvent]):
    """One event, with the names of its parts."""

    title = "Events"
    shape = EventSerializer
    model = PublishedEvent
    kind = "event"

    def zone(self, row: PublishedEvent) -> str:
        return row.time_zone

    def told(self, row: PublishedEvent, shown: Shown) -> Values:
        (only,) = told(read([row], kind=EventState), shown)
        return only


def told(found: Read[PublishedEvent, EventState], shown: Shown) -> list[Values]:
    parts = _parts(found, shown)
    everything = {uid for uids in parts.values() for uid in uids} | {row.uid for row in found.rows}
    named = {one.report for state in found.states for one in state.context}
    members = {
        member.source
        for state in found.states
        for party in state.parties or ()
        for member in party.members
    }
    known = Known(shown, events=everything, sources=members, reports=named - {""})
    shaped = [
        {
            **found.common(row, "event"),
            "path": known.path(row.uid),
            "parts": parts[row.uid],
        }
        for row in found.rows
    ]
    return every(EventSerializer, shaped, known=known)


def _parts(found: Read[PublishedEvent, EventState], shown: Shown) -> Mapping[str, list[str]]:
    """Uids of the direct parts of each event, in their order."""
    rows = PublishedEvent.objects.as_of(shown.rows).filter(parent__in=[r.uid for r in found.rows])
    parts: dict[str, list[str]] = defaultdict(list)
    for row in rows.order_by("position", "since"):
        parts[row.parent].append(row.uid)
    return parts
