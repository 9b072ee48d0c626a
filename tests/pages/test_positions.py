"""Our own figure as a sentence: never more than we hold, and who is counted in the same breath."""

from __future__ import annotations

import pytest

from claims.domain.measures import Measure, Measures
from claims.domain.vocabulary import Standing, YesNo
from claims.presenters.counting_context import Cell, CountingContext, Node, Tree
from claims.presenters.position_in_words import amount, brief, sentence
from claims.states.position import PositionState

EVENTS = Tree([Node("whole", "The attacks"), Node("kalat", "Kalat", "whole")])
CATEGORIES = Tree(
    [
        Node("all", "All"),
        Node("attackers", "Attackers", "all"),
        Node("everyone-else", "Everyone except attackers", "all"),
        Node("soldiers", "Soldiers", "everyone-else"),
        Node("workers", "Punjabi migrant workers", "everyone-else"),
        Node("women", "Women", "all"),
    ]
)
GROUND = CountingContext("whole", EVENTS, CATEGORIES)


def state(low=None, best=None, high=None, *, established=True):
    return PositionState(
        event="whole",
        category="everyone-else",
        measure="killed",
        established=established,
        standing=Standing.ATTRIBUTED,
        low=low,
        best=best,
        high=high,
        as_of=None,
        method="",
        uses=(),
        leaves_out=(),
        readings=(),
        rationale="",
        dissent="",
        override_reason="",
        findings=(),
        stated=None,
        retracted=None,
        checked_at=None,
        look_again_on=None,
        decisions=(),
        held=(),
    )


def said(numbers, category="everyone-else", event="whole", measure="killed"):
    return sentence(numbers, Cell(event, category, measure), GROUND)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        (state(61, high=75), "between 61 and 75"),
        (state(61, 70, 75), "between 61 and 75, most likely 70"),
        (state(61), "at least 61"),
        (state(high=75), "no more than 75"),
        (state(0, high=75), "no more than 75"),
        (state(14, high=14), "14"),
        (state(14, 14, 14), "14"),
        (state(best=1400), "1,400"),
        (state(0, high=0), "0"),
    ],
)
def test_a_range_is_told_in_plain_words_and_never_as_up_to(numbers, words):
    assert amount(numbers) == words


@pytest.mark.parametrize(
    ("numbers", "words"), [(state(61, high=75), "61 to 75"), (state(61), "at least 61")]
)
def test_beside_a_chart_a_range_is_short(numbers, words):
    assert brief(numbers) == words


@pytest.mark.parametrize(
    ("category", "words"),
    [
        ("everyone-else", "2 or 3 people were killed, not counting attackers"),
        ("all", "2 or 3 people were killed, who may include attackers"),
        ("attackers", "2 or 3 attackers were killed"),
        ("soldiers", "2 or 3 soldiers were killed"),
        ("workers", "Among Punjabi migrant workers, 2 or 3 people were killed"),
    ],
)
def test_who_is_counted_is_said_in_the_same_breath(category, words):
    assert said(state(2, high=3), category) == words


def test_one_person_is_not_people():
    assert said(state(1, high=1)) == "1 person was killed, not counting attackers"


def test_a_number_about_a_part_names_the_part():
    assert said(state(10), event="kalat") == (
        "Kalat: at least 10 people were killed, not counting attackers"
    )


def test_what_befalls_no_people_is_told_as_a_count():
    assert said(state(3), "all", measure="vehicles-torched") == (
        "At least 3 vehicles were set on fire"
    )
    assert said(state(1, high=1), "all", measure="vehicles-torched") == (
        "1 vehicle was set on fire"
    )


def test_what_nobody_described_is_told_as_a_count():
    assert said(state(3), "all", measure="bridges-lost") == "Bridges lost: at least 3"
    assert said(state(3), "workers", measure="bridges-lost") == (
        "Bridges lost: at least 3 (Punjabi migrant workers)"
    )


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("rescued", "23 people were rescued"),
        ("missing", "23 people were missing"),
        ("involved", "23 people took part"),
        ("on-the-train", "23 people were on the train"),
    ],
)
def test_a_measure_is_told_with_its_phrase(measure, words):
    own = Measure("on-the-train", "on the train", "was on the train", "were on the train")
    plain = CountingContext("whole", EVENTS, Tree([Node("all", "All")]), "", Measures([own]))

    assert sentence(state(23, high=23), Cell("whole", "all", measure), plain) == words


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (YesNo.YES, "14 people were killed, attackers included"),
        (YesNo.NO, "14 people were killed, not counting attackers"),
        (YesNo.NOT_STATED, "14 people were killed, who may include attackers"),
    ],
)
def test_attackers_are_included_only_where_the_figures_say_so(told, words):
    assert sentence(state(14, high=14), Cell("whole", "all", "killed"), GROUND, told) == words


def test_nothing_is_said_of_attackers_where_there_were_none():
    wreck = CountingContext("whole", EVENTS, Tree([Node("all", "All"), Node("crew", "Crew")]))

    cell = Cell("whole", "all", "killed")
    assert sentence(state(14, high=14), cell, wreck) == "14 people were killed"


def test_a_category_is_told_with_the_phrase_its_editors_gave():
    crew = Node("crew", "Crew of the ship", "all", phrase="members of the crew")
    ship = CountingContext("whole", EVENTS, Tree([Node("all", "All"), crew]))

    cell = Cell("whole", "crew", "killed")
    assert sentence(state(30, high=42), cell, ship) == (
        "Between 30 and 42 members of the crew were killed"
    )
    assert sentence(state(1, high=1), cell, ship) == (
        "Among members of the crew, 1 person was killed"
    )


def test_nothing_established_gives_no_number():
    assert said(state(established=False), "soldiers") == (
        "We cannot say how many soldiers were killed"
    )


def test_the_most_likely_stands_before_what_is_counted():
    told = said(state(310, 325, 340), "all", measure="vehicles-torched")

    assert told == "Between 310 and 340 (most likely 325) vehicles were set on fire"
