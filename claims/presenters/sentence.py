"""Our own numbers in words: who is counted, and whether attackers are, in the same breath."""

from __future__ import annotations

from dataclasses import dataclass

from claims.domain.categories import ALL, ATTACKERS, EVERYONE_ELSE
from claims.domain.figures import MEASURES, measure_label
from claims.presenters.counting_context import Cell, CountingContext
from claims.states.position import PositionState

BEFELL = frozenset(MEASURES) - {
    "involved",
    "surrendered",
    "torched",
    "vehicles-torched",
    "vehicles-destroyed",
    "buildings-destroyed",
    "attacks",
}
"""What befalls people, so that a sentence can say how many it befell."""


def amount(state: PositionState) -> str:
    """Our range in words; never “up to”, which is how claims are puffed up."""
    low, best, high = state.low, state.best, state.high
    if low is None and high is None:
        return "a number not stated" if best is None else f"{best:,}"
    if low is not None and low == high:
        return f"{low:,}"
    if high is None:
        spread = f"at least {low:,}"
    else:
        spread = f"between {low:,} and {high:,}" if low else f"no more than {high:,}"
    return spread if best is None else f"{spread}, most likely {best:,}"


def brief(state: PositionState) -> str:
    """The same for a row of a chart."""
    low, high = state.low, state.high
    apart = low is not None and high is not None and low != high
    return f"{low:,} to {high:,}" if apart else amount(state)


def sentence(state: PositionState, cell: Cell, counting: CountingContext) -> str:
    """What we hold of one cell, who is counted and whether attackers are, in one breath."""
    where = counting.where(cell)
    words = _counted(state, cell, counting)
    return f"{where}: {words}" if where else words[:1].upper() + words[1:]


def _counted(state: PositionState, cell: Cell, counting: CountingContext) -> str:
    label, whom = measure_label(cell.measure), whom_of(cell.category, counting)
    if cell.measure not in BEFELL:
        number = amount(state) if state.established else "we cannot say"
        among = f" ({counting.among(cell.category)})" if cell.category != ALL else ""
        return f"{label}: {number}{among}"
    if not state.established:
        return f"{whom.before}we cannot say how many people were {label}{whom.after}"
    return f"{whom.before}{_people(state)} {label}{whom.after}"


@dataclass(frozen=True)
class Whom:
    before: str = ""
    after: str = ""


def whom_of(category: str, counting: CountingContext) -> Whom:
    if category == EVERYONE_ELSE:
        return Whom(after=", not counting attackers")
    wider = category != ATTACKERS and counting.with_attackers(category)
    included = ", attackers included" if wider else ""
    if category == ALL:
        return Whom(after=included)
    return Whom(before=f"among {counting.among(category)}{included}, ")


def _people(state: PositionState) -> str:
    spread, _, best = amount(state).partition(", most likely ")
    likely = f" (most likely {best})" if best else ""
    people = "person was" if spread.split()[-1] == "1" else "people were"
    return f"{spread}{likely} {people}"
