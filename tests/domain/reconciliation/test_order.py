"""The same figures give the same answer, in whatever order they come and however often."""

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain import reconciliation
from claims.domain.reconciliation import Case, Cell, Node, Tree, model
from claims.domain.reconciliation.lp import Prover
from tests.domain.reconciliation.small import SOURCES, cases, figure

EXAMPLES = settings(max_examples=60, deadline=None)


@EXAMPLES
@given(cases(most_figures=7), st.randoms(use_true_random=False))
def test_order_never_matters(case, random):
    def shuffled(items):
        return tuple(random.sample(items, len(items)))

    other = replace(
        case,
        events=Tree(shuffled(case.events.nodes)),
        categories=Tree(shuffled(case.categories.nodes)),
        figures=shuffled(case.figures),
    )

    assert reconciliation.check(other) == reconciliation.check(case)


@EXAMPLES
@given(cases(most_figures=7))
def test_no_figure_is_changed_and_a_second_run_says_the_same(case):
    figures = tuple(replace(one) for one in case.figures)

    first, second = reconciliation.check(case), reconciliation.check(case)

    assert case.figures == figures
    assert first == second


@EXAMPLES
@given(st.data())
def test_on_larger_events_a_range_is_what_whole_numbers_reach(data):
    case = larger(data)
    cells = sorted({one.cell for one in case.live})
    prover = Prover(model.build(case.events, case.categories, cells))
    spans = prover.model.spans(case.live)

    for found in reconciliation.check(case).ranges:
        column = prover.model.column(found.cell)
        assert found.impossible == (not whole(prover, spans))
        if not found.impossible:
            least, most = spans[column]
            assert whole(prover, {**spans, column: (found.low, found.low)})
            assert not whole(prover, {**spans, column: (least, found.low - 1)})
            ends = (found.high, found.high) if found.high is not None else (10**5, None)
            assert whole(prover, {**spans, column: ends})
            if found.high is not None:
                assert not whole(prover, {**spans, column: (found.high + 1, most)})


def whole(prover, spans):
    """Whether counts in whole numbers fit, asked of the solver's branch and bound alone."""
    if any(high is not None and low > high for low, high in spans.values()):
        return False
    prover._set(spans)
    return prover._whole(spans).possible


def larger(data):
    """Places with the default kind of categories, counted so that they nearly fit."""
    places = [Node(f"p{n}", f"p{n}", "all") for n in range(6)]
    groups = ["attackers", "civilians", "soldiers", "police"]
    events = Tree((Node("all", "all"), *places))
    categories = Tree(
        (
            Node("everyone", "Everyone", complete=frozenset({"main"})),
            *(Node(group, group, "everyone") for group in groups),
            *(Node(sex, sex, "everyone", "sex") for sex in ("women", "men")),
        )
    )
    cells = list(product([n.slug for n in events.nodes], [n.slug for n in categories.nodes]))
    figures = []
    for number, (event, category) in enumerate(
        data.draw(st.lists(st.sampled_from(cells), min_size=8, max_size=20))
    ):
        usual = (6 if event == "all" else 1) * (24 if category == "everyone" else 6)
        low = data.draw(st.integers(usual * 2 // 3, usual))
        high = data.draw(st.one_of(st.none(), st.integers(usual, usual * 2)))
        figures.append(figure(f"F{number}", event, category, low, high))
    return Case(events, categories, SOURCES, tuple(figures))


def test_naming_a_cell_that_nobody_counted_gives_what_the_others_leave():
    case = Case(
        Tree((Node("all", "all"), Node("here", "here", "all"))),
        Tree((Node("everyone", "Everyone"),)),
        SOURCES,
        (figure("F", "all", "everyone", 3, 9),),
    )

    (found,) = reconciliation.check(case, [Cell("here", "everyone", "killed")]).ranges

    assert (found.low, found.high, found.impossible) == (0, 9, False)
