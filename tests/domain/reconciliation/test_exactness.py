"""What the engine says of small events is what trying every world says."""

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.domain import reconciliation
from claims.domain.reconciliation import Cell, conflicts, model, pairs
from claims.domain.reconciliation.budget import SEARCH, Budget
from claims.domain.reconciliation.lp import Prover
from tests.domain.reconciliation.small import cases, worlds

SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(cases(), st.data())
def test_a_range_is_exactly_what_the_possible_worlds_reach(case, data):
    cell = Cell(
        data.draw(st.sampled_from(case.events.nodes)).slug,
        data.draw(st.sampled_from(case.categories.nodes)).slug,
        "killed",
    )

    result = reconciliation.check(case, [cell])

    reached, most = worlds(case, case.live, cell)
    (found,) = result.ranges
    assert found.impossible == (not reached)
    if reached:
        assert found.low == min(reached)
        assert found.high == (None if max(reached) == most else max(reached))


@SLOW
@given(cases(most_figures=5, largest=2, nodes=3))
def test_the_contradictions_are_all_the_smallest_sets_that_no_world_fits(case):
    live = case.live
    tried = [
        subset
        for size in range(1, len(live) + 1)
        for subset in combinations(live, size)
        if not worlds(case, subset)[0]
    ]
    impossible = [frozenset(f.id for f in subset) for subset in tried]
    smallest = {one for one in impossible if not any(other < one for other in impossible)}

    assert set(all_conflicts(case)) == smallest


def all_conflicts(case):
    known = [frozenset((p.larger.id, p.smaller.id)) for p in pairs.clashing(case)]
    prover = Prover(model.build(case.events, case.categories, {f.cell for f in case.live}))
    found = conflicts.search(prover, case.live, known, lambda ids: "", Budget(SEARCH))
    assert found.complete
    return [*known, *found.sets]


@SLOW
@given(cases(most_figures=6))
def test_without_the_smallest_sets_that_give_way_everything_else_can_be_true(case):
    result = reconciliation.check(case)

    for way in result.gives_way:
        rest = [figure for figure in case.live if figure.id not in way]
        assert worlds(case, rest)[0]
