"""The tightest range of each cell that the live figures allow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from claims.domain.reconciliation import rounding
from claims.domain.reconciliation.budget import Budget
from claims.domain.reconciliation.lp import Prover
from claims.domain.reconciliation.model import Model, Spans, lower_of
from claims.domain.reconciliation.proof import World
from claims.domain.reconciliation.propagation import narrow
from claims.domain.reconciliation.values import Case, Cell, Figure

Ends = tuple[int, int | None]
"""How few and how many; how many may be open."""


@dataclass(frozen=True)
class Range:
    """How few and how many it can be; where the figures contradict each other, neither."""

    cell: Cell
    low: int | None
    high: int | None
    impossible: bool = False


def named_cells(case: Case) -> tuple[Cell, ...]:
    return tuple(sorted({figure.cell for figure in case.live}))


def impossible(cells: Iterable[Cell]) -> list[Range]:
    return [Range(cell, None, None, impossible=True) for cell in cells]


def outer(cells: Iterable[Cell], model: Model, spans: Spans) -> list[Range]:
    """Ranges that are never too narrow, where the solver could not say."""
    bounds = narrow(model, spans)
    columns = [(cell, model.column(cell)) for cell in cells]
    return [Range(cell, bounds.lows[at], bounds.highs[at]) for cell, at in columns]


def unknown(cells: Iterable[Cell]) -> list[Range]:
    """Anything from nobody up: true, if not helpful."""
    return [Range(cell, 0, None) for cell in cells]


def allowed(
    figures: Sequence[Figure], cells: Sequence[Cell], prover: Prover, budget: Budget, case: Case
) -> tuple[list[Range], bool]:
    """Each cell's range by some figures, and whether it was proved to be the tightest.

    Numbers that were said as round give way first: by themselves they make nothing impossible.
    """
    spans = prover.model.spans(figures)
    possible = prover.ask(spans).possible
    if possible is False:
        spans = prover.model.spans(rounding.all_loosened(figures, case))
        possible = prover.ask(spans).possible
    if possible is False:
        return impossible(cells), True
    if possible is None:
        return outer(cells, prover.model, spans), False
    return tightest(cells, prover, spans, budget)


def tightest(
    cells: Sequence[Cell],
    prover: Prover,
    spans: Spans,
    budget: Budget,
    *,
    known: Mapping[Cell, Ends] = MappingProxyType({}),
) -> tuple[list[Range], bool]:
    """Each cell's range, and whether every one of them was proved to be the tightest.

    ``known`` are ranges that these can only widen: an end that lies within one may stay wide.
    """
    seen = _Seen(prover, spans, budget)
    found = [
        Range(cell, seen.low(column, known.get(cell)), seen.high(column, known.get(cell)))
        for cell in cells
        for column in [prover.model.column(cell)]
    ]
    return found, seen.settled


class _Seen:
    """What worlds met so far reach, so that the solver is asked only what they leave open."""

    def __init__(self, prover: Prover, spans: Spans, budget: Budget) -> None:
        self.prover, self.spans, self.budget = prover, spans, budget
        self.bounds = narrow(prover.model, spans)
        self.worlds: list[World] = []
        self.settled = True
        self._meet(prover.ask(spans).world)

    def low(self, column: int, known: Ends | None) -> int:
        least = self.bounds.lows[column]
        if self._reached(column, least) or (known is not None and known[0] <= least):
            return least
        found = self._solved(column, 1)
        return least if found is None else max(found, least)

    def high(self, column: int, known: Ends | None) -> int | None:
        most = self.bounds.highs[column]
        if self._reached(column, most) or (
            most is None and all(high is None for _, high in self.spans.values())
        ):
            return most
        if known is not None and lower_of(known[1], most) == most:
            return most
        found = self._solved(column, -1)
        return most if found is None else lower_of(-found, most)

    def _reached(self, column: int, end: int | None) -> bool:
        return any(world[column] == end for world in self.worlds)

    def _solved(self, column: int, sign: int) -> int | None:
        """What the solver says, within the budget; where it says nothing, ranges stay wide."""
        if self.budget.spent:
            self.settled = False
            return None
        self.budget.left -= self.prover.cost
        found, verdict = self.prover.least(column, self.spans, sign=sign)
        self._meet(verdict.world)
        self.settled = self.settled and verdict.possible is True
        return found

    def _meet(self, world: World | None) -> None:
        if world is not None:
            self.worlds.append(world)
