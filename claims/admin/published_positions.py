"""Our own figures of whole events, as they are published: one sentence each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claims.domain.vocabulary import Publication
from claims.lookup.as_of import shown_at
from claims.lookup.counting import countings
from claims.lookup.states import states
from claims.models.desk.event import Event
from claims.models.record.entry import head
from claims.models.record.rows import PublishedPosition
from claims.presenters.counting_context import Cell, CountingContext
from claims.presenters.position_in_words import sentence
from claims.states.position import PositionState


def published_sentences(events: Sequence[Event]) -> dict[int, str]:
    """By the key of each event that has one: the headline count before any other."""
    by_uid = {event.uid: event for event in events}
    rows = PublishedPosition.objects.current().filter(
        event__in=list(by_uid), publication=Publication.PUBLISHED
    )
    found: dict[str, list[PositionState]] = {}
    for state in states(rows.values_list("since", flat=True), kind=PositionState).values():
        found.setdefault(state.event, []).append(state)
    counting = countings(found, shown_at("", head=head()))
    return {by_uid[uid].pk: _headline(own, counting[uid].context) for uid, own in found.items()}


def _headline(own: Iterable[PositionState], counting: CountingContext) -> str:
    def order(state: PositionState) -> tuple[object, ...]:
        cell = Cell(state.event, state.category, state.measure)
        return (not cell.is_toll, counting.rank(cell))

    state = min(own, key=order)
    return sentence(state, Cell(state.event, state.category, state.measure), counting)
