"""Beside the rows: what the figures of each place allow, and what is to be decided there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from claims.actions.reconcile.sheet import Sheet
from claims.admin.story.counting import Counting
from claims.domain.errors import RuleBroken
from claims.domain.figures import describe_range
from claims.domain.reconciliation import Case, planning
from claims.domain.reconciliation.planning import Card, Standing, Whose
from claims.models.desk.event import Event


@dataclass(frozen=True)
class Range:
    """What everybody's figures of one count allow."""

    where: str
    counted: str
    low: int
    high: int | None
    figures: int
    standing: str

    @property
    def words(self) -> str:
        return describe_range(self.low, self.high)


@dataclass(frozen=True)
class Margin:
    """``clashing`` are the keys of figures that wait for a decision; ``refused`` says why not."""

    ranges: Mapping[str, tuple[Range, ...]] = field(default_factory=dict)
    decisions: Mapping[str, int] = field(default_factory=dict)
    clashing: frozenset[str] = frozenset()
    cards: int = 0
    refused: tuple[str, ...] = ()

    @cached_property
    def totals(self) -> list[Range]:
        return [one for ranges in self.ranges.values() for one in ranges]


def margin_of(sheet: Sheet, counting: Counting, tried: Callable[[], Case] | None = None) -> Margin:
    """By the slug of each place; of what is on the desk, or of what is ``tried``."""
    try:
        case = tried() if tried else sheet.case()
        plan = planning.plan(case)
    except RuleBroken as broken:
        return Margin(refused=tuple(broken.messages))
    own = Counter(figure.cell for figure in case.by_id.values())
    ranges: dict[str, list[Range]] = {}
    titles = {event.slug: event.title for event in sheet.events}
    for row in plan.rows:
        if row.whose is Whose.ALL and row.cell in own:
            counted = counting.text(row.cell.measure, row.cell.category)
            standing = (row.standing or Standing.AGREED).label
            found = Range(
                titles[row.cell.event], counted, row.low, row.high, own[row.cell], standing
            )
            ranges.setdefault(row.cell.event, []).append(found)
    open_cards = [card for card in plan.cards if not card.put_off]
    return Margin(
        {slug: tuple(sorted(found, key=lambda r: -r.figures)) for slug, found in ranges.items()},
        Counter(slug for card in open_cards for slug in set(_places(card, case))),
        frozenset(key for card in open_cards for key in card.figures),
        len(open_cards),
    )


def _places(card: Card, case: Case) -> Iterator[str]:
    if card.cell is not None:
        yield card.cell.event
    else:
        yield from (case.by_id[key].cell.event for key in card.figures if key in case.by_id)


def place_order(events: tuple[Event, ...]) -> dict[int, int]:
    """Parts first, in the desk's order, and the whole after them, as it is counted."""
    parts = [event.pk for event in events[1:]]
    return {pk: n for n, pk in enumerate([*parts, events[0].pk])}
