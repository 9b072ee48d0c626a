import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.errors import RuleBroken
from claims.domain.invisible_characters import unseen, without_unseen
from claims.domain.text import checked, clean, fold
from tests.cases import rows


def test_text_is_kept_composed_with_plain_line_ends_and_stripped():
    assert clean("  cafe\u0301\r\ntwo\rthree\t \n") == "café\ntwo\nthree"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800"])
def test_a_character_that_cannot_be_kept_is_named(character):
    with pytest.raises(RuleBroken, match=f"U\\+{ord(character):04X}"):
        clean(f"before{character}after")


@pytest.mark.parametrize("character", "\u202a\u202e\u2066\u2069\u200b\u00ad\ufeff\U000e0041\u3164")
def test_what_is_not_seen_is_named_to_who_typed_it_and_never_kept(character):
    text = f"not{character} confirmed"

    with pytest.raises(RuleBroken, match=f"U\\+{ord(character):04X}"):
        checked(text)
    assert clean(text) == without_unseen(text) == "not confirmed"


@pytest.mark.parametrize(
    "text",
    [
        "بلوچستان\u200f میں 23 افراد\u200c",
        "می\u200cرود",
        "क्\u200dष",
        "👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3 🏴\U000e0067\U000e0062\U000e007f",
        "ក\u200bខ",
    ],
)
def test_what_scripts_and_pictures_need_is_not_suspected(text):
    assert unseen(text) == []
    assert checked(text) == text


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


@pytest.mark.parametrize("row", rows("24-letters-not-folded"))
def test_letters_that_do_not_decompose_are_found_as_plain_ones(row):
    assert fold(row["stored"]) == fold(row["searched"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đặng Ħal Diyarbakır Œuvre þing", "dang hal diyarbakir oeuvre thing"),
        ("Əliyev Ƙano ɗan", "eliyev kano dan"),
        ("Sanaʿa Sana‘a Sana’a Sana'a", "sanaa sanaa sanaa sanaa"),
        ("ґанок", "ганок"),
        ("مَسْؤُول", "مسئول"),
        ("شؤون", "شئون"),
        ("شهداء", "شهدا"),
        ("هيئة", "هيأة"),
        ("گٔ", "ګ"),
    ],
)
def test_other_letters_of_these_kinds_are_found_too(one, other):
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
