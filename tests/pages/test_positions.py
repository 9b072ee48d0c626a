"""Our own figure as a sentence: never more than we hold, and who is counted in the same breath."""

from __future__ import annotations

import pytest

from claims.domain.vocabulary import Standing
from claims.presenters.counting_context import Cell, CountingContext, Node, Tree
from claims.presenters.sentence import amount, brief, sentence
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
        ("everyone-else", "Between 2 and 3 people were killed, not counting attackers"),
        ("all", "Between 2 and 3 people were killed, attackers included"),
        ("attackers", "Among attackers, between 2 and 3 people were killed"),
        ("soldiers", "Among soldiers, between 2 and 3 people were killed"),
        ("workers", "Among Punjabi migrant workers, between 2 and 3 people were killed"),
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
    assert said(state(3), "all", measure="vehicles-torched") == ("Vehicles set on fire: at least 3")


def test_nothing_established_gives_no_number():
    assert said(state(established=False), "soldiers") == (
        "Among soldiers, we cannot say how many people were killed"
    )
