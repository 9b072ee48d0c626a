"""Two figures that cannot both be true: compared one by one, so that none hides another."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.values import Case, Cell, Figure, before
from claims.domain.vocabulary import Qualifier

MOST = 2_000
"""Pairs told of one event; beyond, the search says that it stopped."""
LOOSE = frozenset({Qualifier.PLAIN, Qualifier.ABOUT, Qualifier.NEARLY})
"""How a running count is told; "exactly" and "at most" do not expect to grow."""


@dataclass(frozen=True)
class Pair:
    """The larger figure counts the same people as the other, or some of them."""

    larger: Figure
    smaller: Figure
    kind: Kind


def clashing(case: Case) -> Iterator[Pair]:
    """Every pair of live figures whose bounds lie apart, in a fixed order."""
    ceilings = _ceilings(case)
    for larger in case.live:
        for cell in _around(larger.cell, case):
            listed, highs = ceilings.get(cell, ((), []))
            for smaller in listed[: bisect_left(highs, larger.low)]:
                yield Pair(larger, smaller, _kind(larger, smaller, case))


def _ceilings(case: Case) -> dict[Cell, tuple[list[Figure], list[int]]]:
    """For each cell the figures that say at most, the lowest first."""
    found: dict[Cell, list[tuple[int, Figure]]] = {}
    for figure in case.live:
        if figure.high is not None:
            found.setdefault(figure.cell, []).append((figure.high, figure))
    for listed in found.values():
        listed.sort(key=lambda item: item[0])
    return {cell: ([f for _, f in items], [h for h, _ in items]) for cell, items in found.items()}


def _around(cell: Cell, case: Case) -> Iterator[Cell]:
    """The cell itself and every cell that it is part of."""
    events, categories = case.events.lines[cell.event], case.categories.lines[cell.category]
    for event, category in product(events, categories):
        yield Cell(event, category, cell.measure)


def _kind(larger: Figure, smaller: Figure, case: Case) -> Kind:
    if larger.said_in == smaller.said_in:
        return Kind.SELF_INCONSISTENT
    if larger.cell != smaller.cell:
        return Kind.PART_EXCEEDS_WHOLE
    overtaken = before(smaller, larger) and smaller.qualifier in LOOSE and not smaller.final
    if overtaken and not case.opposed([larger, smaller]):
        return Kind.OVERTAKEN_BY_LATER_COUNT
    return Kind.DIRECT_CONTRADICTION
