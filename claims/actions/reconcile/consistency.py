"""Positions of one event are checked together before readers see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claims.actions.reconcile.engine_input import (
    category_shape,
    event_shape,
    measure_shape,
    tree_of,
)
from claims.domain import reconciliation
from claims.domain.reconciliation import Cell, Stated
from claims.domain.vocabulary import Publication
from claims.models.desk.base import Publishable
from claims.models.desk.event import Event
from claims.models.desk.position import Position


def disagreements(subjects: Iterable[Publishable]) -> Iterator[str]:
    """What is wrong with positions on their way to readers, beside those already there."""
    by_root: dict[Event, list[Position]] = {}
    for subject in subjects:
        if isinstance(subject, Position):
            by_root.setdefault(subject.event.root(), []).append(subject)
    for root, going in by_root.items():
        yield from _of_event(root, going)


def _of_event(root: Event, going: Sequence[Position]) -> Iterator[str]:
    events = root.tree()
    others = Position.objects.filter(event__in=events, publication=Publication.PUBLISHED)
    others = others.exclude(pk__in=[p.pk for p in going]).select_related("event", "category")
    stated = [s for p in [*going, *others] for s in _stated(p)]
    if len(stated) > 1:
        case = reconciliation.read(
            {
                "event": tree_of(events, root, event_shape),
                "categories": category_shape(list(root.categories.order_by("position", "pk"))),
                "measures": [measure_shape(row) for row in root.measures.order_by("pk")],
            }
        )
        yield from reconciliation.disagreements(
            case.events, case.categories, stated, measures=case.measures
        )


def _stated(position: Position) -> Iterator[Stated]:
    """Its bounds; a best number alone is both of them."""
    low, high = position.low, position.high
    if low is None and high is None:
        low = high = position.best
    if position.established and (low is not None or high is not None):
        cell = Cell(position.event.slug, position.category.slug, position.measure)
        yield Stated(cell, low, high)
