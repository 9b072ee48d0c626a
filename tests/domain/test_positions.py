"""What a position of our own needs before it can be stated."""

import pytest

from claims.domain.errors import RuleBroken
from claims.domain.positions import Draft, Room, check_position

WHY = "Officials counted three places."


ROOM = Room(38, 54)


def refused(draft, *, uses=2, room=ROOM):
    try:
        check_position(draft, uses=uses, room=room)
    except RuleBroken as broken:
        return broken.messages
    return []


@pytest.mark.parametrize(
    ("numbers", "room"),
    [
        ((38, None, 54), Room(38, 54)),
        ((40, 41, 50), Room(38, 54)),
        ((38, None, None), Room(38, None)),
        ((None, 40, None), Room(38, 54)),
        ((38, 38, 38), Room(38, None)),
    ],
)
def test_numbers_within_what_the_figures_allow_need_no_other_reason(numbers, room):
    low, best, high = numbers

    assert refused(Draft(True, low, best, high, rationale=WHY), room=room) == []


@pytest.mark.parametrize(
    ("low", "best", "high"),
    [(37, None, 54), (38, None, 55), (38, None, None), (None, None, 54), (None, 60, None)],
)
def test_numbers_beyond_what_the_figures_allow_need_a_reason(low, best, high):
    draft = Draft(True, low, best, high, rationale=WHY)

    (sentence,) = refused(draft)

    assert "allow between 38 and 54: say why" in sentence
    assert refused(Draft(True, low, best, high, rationale=WHY, override_reason="A list.")) == []


def test_figures_that_contradict_each_other_need_a_reason_too():
    (sentence,) = refused(Draft(True, 38, rationale=WHY), room=Room(None, None, none=True))

    assert "contradict each other" in sentence


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (Draft(True, 38), "Give the rationale"),
        (Draft(True, rationale=WHY), "Give a number, or say that it is not established."),
        (Draft(False, 38, rationale=WHY), "Where we cannot say, give no number."),
        (Draft(True, 50, 40, rationale=WHY), "must rise from low through best to high"),
        (Draft(True, -1, rationale=WHY), "between 0 and 1,000,000,000,000,000"),
        (Draft(True, 10**15 + 1, rationale=WHY), "between 0 and 1,000,000,000,000,000"),
    ],
)
def test_what_is_missing_or_wrong_is_told_in_words(draft, words):
    assert any(words in sentence for sentence in refused(draft))


def test_no_number_of_ours_stands_on_nothing():
    (sentence,) = refused(Draft(True, 38, rationale=WHY), uses=0, room=Room(0, None))

    assert "Say which figures it uses" in sentence
    assert refused(Draft(False, rationale="Nobody could count."), uses=0) == []
