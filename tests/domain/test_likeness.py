"""Sentences and names that an editor would call the same are found; others are left in peace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.similarity import ALIKE, NAMES_ALIKE, likeness, trigrams

SAME = [
    ("Security forces killed 21 militants.", "The security forces killed 21 militants"),
    ("Security forces killed 21 militants.", "21 militants were killed by security forces."),
    ("پولیس کے مطابق ۲۳ افراد ہلاک", "پوليس كے مطابق 23 افراد ہلاک ہوئے"),
]
OTHER = [
    ("Security forces killed 21 militants.", "Six bodies were found near the railway bridge."),
    ("At least 23 people were killed at Musakhel.", "A rail bridge was blown up in Bolan."),
]
NAMES_SAME = [("Sarfraz Bugti", "Sarfaraz Bugti"), ("Al Jazeera", "al-Jazeera"), ("ISPR", "ISPRR")]
NAMES_OTHER = [("ISPR", "BLA"), ("Dawn", "Geo News"), ("Sarfraz Bugti", "Mohsin Naqvi")]


def like(one, other):
    return likeness(trigrams(one), trigrams(other))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_said_a_little_differently_is_alike(one, other):
    assert like(one, other) >= ALIKE


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_says_something_else_is_not(one, other):
    assert like(one, other) < ALIKE


@pytest.mark.parametrize(("one", "other"), NAMES_SAME)
def test_a_name_misspelt_is_alike(one, other):
    assert like(one, other) >= NAMES_ALIKE


@pytest.mark.parametrize(("one", "other"), NAMES_OTHER)
def test_another_name_is_not(one, other):
    assert like(one, other) < NAMES_ALIKE


def test_nothing_is_like_nothing():
    assert like("", "") == like("!?", "words") == 0


@given(st.text(), st.text())
def test_likeness_goes_both_ways_and_stays_within_its_bounds(one, other):
    assert 0 <= like(one, other) == like(other, one) <= 1
    assert like(one, one) in (0, 1)
