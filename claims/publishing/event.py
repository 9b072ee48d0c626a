"""What readers see of an event."""

from __future__ import annotations

from claims.models.desk.event import Category, ContextNote, Event, Measure
from claims.models.desk.party import Member, Party
from claims.publishing.cutoff import WHOLE, Cut
from claims.publishing.from_desk import from_desk
from claims.publishing.prefetch import parts
from claims.states.event import (
    CategoryState,
    ContextState,
    EventState,
    MeasureState,
    MemberState,
    PartyState,
)


def state(event: Event, cut: Cut = WHOLE) -> EventState:
    categories = event.categories.select_related("parent").order_by("position", "pk")
    measures = event.measures.order_by("position", "pk")
    return from_desk(
        EventState,
        event,
        # A summary was written with hindsight: no step of the past knows it.
        summary=event.summary if cut.whole else "",
        context=tuple(context_state(one) for one in context_of(event)) if cut.whole else (),
        categories=tuple(category_state(category) for category in categories),
        measures=tuple(measure_state(measure) for measure in measures),
        # A part has none of its own: those of the whole hold for it.
        parties=None if event.parent_id else parties_state(event),
    )


def context_of(event: Event) -> list[ContextNote]:
    return parts(event, "context", "report")


def context_state(context: ContextNote) -> ContextState:
    return from_desk(ContextState, context)


def category_state(category: Category) -> CategoryState:
    parent = category.parent.slug if category.parent else ""
    return from_desk(CategoryState, category, parent=parent)


def measure_state(measure: Measure) -> MeasureState:
    return from_desk(MeasureState, measure)


def parties_state(event: Event) -> tuple[PartyState, ...]:
    rows = event.parties.prefetch_related("members__source").order_by("position", "pk")
    return tuple(party_state(party) for party in rows)


def party_state(party: Party) -> PartyState:
    members = parts(party, "members", "source")
    return from_desk(PartyState, party, members=tuple(member_state(one) for one in members))


def member_state(member: Member) -> MemberState:
    return from_desk(MemberState, member)
