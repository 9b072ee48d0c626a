"""A bound holds for what whole numbers of people say, whatever the solver's fractions were."""

import pytest

from claims.domain.reconciliation import proof
from claims.domain.reconciliation.model import Model
from claims.domain.reconciliation.proof import Proof


def model(*rows):
    """Rows say: the first is exactly the others together."""
    wholes = tuple((whole, tuple(parts)) for whole, *parts in rows)
    return Model(columns=8, rows=wholes, cells={}, exact=True)


ROW = model((0, 1, 2))
TOO_FEW = {0: (0, 4), 1: (2, 5), 2: (3, 4)}
"""Two and three are not four at the most."""


@pytest.mark.parametrize(
    ("values", "spans"),
    [
        ([5, 2, 3], {}),
        ([5.0000001, 1.9999999, 3], {0: (5, 5), 1: (2, 2)}),
        ([2, 2, 0], {2: (0, 0), 1: (1, None)}),
    ],
)
def test_counts_that_fit_are_a_world_of_whole_people(values, spans):
    assert proof.is_world(ROW, spans, values) == [round(value) for value in values]


@pytest.mark.parametrize(
    ("values", "spans"),
    [
        ([6, 2, 3], {}),
        ([4, 2, 3], {}),
        ([1, 2, -1], {}),
        ([5, 2, 3], {1: (3, None)}),
        ([5, 2, 3], {1: (0, 1)}),
        ([5, 2, 3], {0: (0, 9), 2: (0, 2)}),
    ],
)
def test_counts_that_miss_by_one_are_no_world(values, spans):
    assert proof.is_world(ROW, spans, values) is None


def test_where_nothing_is_counted_there_is_a_world_of_nobody():
    assert proof.is_world(model(), {}, []) == []


@pytest.mark.parametrize(("at_least", "scale", "least"), [(3, 2, 2), (4, 2, 2), (-3, 2, -1)])
def test_a_bound_in_fractions_is_rounded_up_to_people(at_least, scale, least):
    assert Proof(at_least, scale, {}).least == least


@pytest.mark.parametrize("dual", [1.0, -1.0, 0.99999999])
@pytest.mark.parametrize("most_of_all", [None, 10])
def test_a_part_is_what_the_other_part_leaves_of_the_whole(dual, most_of_all):
    spans = {0: (9, most_of_all), 2: (0, 6)}

    assert proof.of_least(ROW, spans, 1, [dual], 1) == Proof(3, 1, {0: 1, 2: -1})


def test_a_part_is_at_most_the_whole_without_the_other():
    assert proof.of_least(ROW, {0: (0, 6), 2: (2, None)}, 1, [1.0], -1) == Proof(
        -4, 1, {0: -1, 2: 1}
    )
    # That the other part is nobody or more is no figure, so nothing rests on it.
    assert proof.of_least(ROW, {0: (0, 6)}, 1, [1.0], -1) == Proof(-6, 1, {0: -1})


def test_three_pairs_of_one_each_are_two_people_not_one_and_a_half():
    pairs = model((0, 3, 4), (1, 4, 5), (2, 3, 5), (6, 3, 4, 5))
    one_each = {0: (1, None), 1: (1, None), 2: (1, None)}

    found = proof.of_least(pairs, one_each, 6, [0.5, 0.5, 0.5, -1.0], 1)

    assert found == Proof(3, 2, {0: 1, 1: 1, 2: 1})
    assert found.least == 2


def test_nothing_is_proved_without_a_bound_or_by_multipliers_that_are_no_fractions():
    assert proof.of_least(ROW, {0: (9, None)}, 1, [1.0], 1) is None
    assert proof.of_least(ROW, {0: (9, 9), 2: (0, 6)}, 1, [0.999], 1) is None


@pytest.mark.parametrize("ray", [1.0, -1.0, 7.3, -0.001])
def test_parts_that_exceed_their_whole_are_impossible_however_the_ray_is_scaled(ray):
    assert proof.of_impossible(ROW, TOO_FEW, [ray]) == Proof(1, 1, {0: -1, 1: 1, 2: 1})


def test_a_whole_of_nobody_has_no_part_of_one():
    assert proof.of_impossible(ROW, {0: (0, 0), 1: (1, None)}, [1.0]) == Proof(1, 1, {0: -1, 1: 1})


@pytest.mark.parametrize("spans", [{**TOO_FEW, 0: (0, 5)}, {0: (0, 4)}, {}])
def test_what_just_fits_is_not_called_impossible(spans):
    assert proof.of_impossible(ROW, spans, [1.0]) is None


def test_no_rows_prove_nothing():
    assert proof.of_impossible(model(), {}, []) is None


@pytest.mark.parametrize("ray", [[0.0], [-0.0]])
def test_a_ray_of_zeros_proves_nothing(ray):
    assert proof.of_impossible(ROW, TOO_FEW, ray) is None


@pytest.mark.parametrize("rows", [[(0, 1, 2), (1, 3, 4)], [(1, 3, 4), (0, 1, 2)]])
def test_parts_of_a_part_count_towards_the_whole(rows):
    spans = {0: (0, 3), 2: (2, None), 3: (1, None), 4: (1, None)}

    assert proof.of_impossible(model(*rows), spans, [1.0, 1.0]) == Proof(
        1, 1, {0: -1, 2: 1, 3: 1, 4: 1}
    )


@pytest.mark.parametrize(
    "noise", [[3e-7], [-3e-7], [1e-12], [1e-7, 2e-7], [1e-7, 2e-7, 3e-7, 4e-7]]
)
def test_noise_of_the_solver_hides_no_contradiction(noise):
    others = [(3, 4, 5)] * len(noise)

    found = proof.of_impossible(model(*others, (0, 1, 2)), TOO_FEW, [*noise, 1.0])

    assert found == Proof(1, 1, {0: -1, 1: 1, 2: 1})


def test_rows_that_weigh_seven_to_one_are_counted_in_whole_numbers():
    spans = TOO_FEW | {3: (0, 4), 4: (2, 5), 5: (3, 4)}

    found = proof.of_impossible(model((0, 1, 2), (3, 4, 5)), spans, [1.0, 1 / 7])

    assert found == Proof(8, 1, {0: -7, 1: 7, 2: 7, 3: -1, 4: 1, 5: 1})
