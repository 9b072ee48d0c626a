"""What figures allow for one count, under each way of reading their words. Nothing is decided."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, product

from claims.domain.reconciliation import conflicts, model, ranges, timing
from claims.domain.reconciliation.budget import RANGES, TRYING, Budget, Stopped
from claims.domain.reconciliation.check_case import Result, check
from claims.domain.reconciliation.lp import Prover
from claims.domain.reconciliation.ranges import Range
from claims.domain.reconciliation.standing_figures import bounding
from claims.domain.reconciliation.values import Case, Cell, Figure

MOST_READINGS = 64
"""Combinations of readings tried; they multiply."""


@dataclass(frozen=True)
class Allowed:
    """What is possible for one count; `proved` is false where the tightest range is not known."""

    range: Range
    proved: bool = True
    blamed: tuple[str, ...] = ()
    """Figures that cannot all be true, where nothing is possible."""


@dataclass(frozen=True)
class Reading:
    """One way to read all words that could mean more than one thing: figures read otherwise."""

    read_as: tuple[tuple[str, Cell], ...]
    allowed: Allowed


@dataclass(frozen=True)
class Tried:
    """Everything about one count, as an editor tries things out.

    `alone` is by the figures of the count and its parts, whatever is said elsewhere.
    """

    result: Result
    ours: Allowed
    alone: Allowed
    readings: tuple[Reading, ...]
    every_reading: bool


def try_out(case: Case, cell: Cell, *, behind: Iterable[str], read_as: Mapping[str, Cell]) -> Tried:
    read, inside = case.read_as(read_as), _inside(case, cell)
    readings, every = by_reading(inside, cell, effort=TRYING)
    return Tried(
        result=check(read, behind=behind, effort=TRYING),
        ours=allowed(read, cell, effort=TRYING),
        alone=allowed(inside.read_as(read_as), cell, effort=TRYING),
        readings=tuple(readings),
        every_reading=every,
    )


def _inside(case: Case, cell: Cell) -> Case:
    """The figures that count, or could be read to count, only people of a cell."""
    within = (f for f in case.figures if any(case.contains(cell, c) for c in (f.cell, *f.readings)))
    return replace(case, figures=tuple(within))


def allowed(case: Case, cell: Cell, *, effort: int = RANGES) -> Allowed:
    """What the live figures of a case allow for one cell."""
    live = [figure for figure in bounding(case) if figure.cell.measure == cell.measure]
    cells = {cell, *(figure.cell for figure in live)}
    if model.too_large(case.events, case.categories, cells):
        return Allowed(ranges.unknown([cell])[0], proved=False)
    prover, budget = Prover(model.build(case.events, case.categories, cells)), Budget(effort)
    ((figures, _),) = timing.asked_together(live, [cell], case)
    (found,), settled = ranges.allowed(figures, [cell], prover, budget, case)
    if found.impossible:
        return Allowed(found, blamed=_blamed(prover, figures, budget))
    return Allowed(found, proved=settled and prover.model.exact)


def _blamed(prover: Prover, live: list[Figure], budget: Budget) -> tuple[str, ...]:
    try:
        ids = conflicts.first(prover, live, budget)
    except Stopped:
        return ()
    return tuple(figure.id for figure in live if figure.id in ids)


def by_reading(case: Case, cell: Cell, *, effort: int = RANGES) -> tuple[list[Reading], bool]:
    """The range under each combination of readings, the words as recorded first; and if all."""
    tried = list(islice(_combinations(case, cell), MOST_READINGS + 1))
    each = effort // max(1, min(len(tried), MOST_READINGS))
    found = [
        Reading(read_as, allowed(case.read_as(dict(read_as)), cell, effort=each))
        for read_as in tried[:MOST_READINGS]
    ]
    return found, len(tried) <= MOST_READINGS


def _combinations(case: Case, cell: Cell) -> Iterator[tuple[tuple[str, Cell], ...]]:
    open_ones = [f for f in case.live if f.readings and f.cell.measure == cell.measure]
    choices = [[None, *figure.readings] for figure in open_ones]
    # The first figure varies slowest: the words as they were recorded come first of all.
    for chosen in product(*choices):
        pairs = zip(open_ones, chosen, strict=True)
        yield tuple((figure.id, read) for figure, read in pairs if read is not None)


def resting_on(
    case: Case, figures: frozenset[str], cell: Cell, *, told: frozenset[str] = frozenset()
) -> Allowed:
    """What some figures allow by themselves, whatever is said beside them.

    A position may use a sum or a repeat: it is taken at its word, like any other. Figures of
    another measure count in where the position says how it reads them (``told``), such as the
    missing who are now counted as dead.
    """
    used = tuple(
        replace(f, supersedes=frozenset(), repeats="", derived_from=())
        for f in case.figures
        if f.id in figures
    )
    found = allowed(replace(case, figures=used), cell)
    besides = [f for f in used if f.id in told and f.cell.measure != cell.measure]
    return _with(found, besides) if besides else found


def _with(found: Allowed, besides: Iterable[Figure]) -> Allowed:
    """The same, where some or all of other people may have to be added."""
    highs = [found.range.high, *(figure.high for figure in besides)]
    closed = [high for high in highs if high is not None]
    high = sum(closed) if len(closed) == len(highs) else None
    return replace(found, range=replace(found.range, high=high))
