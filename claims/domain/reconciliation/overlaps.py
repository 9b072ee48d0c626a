"""How many people added figures describe at the least: who may have been counted twice."""

from collections.abc import Sequence
from dataclasses import replace

from claims.domain.reconciliation.lp import Prover
from claims.domain.reconciliation.model import Span, build, too_large
from claims.domain.reconciliation.trees import Node, Tree
from claims.domain.reconciliation.values import Case, Cell, Figure

TOP = "/"
"""Above all roots of a tree; no slug has a slash."""


def counted_twice(figures: Sequence[Figure], case: Case) -> int | None:
    """How many of the people in a sum may be in two of its figures; None where unknown."""
    least = fewest(figures, case)
    return None if least is None else max(0, sum(_number(f) for f in figures) - least)


def fewest(figures: Sequence[Figure], case: Case) -> int | None:
    """The smallest number of people that could be all these figures describe."""
    prover = _prover(frozenset(figure.cell for figure in figures), case)
    if prover is None:
        return None
    model, goal = prover.model, prover.model.column(_everyone(figures[0].cell, case))
    for bounded in (figures, [replace(figure, high=None) for figure in figures]):
        spans: dict[int, Span] = model.spans(replace(f, low=_number(f)) for f in bounded)
        if prover.ask(spans).possible:
            return prover.least(goal, spans)[0]
    return None


def _everyone(cell: Cell, case: Case) -> Cell:
    events, categories = _joined(case.events), _joined(case.categories)
    return Cell(events.roots[0], categories.roots[0], cell.measure)


def _prover(cells: frozenset[Cell], case: Case) -> Prover | None:
    """None where these counts cannot be compared; otherwise the same one for the same cells."""
    if cells not in case.provers:
        case.provers[cells] = _new_prover(cells, case)
    found = case.provers[cells]
    return found if isinstance(found, Prover) else None


def _new_prover(cells: frozenset[Cell], case: Case) -> Prover | None:
    events, categories = _joined(case.events), _joined(case.categories)
    every = [_everyone(min(cells), case), *sorted(cells)]
    alike = len({cell.measure for cell in cells}) == 1
    if not alike or too_large(events, categories, every):
        return None
    return Prover(build(events, categories, every))


def at_most_in_both(a: Figure, b: Figure) -> int | None:
    """The most people that two figures can have in common."""
    highs = [f.number if f.number is not None else f.high for f in (a, b)]
    return min((high for high in highs if high is not None), default=None)


def _number(figure: Figure) -> int:
    return figure.low if figure.number is None else figure.number


def _joined(tree: Tree) -> Tree:
    """One tree out of several, whose roots may or may not have people in common."""
    if len(tree.roots) == 1:
        return tree
    nodes = [
        node if node.parent else replace(node, parent=TOP, grouping=node.slug)
        for node in tree.nodes
    ]
    return Tree((Node(TOP, "Everyone"), *nodes))
