import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.slugs import LONGEST_MADE, SLUG_PATTERN, claim_slug, is_slug, plain_subject

DAY = date(2024, 8, 26)


def free(slug):
    return False


@pytest.mark.parametrize("text", ["bla", "bla-2024-08-26", "7", "a" * 100])
def test_plain_words_are_slugs(text):
    assert is_slug(text)


@pytest.mark.parametrize("text", ["", "BLA", "a b", "a_b", "é", "a\n", "٢", "a/b", "a" * 101])
def test_everything_else_is_not(text):
    assert not is_slug(text)


@pytest.mark.parametrize(
    ("claimant", "day", "subject", "slug"),
    [
        ("BLA", DAY, "More than 40 soldiers killed", "bla-2024-08-26-more-than-40-soldiers-killed"),
        ("Médecins Sans Frontières", None, "Who's hurt", "medecins-sans-frontieres-whos-hurt"),
        ("بلوچ لبریشن آرمی", DAY, "فوجی", "claim-2024-08-26"),
        ("بلوچ لبریشن آرمی", None, "فوجی", "claim"),
        ("Chief Minister of Balochistan", None, "toll", "chief-minister-of-toll"),
        ("A" * 99, None, "", "a" * 24),
    ],
)
def test_a_slug_says_who_when_and_what(claimant, day, subject, slug):
    assert claim_slug(claimant, day, subject, free) == slug


def test_a_taken_slug_gets_the_first_free_number():
    taken = {"bla-toll", "bla-toll-2"}

    assert claim_slug("BLA", None, "toll", taken.__contains__) == "bla-toll-3"


def test_a_number_is_never_set_after_half_a_word_break():
    subject = "b" * 75 + " cc"

    assert claim_slug("A", None, subject, lambda slug: slug.endswith("cc")) == f"a-{'b' * 75}-2"


@given(st.text(), st.none() | st.dates(), st.text(), st.integers(0, 12))
def test_whatever_the_words_the_slug_is_sound_short_and_free(claimant, day, subject, refusals):
    seen = []

    def taken(slug):
        seen.append(slug)
        return len(seen) <= refusals

    slug = claim_slug(claimant, day, subject, taken)

    assert is_slug(slug)
    assert re.search(SLUG_PATTERN, slug)
    assert len(slug) <= LONGEST_MADE
    assert "--" not in slug
    assert seen.count(slug) == 1


@pytest.mark.parametrize(
    ("text", "known", "subject"),
    [
        ("Muhammad Saleem was killed at Kalat.", "", "was killed at"),
        ("Muhammad Saleem was killed at Kalat.", "Attack at Kalat", "was killed at Kalat"),
        ("BLA killed 130 soldiers", "BLA", "BLA killed 130 soldiers"),
        ("21 militants killed", "", "21 militants killed"),
        ("McDonald's shut", "", "shut"),
        ("", "anything", ""),
    ],
)
def test_a_subject_names_nobody_but_who_is_known(text, known, subject):
    assert plain_subject(text, known) == subject
