"""What holds of the plan of every event, whoever says what in it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain.chains import Sources
from claims.domain.parties import Parties
from claims.domain.reconciliation import Tree, planning
from claims.domain.reconciliation.planning import CardKind, Option
from claims.domain.reconciliation.values import Decision
from tests.domain.reconciliation.parties_at_odds import cases

EXAMPLES = settings(max_examples=40, deadline=None)


@EXAMPLES
@given(cases())
def test_the_proposals_end_and_leave_nothing(case):
    decided = planning.decide(case)

    assert decided.left.within_a_party == 0
    assert decided.left.between_parties_not_shown == 0
    assert decided.after.cards == ()


@EXAMPLES
@given(cases())
def test_every_count_that_somebody_tells_has_a_range_before_and_after(case):
    for plan in (planning.plan(case), planning.decide(case).after):
        for row in plan.rows:
            assert row.low >= 0
            assert row.high is None or row.high >= row.low
        over_all = [row.cell for row in plan.rows if row.whose is planning.Whose.ALL]
        assert over_all == sorted({row.cell for row in plan.rows})


@EXAMPLES
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_figures_sources_and_trees_does_not_matter(case, random):
    def shuffled(items):
        return tuple(random.sample(list(items), len(items)))

    other = replace(
        case,
        events=Tree(shuffled(case.events.nodes)),
        categories=Tree(shuffled(case.categories.nodes)),
        sources=Sources(
            dict(shuffled(case.sources.facts.items())),
            Parties(shuffled(case.sources.parties.listed)),
        ),
        figures=shuffled(case.figures),
    )

    assert planning.plan(other) == planning.plan(case)
    assert planning.decide(other) == planning.decide(case)


@EXAMPLES
@given(cases())
def test_a_proposed_range_is_never_wider_than_the_counts_on_its_card(case):
    for card in planning.plan(case).cards:
        if card.proposal.option in (Option.RANGE, Option.EACH):
            ends = [count.high for count in card.counts if count.high is not None]
            assert card.proposal.low >= min(count.low for count in card.counts)
            if card.proposal.high is None:
                assert any(c.high is None and c.low > max(ends, default=-1) for c in card.counts)
            else:
                assert card.proposal.high <= max(ends)


@EXAMPLES
@given(cases())
def test_only_figures_that_somebody_told_are_ever_named(case):
    told = set(case.by_id)
    decided = planning.decide(case)

    for card in [*planning.plan(case).cards, *(one.card for one in decided.taken)]:
        assert set(card.figures) <= told
        assert set(card.proposal.give_way) <= told
        assert card.kind is CardKind.OPPOSED or card.clears > 0
        for count in card.counts:
            assert {*count.carriers, *count.agree} <= set(card.figures)


@EXAMPLES
@given(cases())
def test_what_was_decided_and_kept_is_not_asked_for_again(case):
    taken = planning.decide(case).taken

    plan = planning.plan(replace(case, decisions=tuple(as_kept(one) for one in taken)))

    assert plan.cards == ()


def as_kept(taken):
    card, choice = taken.card, taken.choice
    figures = frozenset(choice.give_way or card.figures)
    if card.kind is CardKind.ONE_CELL:
        ends = {"low": choice.low, "high": choice.high}
        return Decision(choice.option, figures, card.cell, card.party, **ends)
    if card.kind is CardKind.OPPOSED:
        return Decision(choice.option, figures, parties=card.parties)
    return Decision(choice.option, figures, figure=card.key.partition(":")[2])


@EXAMPLES
@given(cases())
def test_no_figure_is_changed_by_planning(case):
    before = tuple(replace(figure) for figure in case.figures)

    planning.decide(case)

    assert case.figures == before
