"""Counts of different measures that make one sum: aboard = rescued + killed + missing."""

from collections.abc import Iterator, Sequence
from itertools import islice, product

from claims.domain.reconciliation import clashes
from claims.domain.reconciliation.finding import Finding, make
from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.shapes import Shape
from claims.domain.reconciliation.values import Case, Cell, Figure, before, same_moment

MOST_SUMS = 500
"""Combinations tried for one whole."""

ByCell = dict[Cell, list[Figure]]


def findings(case: Case, past: frozenset[str]) -> Iterator[Finding]:
    """What cannot be true, unless newer counts than those that are past explain it."""
    for shape in clashing(case):
        old = not past.isdisjoint(f.id for f in shape.figures)
        if old and not shape.one_statement and not _falls_short_still(shape, case):
            continue
        kind = Kind.SELF_INCONSISTENT if shape.one_statement else shape.kind
        by_time = clashes.by_time(shape, case)
        yield make(kind, shape.figures, clashes.of_shape(shape, case, {}), case, by_time=by_time)


def _falls_short_still(shape: Shape, case: Case) -> bool:
    """Whether not even the largest counts of all parts reach the total."""
    if shape.total is None or shape.kind is not Kind.PARTS_CANNOT_REACH_TOTAL:
        return False
    largest = [
        max((f for f in case.live if f.cell == part.cell), key=_most_of) for part in shape.parts
    ]
    most = _most(largest)
    return most is not None and most < shape.total.low


def _most_of(figure: Figure) -> float:
    return float("inf") if figure.high is None else figure.high


def clashing(case: Case) -> Iterator[Shape]:
    """Every whole with parts of other measures that cannot be true beside it."""
    by_cell: ByCell = {}
    for figure in case.live:
        by_cell.setdefault(figure.cell, []).append(figure)
    for whole in case.live:
        measures = case.measures.parts(whole.cell.measure)
        yield from _of_whole(whole, measures, by_cell, case)


def _of_whole(
    whole: Figure, measures: Sequence[str], by_cell: ByCell, case: Case
) -> Iterator[Shape]:
    """Parts of different measures, all of one moment, that make too many or too few."""
    cell = whole.cell
    said = [
        found for m in measures if (found := by_cell.get(Cell(cell.event, cell.category, m), []))
    ]
    if len(said) < 2:
        return
    for parts in islice(product(*said), MOST_SUMS):
        if _of_one_moment(parts, whole, case):
            yield from _of_parts(whole, parts, every=len(parts) == len(measures))


def _of_parts(whole: Figure, parts: Sequence[Figure], *, every: bool) -> Iterator[Shape]:
    least, most = sum(part.low for part in parts), _most(parts)
    if whole.high is not None and least > whole.high:
        # One that is too large by itself, or none at all, needs no sum.
        if all(0 < part.low <= whole.high for part in parts):
            yield Shape(Kind.SUM_EXCEEDS_TOTAL, tuple(parts), whole)
    elif every and most is not None and most < whole.low and not _grew(parts, whole):
        yield Shape(Kind.PARTS_CANNOT_REACH_TOTAL, tuple(parts), whole)


def _grew(parts: Sequence[Figure], whole: Figure) -> bool:
    """Whether the whole is later than a part, and may have grown."""
    return any(before(part, whole) for part in parts)


def _most(parts: Sequence[Figure]) -> int | None:
    highs = [part.high for part in parts if part.high is not None]
    return sum(highs) if len(highs) == len(parts) else None


def _of_one_moment(parts: Sequence[Figure], whole: Figure, case: Case) -> bool:
    """Whether the parts were counted together, and the whole at a known time; a state with them."""
    first = parts[0]
    together = all(p.said_in == first.said_in or same_moment(first, p) for p in parts[1:])
    at_a_time = same_moment(first, whole) if case.is_state(whole) else _ordered(first, whole)
    return together and (whole.said_in == first.said_in or at_a_time)


def _ordered(part: Figure, whole: Figure) -> bool:
    return before(part, whole) or before(whole, part) or same_moment(part, whole)
