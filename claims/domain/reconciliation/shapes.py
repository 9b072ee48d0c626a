"""What kind of contradiction a set of figures is, and the breakdown it stands for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.lp import Prover
from claims.domain.reconciliation.trees import Tree
from claims.domain.reconciliation.values import Case, Figure, natural

MOST_PARTS = 8
"""Beyond so many parts a breakdown that does not add up hides too many smaller sets."""


@dataclass(frozen=True)
class Shape:
    """A set that cannot be true: a total against its parts, or merely all of them together."""

    kind: Kind
    parts: tuple[Figure, ...]
    total: Figure | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (*self.parts, self.total) if self.total else self.parts

    @property
    def one_statement(self) -> bool:
        return len({figure.said_in for figure in self.figures}) == 1


def shape_of(figures: Sequence[Figure], case: Case, prover: Prover) -> Shape:
    """How readers best see a minimal set."""
    for total in figures:
        parts = tuple(figure for figure in figures if figure is not total)
        if _sum_exceeds(total, parts, case):
            return widened(Shape(Kind.SUM_EXCEEDS_TOTAL, parts, total), case)
    for total in figures:
        parts = tuple(figure for figure in figures if figure is not total)
        if _cannot_reach(total, parts, prover):
            return Shape(Kind.PARTS_CANNOT_REACH_TOTAL, parts, total)
    return Shape(Kind.CHAIN, tuple(figures))


def widened(shape: Shape, case: Case) -> Shape:
    """Inside one statement, the whole breakdown instead of the parts that already exceed."""
    if shape.total is None or not shape.one_statement:
        return shape
    for axis in ("event", "category"):
        parts = _breakdown(shape.total, shape.parts, case, axis)
        if parts:
            return replace(shape, parts=parts)
    return shape


def too_many_alike(figures: Sequence[Figure], case: Case) -> str:
    """The total of a long breakdown inside one statement, or nothing."""
    if len({figure.said_in for figure in figures}) > 1:
        return ""
    for total in figures:
        parts = tuple(figure for figure in figures if figure is not total)
        if _sum_exceeds(total, parts, case):
            wide = widened(Shape(Kind.SUM_EXCEEDS_TOTAL, parts, total), case)
            return total.id if len(wide.parts) > MOST_PARTS else ""
    return ""


def _sum_exceeds(total: Figure, parts: Sequence[Figure], case: Case) -> bool:
    return (
        total.high is not None
        and sum(part.low for part in parts) > total.high
        and all(case.contains(total.cell, part.cell) for part in parts)
        and not any(case.may_overlap(a.cell, b.cell) for a, b in combinations(parts, 2))
    )


def _cannot_reach(total: Figure, parts: Sequence[Figure], prover: Prover) -> bool:
    """Whether the total is too high for the most that the parts allow."""
    if any(part.high is None for part in parts):
        return False
    halves = [replace(total, high=None), *(replace(part, low=0) for part in parts)]
    return prover.ask(prover.model.spans(halves)).possible is False


def _breakdown(total: Figure, parts: Sequence[Figure], case: Case, axis: str) -> tuple[Figure, ...]:
    """The parts with all others of the statement that divide the total in the same way."""
    groupings = {_grouping(total, part, case, axis) for part in parts}
    if len(groupings) > 1 or "" in groupings:
        return ()
    chosen = list(parts)
    for other in _same_statement(total, case, axis):
        apart = not any(case.may_overlap(other.cell, one.cell) for one in chosen)
        if apart and _grouping(total, other, case, axis) in groupings:
            chosen.append(other)
    return tuple(sorted(chosen, key=lambda figure: natural(figure.id)))


def _same_statement(total: Figure, case: Case, axis: str) -> list[Figure]:
    """Live figures of the statement, larger parts first."""
    tree = _tree(case, axis)
    same = [figure for figure in case.live if figure.said_in == total.said_in]
    return sorted(same, key=lambda f: (len(tree.lines[getattr(f.cell, axis)]), natural(f.id)))


def _grouping(total: Figure, part: Figure, case: Case, axis: str) -> str:
    """By which grouping a cell is part of the total's, along one tree; empty where it is not."""
    if replace(part.cell, **{axis: getattr(total.cell, axis)}) != total.cell:
        return ""
    tree = _tree(case, axis)
    line, top = tree.lines[getattr(part.cell, axis)], getattr(total.cell, axis)
    if top not in line[1:]:
        return ""
    return tree.by_slug[line[line.index(top) - 1]].grouping


def _tree(case: Case, axis: str) -> Tree:
    return case.events if axis == "event" else case.categories
