"""Sources: who says things."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import QueryDict

from claims.api.fields import Values, every
from claims.api.names import Known
from claims.api.parameters import SLUG, Parameter
from claims.api.rows import Read, read
from claims.api.serializers.source import SourceSerializer
from claims.api.views import DetailFace, ListFace
from claims.domain.vocabulary import NATURE_LABELS, SOURCE_KIND_LABELS, Publication
from claims.lookup.as_of import Shown
from claims.lookup.states import states
from claims.models.record.rows import PublishedEvent, PublishedReference, PublishedSource
from claims.models.record.withheld import and_withheld
from claims.states.event import EventState
from claims.states.source import SourceState

KINDS = [str(kind) for kind in SOURCE_KIND_LABELS]
KIND = Parameter("kind", "What kind of source.", {"type": "string", "enum": KINDS})
NATURES = [str(nature) for nature in NATURE_LABELS]
NATURE = Parameter(
    "nature", "A person, a body or an unnamed group.", {"type": "string", "enum": NATURES}
)
SIDE = Parameter("side", "Slug of its side, of sources published before events had parties.", SLUG)


PARTY = Parameter(
    "party", "Slug of a party: who was ever a member of one called so, in whichever event.", SLUG
)


def _members(party: str, shown: Shown) -> Q:
    """Its members in every event on record, and those of a side in events from before parties."""
    named = PublishedReference.objects.filter(field="parties").values("since")
    events = PublishedEvent.objects.as_of(shown.rows).filter(since__in=named)
    events = events.exclude(publication=Publication.WITHHELD)
    told = states(events.values_list("since", flat=True), kind=EventState).values()
    parties = (one for state in told for one in state.parties or () if one.slug == party)
    return Q(uid__in={member.source for one in parties for member in one.members}) | Q(side=party)


class Sources(ListFace[PublishedSource]):
    """People and bodies that say things, newest first."""

    title = "Sources"
    shape = SourceSerializer
    lean = ("uid", "slug", "url", "page", "entry", "publication", "name", "short_name", "kind")
    parameters = (KIND, NATURE, PARTY, SIDE)

    def rows(self, query: QueryDict, shown: Shown) -> QuerySet[PublishedSource]:
        rows = PublishedSource.objects.as_of(shown.rows)
        asked = {name: query.get(name, "") for name in ("kind", "nature", "side")}
        found = rows.filter(**{name: value for name, value in asked.items() if value})
        if party := query.get("party", ""):
            found = found.filter(_members(party, shown))
        # Of what was withheld no kind and no party is left: it is told whatever was asked.
        return and_withheld(found, rows.withheld())

    def told(self, rows: list[PublishedSource], shown: Shown) -> list[Values]:
        return told(read(rows, kind=SourceState), shown)


class Source(DetailFace[PublishedSource]):
    """One source. What it said stands in the list of claims, narrowed by its slug."""

    title = "Sources"
    shape = SourceSerializer
    model = PublishedSource
    kind = "source"

    def told(self, row: PublishedSource, shown: Shown) -> Values:
        (only,) = told(read([row], kind=SourceState), shown)
        return only


def told(found: Read[PublishedSource, SourceState], shown: Shown) -> list[Values]:
    states = found.states
    apart = {one.other for state in states for one in state.separations}
    voices = {one.whom for state in states for one in state.voices}
    named = {uid for state in states for uid in (state.speaks_for, state.merged_into)}
    known = Known(shown, sources=named | apart | voices)
    shaped = []
    for row in found.rows:
        state = found.state(row)
        shaped.append({**found.common(row, "source"), "website": state.url if state else ""})
    return every(SourceSerializer, shaped, known=known)
