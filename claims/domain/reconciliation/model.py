"""The counts that must fit together: one unknown for each part of the event and category."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from claims.domain.reconciliation import scopes
from claims.domain.reconciliation.trees import Tree
from claims.domain.reconciliation.values import Cell, Figure

Span = tuple[int, int | None]
"""The least and the most of one unknown; None is open."""
Spans = Mapping[int, Span]
"""By column; a column that is not named may be anything from nobody up."""
FREE: Span = (0, None)
LARGEST = 60_000
"""Unknowns in one model; beyond, only pairs of figures are compared."""


@dataclass(frozen=True)
class Model:
    """Unknowns by number, and rows that say: this whole is exactly these parts."""

    columns: int
    rows: tuple[tuple[int, tuple[int, ...]], ...]
    cells: Mapping[tuple[str, str], int]
    exact: bool
    """Whether counts that satisfy every row always describe people who could exist."""

    @cached_property
    def touching(self) -> tuple[tuple[int, ...], ...]:
        """By column the rows that it stands in."""
        found: list[list[int]] = [[] for _ in range(self.columns)]
        for number, (whole, parts) in enumerate(self.rows):
            for column in (whole, *parts):
                found[column].append(number)
        return tuple(map(tuple, found))

    def column(self, cell: Cell) -> int:
        return self.cells[cell.event, cell.category]

    def spans(self, figures: Iterable[Figure]) -> dict[int, Span]:
        """What figures allow together; the least may come out above the most."""
        found: dict[int, Span] = {}
        for figure in figures:
            column = self.column(figure.cell)
            low, high = found.get(column, FREE)
            found[column] = (max(low, figure.low), lower_of(high, figure.high))
        return found


def lower_of(a: int | None, b: int | None) -> int | None:
    """The lower of two highest numbers, either of which may be open."""
    if a is None or b is None:
        return b if a is None else a
    return min(a, b)


def too_large(events: Tree, categories: Tree, cells: Iterable[Cell]) -> bool:
    sides = _sides(events, categories, list(cells))
    return sides[0].size * sides[1].size > LARGEST


def build(events: Tree, categories: Tree, cells: Iterable[Cell]) -> Model:
    """The model in which these cells of one measure have their place."""
    ours, theirs = _sides(events, categories, list(cells))
    ours, theirs, exact = scopes.cross(ours, theirs)
    width = theirs.size

    def at(event: int, category: int) -> int:
        return event * width + category

    # Where categories add up in every part of the event, parts need only add up at the bottom.
    rows = [
        (at(event, whole), tuple(at(event, part) for part in parts))
        for (whole, parts), event in product(theirs.rules, range(ours.size))
    ]
    rows += [
        (at(whole, category), tuple(at(part, category) for part in parts))
        for (whole, parts), category in product(ours.rules, theirs.bottom)
    ]
    named = product(ours.index.items(), theirs.index.items())
    places = {(event, category): at(e, c) for (event, e), (category, c) in named}
    return Model(ours.size * width, tuple(rows), places, exact)


def _sides(events: Tree, categories: Tree, cells: list[Cell]) -> tuple[scopes.Side, scopes.Side]:
    ours = scopes.side(events, {cell.event for cell in cells})
    return ours, scopes.side(categories, {cell.category for cell in cells})
