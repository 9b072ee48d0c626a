import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.errors import RuleBroken
from claims.domain.text import clean, fold, has_bidi_controls


def test_text_is_kept_composed_with_plain_line_ends_and_stripped():
    assert clean("  cafe\u0301\r\ntwo\rthree\t \n") == "café\ntwo\nthree"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800"])
def test_a_character_that_cannot_be_kept_is_named(character):
    with pytest.raises(RuleBroken, match=f"U\\+{ord(character):04X}"):
        clean(f"before{character}after")


@pytest.mark.parametrize("character", "\u202a\u202e\u2066\u2069")
def test_invisible_reordering_is_noticed(character):
    assert has_bidi_controls(f"not{character} confirmed")


def test_ordinary_urdu_is_not_suspected():
    assert not has_bidi_controls("بلوچستان\u200f میں 23 افراد\u200c")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("КИЇВ", "київ"),
        ("Straße", "STRASSE"),
        ("Musākhel", "musakhel"),
        ("كتابي", "کتابی"),
        ("بلوچستان كى", "بلوچستان کی"),
        ("ئ", "ی"),
        ("هة", "ہہ"),
        ("ھ", "ہ"),
        ("بـــلوچ", "بلوچ"),
        ("می\u200cرود", "میرود"),
        ("مُحَمَّد", "محمد"),
        ("آ", "ا"),
        ("۲۳ / ٢٣", "23 / 23"),
        ("a\u00a0 \n b", "a b"),
        ("ﻻ", "لا"),
        ("ﬁre", "fire"),
    ],
)
def test_forms_that_readers_take_for_equal_are_found_as_equal(one, other):
    assert fold(one) == fold(other)


def test_what_cannot_be_searched_does_no_harm():
    assert fold("a\x00b\ud800") == "a b"


def test_folding_any_character_twice_changes_nothing_more():
    characters = [chr(code) for code in range(sys.maxunicode + 1)]
    assigned = [c for c in characters if unicodedata.category(c) not in ("Cn", "Co")]

    unstable = [c for c in assigned if fold(folded := fold(f"a{c}b")) != folded]

    assert unstable == []


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


def test_folded_text_is_composed_again():
    """Korean syllables fall apart when marks are taken off; what we store is in one form."""
    assert fold("가") == "가"


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_letters_fold_the_same_on_the_short_way(text):
    # A tatweel means nothing, but takes the long way.
    assert fold(text) == fold(text + "\u0640")
