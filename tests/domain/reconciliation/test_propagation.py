"""Bounds passed between a whole and its parts: as tight as the row allows, and no tighter."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.reconciliation.model import Model
from claims.domain.reconciliation.propagation import MOST_PASSES, narrow

# Nought is the whole, one and two are its parts.
ROW = Model(columns=3, rows=((0, (1, 2)),), cells={}, exact=True)


@pytest.mark.parametrize(
    ("spans", "narrowed"),
    [
        ({1: (2, 5), 2: (3, 4)}, [(5, 9), (2, 5), (3, 4)]),
        ({0: (0, 6), 1: (2, None), 2: (3, None)}, [(5, 6), (2, 3), (3, 4)]),
        ({0: (9, None), 1: (0, 5), 2: (0, 6)}, [(9, 11), (3, 5), (4, 6)]),
        ({0: (9, 9), 1: (0, 5)}, [(9, 9), (0, 5), (4, 9)]),
        ({0: (9, None)}, [(9, None), (0, None), (0, None)]),
        ({0: (4, 8), 1: (3, 3)}, [(4, 8), (3, 3), (1, 5)]),
        ({0: (7, None), 1: (0, 2), 2: (1, None)}, [(7, None), (0, 2), (5, None)]),
    ],
)
def test_a_whole_and_its_parts_narrow_one_another(spans, narrowed):
    bounds = narrow(ROW, spans)

    assert bounds.possible
    assert list(zip(bounds.lows, bounds.highs, strict=True)) == narrowed


@pytest.mark.parametrize(
    "spans", [{0: (0, 4), 1: (2, 5), 2: (3, 4)}, {0: (12, 12), 1: (0, 5), 2: (0, 6)}, {1: (3, 2)}]
)
def test_bounds_that_cross_are_impossible(spans):
    assert not narrow(ROW, spans).possible


def test_what_is_learnt_of_a_part_reaches_the_parts_of_that_part():
    two = Model(columns=5, rows=((1, (3, 4)), (0, (1, 2))), cells={}, exact=True)

    bounds = narrow(two, {0: (0, 10), 2: (6, 7), 3: (1, None)})

    assert bounds.highs == [10, 4, 7, 4, 3]
    assert bounds.lows == [7, 1, 6, 1, 0]


def test_what_parts_raise_is_passed_up_to_a_row_that_was_looked_at_before():
    two = Model(columns=5, rows=((0, (1, 2)), (1, (3, 4))), cells={}, exact=True)

    assert narrow(two, {3: (5, None)}).lows == [5, 5, 0, 5, 0]
    assert narrow(two, {3: (0, 2), 4: (0, 1), 2: (0, 4)}).highs == [7, 3, 4, 2, 1]


def test_what_a_row_leaves_for_a_part_is_passed_down_to_a_row_that_was_looked_at_before():
    two = Model(columns=5, rows=((1, (3, 4)), (0, (1, 2))), cells={}, exact=True)

    assert narrow(two, {0: (0, 10), 2: (6, 7)}).highs == [10, 4, 7, 4, 4]
    assert narrow(two, {0: (9, None), 2: (0, 5), 3: (0, 1)}).lows == [9, 4, 0, 0, 3]


def test_ranges_that_creep_are_given_up_after_each_row_was_looked_at_forty_times():
    creeping = Model(columns=4, rows=((0, (1, 2)), (1, (0, 3))), cells={}, exact=True)

    bounds = narrow(creeping, {0: (0, 1000), 3: (1, None)})

    assert bounds.possible
    assert bounds.lows[1] == MOST_PASSES == 40


small = st.integers(0, 4)
span = st.tuples(small, small).map(sorted).map(tuple)


@given(st.tuples(span, span, span))
def test_on_one_row_the_ends_are_those_of_all_worlds(ends):
    worlds = [
        (a + b, a, b)
        for a, b in product(range(5), repeat=2)
        if all(low <= n <= high for n, (low, high) in zip((a + b, a, b), ends, strict=True))
    ]

    bounds = narrow(ROW, dict(enumerate(ends)))

    assert bounds.possible == bool(worlds)
    if worlds:
        columns = list(zip(*worlds, strict=True))
        assert bounds.lows == [min(column) for column in columns]
        assert bounds.highs == [max(column) for column in columns]
