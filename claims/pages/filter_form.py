"""The form that narrows the list of claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from claims.domain.figures import MEASURES, measure_label
from claims.domain.status import Status
from claims.pages.filter_state import Narrowing
from claims.presenters.counting_context import measure_rank

# Browsers drop ordinary spaces from the start of an option.
INDENT = "\u00a0\u00a0\u00a0"


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Choice:
    """One labelled select."""

    name: str
    label: str
    every: str
    options: tuple[Option, ...]

    @property
    def several(self) -> bool:
        """An address may ask for more than one: then the form keeps them."""
        return sum(option.chosen for option in self.options) > 1


def choices(asked: Narrowing) -> list[Choice]:
    return [
        Choice("status", "Status", "Any", tuple(_statuses(asked))),
        Choice("source", "Said by", "Anybody", tuple(_sources(asked))),
        Choice("event", "About", "Any event", tuple(_events(asked))),
        Choice("measure", "With a figure of", "Any, or none", tuple(_measures(asked))),
    ]


def _statuses(asked: Narrowing) -> Iterator[Option]:
    for status in Status:
        label = f"{status.label} ({asked.by_status.get(status, 0)})"
        yield Option(status.value, label, status in asked.statuses)


def _sources(asked: Narrowing) -> Iterator[Option]:
    for row in asked.sources:
        label = f"{row.called} ({asked.by_source.get(row.uid, 0)})"
        yield Option(row.slug, label, row.uid == asked.source)


def _events(asked: Narrowing) -> Iterator[Option]:
    for row, depth, count in asked.events:
        yield Option(row.slug, f"{INDENT * depth}{row.title} ({count})", row.uid == asked.event)


def _measures(asked: Narrowing) -> Iterator[Option]:
    chosen = asked.query.get("measure", "")
    offered = {*asked.measures, *({chosen} & MEASURES.keys())}
    for measure in sorted(offered, key=measure_rank):
        label = f"{measure_label(measure).capitalize()} ({asked.by_measure.get(measure, 0)})"
        yield Option(measure, label, measure == chosen)
