import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.errors import RuleBroken
from claims.domain.figures import (
    HIGHEST,
    UNSTATED,
    bounds,
    describe,
    differs_from_table,
    measure_label,
)
from claims.domain.vocabulary import Qualifier

TABLE = {
    Qualifier.EXACTLY: (23, (23, 23), "23"),
    Qualifier.PLAIN: (14, (14, 14), "14"),
    Qualifier.AT_LEAST: (23, (23, None), "at least 23"),
    Qualifier.MORE_THAN: (130, (131, None), "more than 130"),
    Qualifier.AT_MOST: (40, (0, 40), "at most 40"),
    Qualifier.UP_TO: (40, (0, 40), "up to 40"),
    Qualifier.ABOUT: (55, (49, 61), "about 55"),
    Qualifier.NEARLY: (300, (270, 299), "nearly 300"),
}
NEED_BOUNDS = [Qualifier.BETWEEN, Qualifier.UNSTATED]


def test_the_table_covers_every_qualifier():
    assert set(TABLE) | set(NEED_BOUNDS) == set(Qualifier)


@pytest.mark.parametrize("qualifier", TABLE)
def test_words_become_bounds_and_are_said_back(qualifier):
    value, expected, said = TABLE[qualifier]

    assert bounds(qualifier, value) == expected
    assert describe(qualifier, value, *expected) == said
    assert not differs_from_table(qualifier, value, *expected)
    assert differs_from_table(qualifier, value, 1, 2)


@pytest.mark.parametrize("qualifier", NEED_BOUNDS)
def test_words_without_one_number_need_a_bound(qualifier):
    with pytest.raises(RuleBroken, match="need the lowest or the highest"):
        bounds(qualifier, None)

    assert bounds(qualifier, None, low=24) == (24, None)
    assert bounds(qualifier, None, high=40) == (None, 40)
    assert not differs_from_table(qualifier, None, 24, None)


@pytest.mark.parametrize("qualifier", TABLE)
def test_a_given_bound_wins_and_none_means_open(qualifier):
    value, (low, high), _ = TABLE[qualifier]

    assert bounds(qualifier, value, low=1) == (1, high)
    assert bounds(qualifier, value, high=None) == (low, None)
    assert bounds(qualifier, None, low=3, high=7) == (3, 7)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((Qualifier.PLAIN, None), "^Give the number, or both the lowest and the highest"),
        ((Qualifier.PLAIN, None, 5), "^Give the number, or both the lowest and the highest"),
        ((Qualifier.PLAIN, None, UNSTATED, 5), "^Give the number, or both"),
        ((Qualifier.PLAIN, -1200), "^A count cannot be below zero: -1,200\\.$"),
        ((Qualifier.PLAIN, HIGHEST + 1), "^A count above 1,000,000,000,000,000 cannot be kept\\.$"),
        ((Qualifier.MORE_THAN, HIGHEST), "cannot be kept"),
        ((Qualifier.NEARLY, 0), "^“Nearly” needs a number of at least 1\\.$"),
        ((Qualifier.BETWEEN, None, None, None), "^Words without one number need the lowest or"),
        ((Qualifier.NEARLY, -1), "below zero"),
        (
            (Qualifier.BETWEEN, None, 7000, 5000),
            r"^The lowest \(7,000\) is above the highest \(5,000\)",
        ),
        ((Qualifier.PLAIN, 5, 6), "above the highest"),
        ((Qualifier.UNSTATED, None, -(2**63)), "below zero"),
    ],
)
def test_what_cannot_be_a_count_is_refused(arguments, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        bounds(*arguments)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (5, 7, "between 5 and 7"),
        (24, None, "24 or more"),
        (None, 40, "up to 40"),
        (0, 40, "up to 40"),
        (0, 0, "0"),
        (3, 3, "3"),
        (0, None, "0 or more"),
        (None, None, "a number not stated"),
        (1200, 31000, "between 1,200 and 31,000"),
    ],
)
def test_a_range_reads_as_words(low, high, said):
    assert describe(Qualifier.BETWEEN, None, low, high) == said


def test_an_unknown_measure_is_read_from_its_slug():
    assert measure_label("torched") == "set on fire"
    assert measure_label("bridges-blown-up") == "bridges blown up"


def test_nearly_gives_whole_numbers_from_the_smallest_on():
    assert bounds(Qualifier.NEARLY, 1) == (0, 0)
    assert bounds(Qualifier.NEARLY, 2) == (1, 1)
    low, _ = bounds(Qualifier.NEARLY, 300)
    assert isinstance(low, int)


def test_the_highest_count_that_can_be_kept_is_kept():
    assert bounds(Qualifier.PLAIN, HIGHEST) == (HIGHEST, HIGHEST)
    with pytest.raises(RuleBroken, match="cannot be kept"):
        bounds(Qualifier.ABOUT, HIGHEST)


@pytest.mark.parametrize("qualifier", TABLE)
def test_a_range_without_a_number_is_said_as_a_range(qualifier):
    assert describe(qualifier, None, 3, 7) == "between 3 and 7"
    assert not differs_from_table(qualifier, None, 3, 7)


@pytest.mark.parametrize("qualifier", NEED_BOUNDS)
def test_words_that_give_no_bounds_are_said_as_their_range(qualifier):
    assert describe(qualifier, 5, 3, 7) == "between 3 and 7"
    assert not differs_from_table(qualifier, 5, 3, 7)


@given(
    qualifier=st.sampled_from(Qualifier),
    value=st.none() | st.integers(0, 10**6),
    low=st.just(UNSTATED) | st.none() | st.integers(0, 10**6),
    high=st.just(UNSTATED) | st.none() | st.integers(0, 10**6),
)
def test_bounds_are_never_crossed_and_keep_what_was_given(qualifier, value, low, high):
    try:
        found = bounds(qualifier, value, low, high)
    except RuleBroken:
        return

    assert None in found or 0 <= found[0] <= found[1]
    assert low in (UNSTATED, found[0])
    assert high in (UNSTATED, found[1])


@given(value=st.integers(1, HIGHEST // 2), qualifier=st.sampled_from([*TABLE]))
def test_no_bounds_are_wider_than_the_words(value, qualifier):
    low, high = bounds(qualifier, value)

    assert qualifier in (Qualifier.NEARLY, Qualifier.MORE_THAN) or low <= value
    assert qualifier is Qualifier.NEARLY or high is None or value <= high
    assert low >= value * 9 // 10 or qualifier in (Qualifier.AT_MOST, Qualifier.UP_TO)
