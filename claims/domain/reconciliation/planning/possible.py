"""How few and how many, by some figures, whether or not all of them can be true."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from claims.domain.reconciliation import ranges, rounding
from claims.domain.reconciliation.budget import RANGES, Budget
from claims.domain.reconciliation.lp import Prover
from claims.domain.reconciliation.model import lower_of
from claims.domain.reconciliation.planning.in_play import apart, hull
from claims.domain.reconciliation.planning.questions import one_clash
from claims.domain.reconciliation.ranges import Ends
from claims.domain.reconciliation.values import Case, Cell, Figure

MOST_WAYS = 12
"""Ways to be true that one range spans."""


def possible(
    prover: Prover | None, figures: Sequence[Figure], cells: Sequence[Cell], case: Case
) -> Mapping[Cell, Ends]:
    """The range of each cell, whichever of the counts that lie apart stands."""
    merged = list(_merged(figures))
    if prover is None:
        alone = {figure.cell: (figure.low, figure.high) for figure in merged}
        return {cell: alone.get(cell, (0, None)) for cell in cells}
    if prover.ask(prover.model.spans(merged)).possible is False:
        merged = list(_merged(rounding.all_loosened(figures, case)))
    if prover.ask(prover.model.spans(merged)).possible is not False:
        return _tightest(prover, merged, cells, {})
    found: dict[Cell, Ends] = {}
    # A solver of its own: what it blames must not hang on what it was asked before.
    for left in _ways(Prover(prover.model), merged):
        for cell, ends in _tightest(prover, left, cells, found).items():
            found[cell] = _union(found.get(cell, ends), ends)
    return found


def _merged(figures: Iterable[Figure]) -> Iterator[Figure]:
    """One figure for each cell: what all of it allow, or the span of those that lie apart."""
    cells: dict[Cell, list[Figure]] = {}
    for figure in figures:
        cells.setdefault(figure.cell, []).append(figure)
    for cell in sorted(cells):
        said = cells[cell]
        low, high = 0, None
        for figure in said:
            low, high = max(low, figure.low), lower_of(high, figure.high)
        if apart(said):
            low, high = hull(said)
        name = f"{cell.event}/{cell.category}"
        yield replace(said[0], id=name, low=low, high=high)


def _ways(prover: Prover, figures: Sequence[Figure]) -> list[list[Figure]]:
    """What can be true together, for each bound of a clash that could give way; one at a time.

    The bounds of a clash that is left then give way all at once, so that a range is never too
    narrow.
    """
    clash = one_clash(prover, figures)
    ways = [_loosened(figures, {one}, prover, clash) for one in sorted(clash)][:MOST_WAYS]
    return [_fitting(prover, way) for way in ways]


def _fitting(prover: Prover, figures: list[Figure]) -> list[Figure]:
    while prover.ask(prover.model.spans(figures)).possible is False:
        clash = one_clash(prover, figures)
        figures = _loosened(figures, clash or {f.id for f in figures}, prover, clash)
    return figures


def _loosened(
    figures: Sequence[Figure], giving_way: AbstractSet[str], prover: Prover, clash: AbstractSet[str]
) -> list[Figure]:
    """The figures without the bound, of those that give way, that the clash rests on."""
    within = [figure for figure in figures if figure.id in clash]
    weights = prover.ask(prover.model.spans(within)).weights or {}

    def loosened(figure: Figure) -> Figure:
        if figure.id not in giving_way:
            return figure
        weight = weights.get(prover.model.column(figure.cell), 0)
        low = 0 if weight >= 0 else figure.low
        return replace(figure, low=low, high=None if weight <= 0 else figure.high)

    return [loosened(figure) for figure in figures]


def _tightest(
    prover: Prover, figures: Sequence[Figure], cells: Sequence[Cell], known: Mapping[Cell, Ends]
) -> Mapping[Cell, Ends]:
    spans = prover.model.spans(figures)
    told, _ = ranges.tightest(cells, prover, spans, Budget(RANGES), known=known)
    return {one.cell: (one.low or 0, one.high) for one in told}


def _union(one: Ends, other: Ends) -> Ends:
    (low, high), (least, most) = one, other
    return min(low, least), None if high is None or most is None else max(high, most)
