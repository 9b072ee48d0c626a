"""What has to be decided and what not, and what is proposed: one rule at a time."""

from datetime import UTC, datetime, timedelta

import pytest

from claims.domain.chains import SourceFacts, Sources
from claims.domain.errors import RuleBroken
from claims.domain.parties import Member, Parties, Party
from claims.domain.reconciliation import Case, Cell, Figure, Node, Time, Tree, planning
from claims.domain.reconciliation.values import Decision, Ended
from claims.domain.vocabulary import Option, Qualifier

EVENTS = Tree(
    (Node("raid", "The raid"), Node("north", "North", "raid"), Node("south", "South", "raid"))
)
CATEGORIES = Tree(
    (
        Node("people", "People"),
        Node("police", "Police", "people"),
        Node("guests", "Guests", "people"),
    )
)
KINDS = {
    "army": "military",
    "ministry": "government",
    "rebels": "armed_group",
    "hospital": "health",
    "agency": "agency",
    "outlet": "media",
    "paper": "media",
    "witness": "witness",
    "newcomer": "other",
}
STATE = Party("state", "The state", (Member("army"), Member("ministry")))
REBELS = Party("rebels", "The rebels", (Member("rebels"),))


def said(by, low, high=..., *, where="raid", whom="people", day=None, **more):
    """A plain number, or from low to high; None is open."""
    number = high is ...
    made = {
        "id": f"{by}-{low}"
        if where == "raid" and whom == "people"
        else f"{by}-{where}-{whom}-{low}",
        "utterance": f"{by}-{day}",
        "qualifier": Qualifier.PLAIN if number else Qualifier.BETWEEN,
        "value": low if number else None,
    }
    measure = more.pop("measure", "killed")
    return Figure(
        cell=Cell(where, whom, measure),
        low=low,
        high=low if number else high,
        claimant=by,
        time=day and on(day),
        **(made | more),
    )


def on(day):
    first = datetime(2024, 8, day, tzinfo=UTC)
    last = first + timedelta(days=1, seconds=-1)
    return Time(first, last, first.date(), first.date(), f"{day} August 2024")


def case(*figures, parties=(STATE, REBELS), **more):
    facts = {key: SourceFacts(key, key.title(), kind) for key, kind in KINDS.items()}
    return Case(EVENTS, CATEGORIES, Sources(facts, Parties(tuple(parties))), figures, **more)


def proposed(*figures, **more):
    (card,) = planning.plan(case(*figures, **more)).cards
    choice = card.proposal
    if choice.option in ("leaves_some_out", "leave_out"):
        return str(choice.option), choice.give_way
    return str(choice.option), choice.low, choice.high


def keys(*figures, **more):
    return [card.key for card in planning.plan(case(*figures, **more)).cards]


def row(plan, party, where="raid", whom="people", measure="killed"):
    (found,) = [
        row for row in plan.rows if row.cell == Cell(where, whom, measure) and row.party == party
    ]
    return found.low, found.high


def ends(figures, party, **of):
    return row(planning.plan(case(*figures)), party, **of)


# What needs no decision.


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param([said("hospital", 7, day=1), said("outlet", 9, day=2)], id="grew"),
        pytest.param([said("hospital", 7, 12), said("outlet", 9)], id="within"),
        pytest.param([said("hospital", 7, None), said("outlet", 9)], id="a floor that is met"),
        pytest.param(
            [said("hospital", 270, 330, day=1), said("hospital", 540, 660, day=2)],
            id="one voice's estimates that grew",
        ),
        pytest.param(
            [said("hospital", 9, day=1), said("hospital", 12, where="north", day=2)],
            id="one voice's later part",
        ),
        pytest.param(
            [said("hospital", 30, measure="missing", day=n, id=f"m{n}") for n in (1, 2)]
            + [said("outlet", 12, measure="missing", day=3)],
            id="states of other moments",
        ),
    ],
)
def test_nothing_has_to_be_decided(figures):
    assert keys(*figures) == []


def test_an_overtaken_count_binds_from_below_alone_and_says_by_which():
    plan = planning.plan(case(said("army", 39, day=1), said("agency", 40, None, day=2)))

    assert [(one.figure, one.why) for one in plan.not_binding] == [
        ("army-39", "overtaken by agency-40")
    ]
    assert row(plan, "state") == (39, None)


def test_estimates_of_two_bodies_are_a_decision_though_one_is_later():
    figures = [said("hospital", 270, 330, day=1), said("agency", 540, 660, day=2)]

    assert keys(*figures) == ["cell:raid/people/killed/"]


def test_a_party_does_not_overtake_those_of_no_party_where_there_are_two():
    figures = [said("outlet", 33, day=1), said("rebels", 62, day=2)]

    assert keys(*figures) == []
    assert keys(*figures, said("army", 62, where="north", day=1)) == [
        "cell:raid/people/killed/rebels"
    ]


def test_parts_of_several_voices_overtake_no_whole():
    parts = [said("outlet", 5, where="north", day=2), said("paper", 9, where="south", day=2)]

    assert proposed(said("hospital", 11, day=1), *parts) == ("leaves_some_out", ("hospital-11",))


def test_a_partys_number_told_again_is_the_partys():
    figures = [said("army", 21), said("outlet", 21), said("rebels", 11)]

    assert keys(*figures) == ["sides:rebels/state"]
    assert ends(figures, "*") == (11, 21)


def test_figures_of_an_ended_claim_do_not_bind_and_say_why():
    plan = planning.plan(case(said("outlet", 7), said("paper", 9, ended=Ended.WITHDRAWN)))

    assert plan.cards == ()
    assert [one.why for one in plan.not_binding] == ["claim withdrawn"]


def test_one_number_said_as_round_and_as_hedged_is_one_count():
    figures = [
        said("outlet", 500),
        said("paper", 501, None, qualifier=Qualifier.MORE_THAN, value=500),
    ]

    assert keys(*figures) == []
    assert row(planning.plan(case(said("army", 500), *figures)), "state") == (500, 500)


# What is proposed.


def test_of_one_statements_two_numbers_the_one_said_elsewhere_stands():
    twice = [said("outlet", 8, utterance="one"), said("outlet", 4, utterance="one")]

    assert proposed(*twice, said("paper", 4)) == ("stands", 4, 4)


def test_of_one_statements_two_numbers_the_one_that_fits_the_rest_stands():
    twice = [said("outlet", 885, utterance="one"), said("outlet", 855, utterance="one")]
    rest = [said("paper", 581, where="north"), said("paper", 304, where="south")]

    assert proposed(*twice, *rest) == ("stands", 885, 885)


def test_of_one_voice_the_newest_stands():
    assert proposed(said("hospital", 9, day=1), said("hospital", 7, day=2)) == ("stands", 7, 7)


def test_of_one_voice_without_a_day_neither_is_the_newest():
    assert proposed(said("hospital", 9), said("hospital", 7, utterance="other")) == ("range", 7, 9)


def test_nearest_to_the_counting_stands():
    assert proposed(said("hospital", 9), said("outlet", 7)) == ("stands", 9, 9)


def test_as_near_as_another_the_newest_and_largest_stands():
    older = said("outlet", 7, day=1, final=True)

    assert proposed(older, said("paper", 9, day=2)) == ("stands", 9, 9)


def test_what_nothing_tells_apart_is_a_range_of_those_counts():
    assert proposed(said("outlet", 7), said("paper", 9)) == ("range", 7, 9)


def test_a_named_floor_must_be_met_by_what_stands():
    floor = said("paper", 22, None, qualifier=Qualifier.AT_LEAST)

    assert proposed(said("hospital", 20), floor) == ("range", 20, None)


def test_a_floor_of_nobody_by_name_need_not_be_met():
    assert proposed(said("hospital", 20), said("witness", 22, None)) == ("stands", 20, 20)


def test_counts_far_apart_are_each_shown():
    assert proposed(said("outlet", 35), said("paper", 60)) == ("each", 35, 60)


def test_a_final_count_nearest_to_the_counting_stands_against_any():
    assert proposed(said("hospital", 72, final=True), said("outlet", 600)) == ("stands", 72, 72)


def test_a_count_much_nearer_and_of_no_party_stands_against_any():
    assert proposed(said("hospital", 35), said("outlet", 60)) == ("stands", 35, 35)


def test_no_count_stands_against_one_of_somebody_of_whom_nobody_said_what_they_are():
    figures = [said("hospital", 40), said("newcomer", 90)]
    assert proposed(*figures) == ("each", 40, 90)


def test_a_whole_leaves_out_with_the_wholes_of_its_statement_above_it():
    statement = {"day": 1, "utterance": "army"}
    figures = [
        said("army", 14, **statement),
        said("army", 4, whom="police", **statement),
        said("outlet", 9, whom="police", where="north"),
        said("paper", 9, whom="police", where="south"),
    ]

    assert proposed(*figures) == ("leaves_some_out", ("army-14", "army-raid-police-4"))


def test_what_may_be_counted_twice_is_asked_only_of_figures_we_add_up():
    figures = [said("hospital", 11, where="north"), said("outlet", 14, whom="guests")]

    assert keys(*figures) == []
    used = (frozenset(figure.id for figure in figures),)
    assert keys(*figures, used_together=used) == ["twice:hospital-north-people-11"]


def test_a_range_says_which_of_its_counts_the_rest_leaves_no_room_for():
    event = case(said("outlet", 5, where="north"), said("paper", 9, where="north"), said("army", 6))

    lines = planning.told(planning.plan(event).cards, event)

    assert lines[-1].strip() == "A range hides that the settled counts leave no room for 9."


# What is possible.


def test_each_party_has_a_row_and_all_together_span_them():
    figures = [said("army", 10), said("ministry", 11), said("rebels", 130, None)]

    assert ends(figures, "state") == (10, 11)
    assert ends(figures, "rebels") == (130, None)
    assert ends(figures, "*") == (10, None)


def test_voices_of_no_party_that_differ_speak_each_for_itself():
    figures = [said("hospital", 471), said("agency", 100, 300), said("outlet", 24, None)]

    assert [ends(figures, key) for key in ("hospital", "agency", "outlet")] == [
        (471, 471),
        (100, 300),
        (24, None),
    ]
    assert ends(figures, "*") == (24, 471)


def test_a_decided_range_is_nobodys_statement():
    figures = [said("ministry", 9), said("outlet", 7)]
    after = planning.decide(case(*figures), [("cell:raid/people/killed/state", "range")]).after

    assert row(after, "state") == (9, 9)
    assert row(after, "*") == (7, 9)


def test_parties_that_differ_in_a_part_do_not_agree_on_the_whole():
    figures = [said("army", 10, where="north"), said("rebels", 130, where="north")]
    plan = planning.decide(case(*figures)).after

    (over_all,) = [r for r in plan.rows if r.party == "*"]
    assert (over_all.low, over_all.high, str(over_all.standing)) == (10, 130, "parties_differ")


def test_people_aboard_hold_the_dead_and_the_rescued_of_each_party():
    figures = [
        said("hospital", 40, measure="aboard", day=1),
        said("outlet", 30, measure="rescued", day=1),
        said("outlet", 20, measure="killed", day=1),
    ]
    decided = planning.decide(case(*figures))

    assert [taken.card.kind for taken in decided.taken] == ["part_whole"]
    assert decided.left.within_a_party == 0


# Decisions that are taken.


def test_a_card_that_is_put_off_goes_to_the_end_and_stays_open():
    figures = [said("outlet", 7), said("paper", 9), said("army", 3), said("rebels", 4)]
    first = "cell:raid/people/killed/rebels"
    assert keys(*figures)[0] == first

    decided = planning.decide(case(*figures), [(first, "later")])

    last = decided.after.cards[-1]
    assert (last.key, last.put_off) == (first, True)
    assert decided.still_open == len(decided.after.cards) - 1


def test_proposals_to_decide_later_are_passed_over():
    figures = [said("hospital", 11, where="north"), said("outlet", 14, whom="guests")]
    used = (frozenset(figure.id for figure in figures),)

    decided = planning.decide(case(*figures, used_together=used))

    assert (decided.taken, decided.still_open, len(decided.after.cards)) == ((), 0, 1)


def test_an_answer_to_a_card_that_is_not_there_is_refused():
    with pytest.raises(RuleBroken, match="There is no decision"):
        planning.decide(case(said("outlet", 7)), [("sides:rebels/state", "both")])


# Decisions that were kept.

CELL = Cell("raid", "people", "killed")
CELL_KEY = "cell:raid/people/killed/"
SEVEN, NINE = said("outlet", 7), said("paper", 9)


def kept(option, *figures, low=None, high=None, **about):
    about = about or {"cell": CELL}
    ids = frozenset(figure.id for figure in figures)
    return Decision(Option(option), ids, low=low, high=high, **about)


def planned(*figures, decided):
    return planning.plan(case(*figures, decisions=tuple(decided)))


def test_a_count_that_was_decided_is_not_asked_for_again():
    plan = planned(SEVEN, NINE, decided=[kept("stands", SEVEN, NINE, low=9, high=9)])

    assert plan.cards == ()
    assert row(plan, "*") == (9, 9)
    assert [one.figure for one in plan.not_binding] == ["outlet-7"]


def test_a_new_figure_that_agrees_joins_in_silence():
    more = [said("agency", 9), said("hospital", 8, None)]
    plan = planned(SEVEN, NINE, *more, decided=[kept("stands", SEVEN, NINE, low=9, high=9)])

    assert plan.cards == ()
    assert row(plan, "*") == (9, 9)


def test_a_new_figure_that_disagrees_brings_the_card_back_with_what_was_decided():
    plan = planned(
        SEVEN, NINE, said("agency", 12), decided=[kept("stands", SEVEN, NINE, low=9, high=9)]
    )

    (card,) = plan.cards
    assert (card.key, card.again) == (CELL_KEY, ("agency-12",))
    assert (card.proposal.option, card.proposal.figure) == ("stands", "paper-9")
    assert "outlet-7" not in card.figures


@pytest.mark.parametrize("option", ["range", "each"])
def test_a_decided_range_holds_until_a_figure_lies_outside(option):
    decided = [kept(option, SEVEN, NINE, low=7, high=9)]

    inside = planned(SEVEN, NINE, said("agency", 8), decided=decided)
    outside = planned(SEVEN, NINE, said("agency", 12), decided=decided)

    assert inside.cards == ()
    (card,) = outside.cards
    assert (card.again, card.proposal.option) == (("agency-12",), option)
    assert (card.proposal.low, card.proposal.high) == (7, 9)


def test_of_several_decisions_about_one_thing_the_last_holds():
    decided = [
        kept("stands", SEVEN, NINE, low=9, high=9),
        kept("range", SEVEN, NINE, low=7, high=9),
    ]

    assert row(planned(SEVEN, NINE, decided=decided), "*") == (7, 9)


def test_parties_that_are_shown_side_by_side_are_not_asked_about_again():
    figures = [said("army", 10), said("rebels", 130)]
    plan = planned(*figures, decided=[kept("both", parties=("state", "rebels"))])

    assert plan.cards == ()
    assert row(plan, "*") == (10, 130)


@pytest.mark.parametrize("option", ["leaves_some_out", "leave_out"])
def test_what_was_decided_to_give_way_gives_way(option):
    parts = [said("outlet", 5, where="north"), said("paper", 9, where="south")]
    whole = said("hospital", 11)
    plan = planned(whole, *parts, decided=[kept(option, whole, figure=whole.id)])

    assert plan.cards == ()
    assert row(plan, "*") == (14, None)


def test_people_who_are_not_the_same_are_not_asked_about_again():
    figures = [said("hospital", 11, where="north"), said("outlet", 14, whom="guests")]
    used = (frozenset(figure.id for figure in figures),)
    decided = (kept("not_the_same", *figures, figure=figures[0].id),)

    assert keys(*figures, used_together=used, decisions=decided) == []


def test_a_figure_that_counts_other_people_is_held_against_its_count_no_more():
    twelve = said("agency", 12)
    others = kept("not_the_same", twelve)

    assert planned(NINE, twelve, decided=[others]).cards == ()
    (card,) = planned(SEVEN, NINE, twelve, decided=[others]).cards
    assert card.figures == (SEVEN.id, NINE.id)
    settled = [others, kept("stands", SEVEN, NINE, low=9, high=9)]
    assert planned(SEVEN, NINE, twelve, decided=settled).cards == ()
    assert row(planned(SEVEN, NINE, twelve, decided=settled), "*") == (9, 9)


def test_of_one_count_the_figures_of_other_people_are_named_by_what_would_not_stand():
    made = case(said("hospital", 9), said("outlet", 7))
    (card,) = planning.plan(made).cards

    decided = planning.decide(made, [(card.key, "not_the_same")])

    (taken,) = decided.taken
    assert taken.choice.give_way == ("outlet-7",)
    assert (decided.after.cards, decided.still_open) == ((), 0)


def test_of_counts_as_near_as_each_other_the_one_stands_that_its_place_has_room_for():
    whole = said("hospital", 11, where="north")
    guests = said("hospital", 9, where="north", whom="guests")
    police = [said(by, n, where="north", whom="police") for by, n in (("outlet", 2), ("paper", 5))]

    (card,) = planning.plan(case(whole, guests, *police)).cards

    assert (str(card.proposal.option), card.proposal.number) == ("stands", 2)
    assert card.proposal.why.endswith("the rest of the place has room for it")


def test_what_was_put_off_comes_back_when_its_figures_change():
    decided = [kept("later", SEVEN, NINE)]

    assert [card.put_off for card in planned(SEVEN, NINE, decided=decided).cards] == [True]
    (card,) = planned(SEVEN, NINE, said("agency", 12), decided=decided).cards
    assert not card.put_off


# What was answered before.


def answered(*sets):
    return frozenset(frozenset(figure.id for figure in one) for one in sets)


def test_counts_whose_contradiction_was_answered_are_shown_each_and_not_asked_about():
    nine, seven, again = said("hospital", 9), said("outlet", 7), said("paper", 7)
    made = case(nine, seven, again, answered=answered([nine, seven]))

    assert planning.plan(made).cards == ()
    assert row(planning.plan(made), "*") == (7, 9)
    assert planning.decide(made).left.within_a_party == 0
    twelve = said("agency", 12)
    (card,) = planning.plan(case(nine, seven, twelve, answered=answered([nine, seven]))).cards
    assert {"agency-12", "hospital-9"} <= set(card.figures)


def test_a_whole_whose_part_was_answered_for_leaves_some_out():
    whole, part = said("hospital", 9), said("outlet", 11, where="north")
    made = case(whole, part, answered=answered([whole, part]))

    assert keys(whole, part) == ["sum:hospital-9"]
    assert planning.plan(made).cards == ()
    assert row(planning.plan(made), "*") == (11, None)


def test_parties_whose_contradiction_was_answered_are_both_shown():
    ours, theirs = said("army", 9), said("rebels", 30)

    assert keys(ours, theirs) == ["sides:rebels/state"]
    assert keys(ours, theirs, answered=answered([ours, theirs])) == []
