"""Two figures that cannot both be true: compared one by one, so that none hides another."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

from claims.domain.figures import RUNNING
from claims.domain.reconciliation import rounding
from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.values import Case, Cell, Figure, before, same_moment

YEAR = timedelta(days=365)
MOST = 2_000
"""Pairs told of one event; beyond, the search says that it stopped."""


@dataclass(frozen=True)
class Pair:
    """The larger figure counts the same people as the other, or some of them."""

    larger: Figure
    smaller: Figure
    kind: Kind
    older_whole: bool = False
    """Whether the larger is a later part, and the whole may have been overtaken."""
    revised: bool = False
    """Whether the same voice counted the same people again later, and fewer."""


def clashing(case: Case) -> Iterator[Pair]:
    """Every pair of live figures whose bounds lie apart, in a fixed order."""
    ceilings = _ceilings(case)
    for larger in case.live:
        for cell in _around(larger.cell, case):
            listed, highs = ceilings.get(cell, ((), []))
            for smaller in listed[: bisect_left(highs, larger.low)]:
                if comparable(larger, smaller, case) and rounding.apart(larger, smaller, case):
                    yield _pair(larger, smaller, case)


def comparable(a: Figure, b: Figure, case: Case) -> bool:
    """Whether two counts are of one time, where what they count comes and goes."""
    if not (case.is_state(a) and case.is_state(b)):
        return True
    if a.said_in == b.said_in:
        return not (before(a, b) or before(b, a))
    return same_moment(a, b)


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
    """The cell itself and every cell that it is part of, sums of its measure included."""
    events, categories = case.events.lines[cell.event], case.categories.lines[cell.category]
    measures = (cell.measure, *case.wholes_of(cell.measure))
    for measure, event, category in product(measures, events, categories):
        yield Cell(event, category, measure)


def _pair(larger: Figure, smaller: Figure, case: Case) -> Pair:
    older = before(smaller, larger) and not case.opposed([larger, smaller])
    if larger.cell != smaller.cell:
        if larger.said_in == smaller.said_in and not older:
            return Pair(larger, smaller, Kind.SELF_INCONSISTENT)
        # Whoever said that nobody was and then counts some has gone on; from others it is a denial.
        grew = older and (smaller.high != 0 or case.same_voice(larger, smaller))
        return Pair(larger, smaller, Kind.PART_EXCEEDS_WHOLE, older_whole=grew)
    if older and (may_overtake(larger, smaller, case) or case.same_voice(larger, smaller)):
        return Pair(larger, smaller, Kind.OVERTAKEN_BY_LATER_COUNT)
    if larger.said_in == smaller.said_in:
        return Pair(larger, smaller, Kind.SELF_INCONSISTENT)
    fell = before(larger, smaller) and case.same_voice(larger, smaller)
    return Pair(larger, smaller, Kind.DIRECT_CONTRADICTION, revised=fell)


def went_on(figure: Figure) -> bool:
    """Whether it was told as a count that goes on; none at all is a denial."""
    running = figure.qualifier in RUNNING and figure.value != 0
    return running and not figure.final and not figure.estimate


def may_overtake(later: Figure, earlier: Figure, case: Case) -> bool:
    """Whether a later count takes the place of an earlier one that went on.

    What others than its own side say years later is another count.
    """
    if not went_on(earlier) or later.time is None or earlier.time is None:
        return False
    party = case.party_of(earlier)
    own = party is not None and party == case.party_of(later)
    return own or later.time.first <= earlier.time.last + YEAR
