"""Counts of different measures: words for one thing, and sums that must come out."""

import pytest

from claims.domain import reconciliation
from claims.domain.measures import Measure
from claims.domain.reconciliation import CONTRADICTIONS, Kind
from tests.domain.reconciliation.test_time import case, found, number, only, said

ABOARD = [
    number("aboard", 42, "aboard"),
    number("rescued", 5, "rescued"),
    number("killed", 3, "killed"),
]


@pytest.mark.parametrize(
    ("one", "other"),
    [("injured", "wounded"), ("freed", "released"), ("abducted", "captured"), ("killed", "dead")],
)
def test_two_words_for_one_thing_are_compared(one, other):
    made = case(
        said("coast", "2024-05-01", number("a", 12, one)),
        said("press", "2024-05-01", number("b", 20, other)),
    )

    told = only(made, Kind.DIRECT_CONTRADICTION).sentence
    assert f"12 {one}" in told
    assert f"20 {other}" in told


def test_of_the_same_people_nobody_is_asked_whether_they_left_them_out():
    """The killed are among the killed and injured: whom either counts is not in question."""
    made = case(
        said("coast", "2024-05-01", number("none", 0, "casualties")),
        said("press", "2024-05-01", number("one", 1, "killed")),
    )

    told = only(made, Kind.PART_EXCEEDS_WHOLE).told

    assert "when and how they counted" in told
    assert "leave out" not in told


@pytest.mark.parametrize("measure", ["held", "hostages", "trapped", "missing"])
def test_what_comes_and_goes_may_fall_without_a_contradiction(measure):
    made = case(
        said("coast", "2024-05-01", number("a", 120, measure)),
        said("press", "2024-05-03", number("b", 80, measure)),
    )

    assert found(made, *Kind) == set()


def test_an_event_that_describes_a_word_means_what_it_says():
    own = [{"slug": "dead", "name": "dead animals"}]
    made = case(
        said("coast", "2024-05-01", number("a", 12, "dead")),
        said("press", "2024-05-01", number("b", 20)),
        measures=own,
    )

    assert found(made) == set()


@pytest.mark.parametrize(("missing", "clash"), [(34, False), (35, True), (33, True)])
def test_one_statement_must_make_its_own_sum(missing, clash):
    made = case(said("coast", "2024-05-01", *ABOARD, number("missing", missing, "missing")))

    everything = frozenset({"aboard", "rescued", "killed", "missing"})
    assert found(made) == ({("self_inconsistent", everything)} if clash else set())


def test_parts_of_different_days_make_no_sum():
    made = case(
        said("coast", "2024-05-01", *ABOARD, number("missing-34", 34, "missing")),
        said("coast", "2024-05-09", number("killed-30", 30, supersedes="killed")),
        said("coast", "2024-05-09", number("missing-7", 7, "missing")),
    )

    assert found(made) == set()


def test_a_part_larger_than_the_whole_of_another_measure_cannot_be():
    made = case(
        said("coast", "2024-05-02", number("aboard", 42, "aboard")),
        said("press", "2024-05-01", number("rescued", 50, "rescued", category="men")),
    )

    assert found(made) == {("part_exceeds_whole", frozenset({"aboard", "rescued"}))}


def test_the_dead_and_the_injured_of_one_day_do_not_exceed_the_casualties():
    made = case(
        said("coast", "2024-05-01", number("all", 300, "casualties", qualifier="exactly")),
        said("press", "2024-05-01", number("dead", 133), number("hurt", 180, "injured")),
    )

    assert found(made) == {("sum_exceeds_total", frozenset({"all", "dead", "hurt"}))}


def test_an_event_says_what_its_own_measures_are_the_sum_of():
    own = [
        {
            "slug": "hijacked",
            "name": "on the train",
            "one": "was on the train",
            "many": "were on the train",
            "nature": "total",
            "sum_of": ["freed", "killed", "held-hostage"],
        }
    ]
    figures = [
        number("train", 300, "hijacked"),
        number("freed", 220, "freed"),
        number("dead", 30),
        number("held", 80, "held-hostage"),
    ]
    made = case(said("coast", "2024-05-01", *figures), measures=own)

    assert found(made) == {("self_inconsistent", frozenset({"train", "freed", "dead", "held"}))}
    assert "300 on the train" in only(made, Kind.SELF_INCONSISTENT).sentence


def test_a_repeat_that_counts_something_else_has_drifted():
    made = case(
        said("coast", "2024-05-01", number("declared", 9, "declared-dead")),
        said("press", "2024-05-02", number("killed", 9, repeats="declared")),
    )

    assert found(made, Kind.MEASURE_DRIFT) == {("measure_drift", frozenset({"declared", "killed"}))}


def test_another_word_for_the_same_thing_is_no_drift():
    made = case(
        said("coast", "2024-05-01", number("wounded", 9, "wounded")),
        said("press", "2024-05-02", number("injured", 9, "injured", repeats="wounded")),
    )

    assert found(made, Kind.MEASURE_DRIFT) == set()


ATTACKERS = [
    {
        "slug": "all",
        "name": "All",
        "complete": ["main"],
        "parts": [
            {"slug": "attackers", "name": "Attackers"},
            {"slug": "victims", "name": "Victims"},
        ],
    }
]


def test_a_count_of_all_that_leaves_attackers_out_counts_everybody_else():
    made = case(
        said("coast", "2024-05-01", number("with", 61, includes_attackers="yes")),
        said("press", "2024-05-01", number("victims", 60, category="victims")),
        said("owner", "2024-05-01", number("without", 60, includes_attackers="no")),
        said("press", "2024-05-02", number("shooter", 1, category="attackers")),
        categories=ATTACKERS,
    )

    assert made.by_id["without"].cell.category == "victims"
    assert {f.kind for f in reconciliation.check(made).findings} & CONTRADICTIONS == set()


@pytest.mark.parametrize(
    ("one", "many", "of_people"),
    [
        ("fell ill", "fell ill", True),
        ("was raped", "were raped", True),
        ("ballot was counted", "ballots were counted", False),
        ("", "", False),
    ],
)
def test_a_measure_of_things_names_what_it_counts(one, many, of_people):
    assert Measure("own", "own", one, many).of_people is of_people
