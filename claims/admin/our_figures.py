"""Our own figures of whole events, as they are published: one sentence each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claims.domain.measures import Measures
from claims.domain.vocabulary import Publication
from claims.lookup.states import states
from claims.models.desk.event import Category, Event, Measure
from claims.models.record.rows import PublishedPosition
from claims.presenters.counting_context import Cell, CountingContext, Node, Tree
from claims.presenters.sentence import sentence
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
    counting = _counting([by_uid[uid] for uid in found])
    return {by_uid[uid].pk: _headline(own, counting[by_uid[uid].pk]) for uid, own in found.items()}


def _headline(own: Iterable[PositionState], counting: CountingContext) -> str:
    def order(state: PositionState) -> tuple[object, ...]:
        cell = Cell(state.event, state.category, state.measure)
        return (not cell.is_toll, counting.rank(cell))

    state = min(own, key=order)
    return sentence(state, Cell(state.event, state.category, state.measure), counting)


def _counting(events: Sequence[Event]) -> dict[int, CountingContext]:
    """What each of them counts, in two queries for all."""
    categories: dict[int, list[Category]] = {event.pk: [] for event in events}
    for row in Category.objects.filter(event__in=events).order_by("position", "pk"):
        categories[row.event_id].append(row)
    measures: dict[int, list[Measure]] = {event.pk: [] for event in events}
    for one in Measure.objects.filter(event__in=events).order_by("position", "pk"):
        measures[one.event_id].append(one)
    return {
        event.pk: CountingContext(
            event.uid,
            Tree([Node(event.uid, event.title)]),
            _tree(categories[event.pk]),
            measures=Measures(row.counted for row in measures[event.pk]),
        )
        for event in events
    }


def _tree(rows: Sequence[Category]) -> Tree:
    slugs = {row.pk: row.slug for row in rows}
    return Tree(
        Node(r.slug, r.name, slugs.get(r.parent_id or 0, ""), phrase=r.phrase) for r in rows
    )
