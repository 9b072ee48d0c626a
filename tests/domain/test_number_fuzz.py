"""Whatever stands beside a number, it is not read as another one without a word.

NUMBER_PHRASES=20000 makes the long run.
"""

import os
import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claims.domain.errors import RuleBroken
from claims.domain.number_parser import parse_number
from claims.domain.number_parser.language import Grammar, split
from claims.domain.number_parser.languages import ENGLISH, OTHERS
from claims.domain.number_parser.tokens import words_of
from tests.domain.test_number_phrases import PHRASES

TRIES = int(os.environ.get("NUMBER_PHRASES", "3000"))
LANGUAGES = (ENGLISH, *OTHERS)
GRAMMARS = [Grammar(language) for language in LANGUAGES]
KNOWN = frozenset().union(*(grammar.words for grammar in GRAMMARS))
HEDGES = [
    [
        phrase
        for table in (language.before, language.after)
        for phrases in table.values()
        for phrase in split(phrases)
    ]
    for language in LANGUAGES
]
CHANGING = {
    word
    for phrase in [
        *(hedge for hedges in HEDGES for hedge in hedges),
        *(word for language in LANGUAGES for word in (*language.numbers, *language.scales)),
        *(word for language in LANGUAGES for word in (*language.least, *language.spans)),
        *(word for language in LANGUAGES for word in (*language.articles, *language.rounded)),
        *(word for language in LANGUAGES for word in (*language.round_scales, *language.glued)),
        *(word for language in LANGUAGES for word in (*language.fractions, *language.inflected)),
        *(word for language in LANGUAGES for word in split(language.joins)),
        *(word for language in LANGUAGES for word in split(language.within)),
        *(word for language in LANGUAGES for word in split(language.nobody)),
    ]
    for word in words_of(phrase)
}
JUNK = "foo, gazillion, Zug, поезд, قطار, ट्रेन, ট্রেন, [, ], /, (, ), *, #, @, ..., —, x1, №, ½, ²"
READ = [row["phrase"] for row in PHRASES if row["means"] not in ("refused",)]


def meaning(phrase):
    """Qualifier and bounds with what is asked; None where it is refused."""
    try:
        number = parse_number(phrase)
    except RuleBroken:
        return None
    return (number.qualifier, number.low, number.high), bool(number.asks)


def in_digits(dice, value):
    digits = dice.choice(["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯"])
    written = dice.choice([f"{value}", f"{value:,}", f"{value:,}".replace(",", " ")])
    return written.translate(str.maketrans("0123456789", digits))


def some_phrase(dice):
    """Words in any order, with the places of its numbers in digits and of its scales."""
    pieces, numbers, scales = [], [], []
    languages = dice.choices(range(len(LANGUAGES)), k=dice.choice([1, 1, 1, 2]))
    for _ in range(dice.randint(1, 6)):
        place = dice.choice(languages)
        language = LANGUAGES[place]
        kind = dice.random()
        if kind < 0.35:
            numbers.append(len(pieces))
            pieces.append(in_digits(dice, dice.randint(1, 10 ** dice.randint(1, 5))))
        elif kind < 0.5:
            scales.append(len(pieces))
            pieces.append(dice.choice(list(language.scales)))
        elif kind < 0.7:
            pieces.append(dice.choice(HEDGES[place] or ["at least"]))
        elif kind < 0.85:
            pieces.append(dice.choice(split(language.people) + split(language.joins)))
        else:
            pieces.append(dice.choice(JUNK.split(", ")))
    return pieces, numbers, scales


def test_no_number_and_no_scale_of_a_phrase_is_ignored():
    """The reading changes, or is refused, where one of its digits or scales is another."""
    dice = random.Random(11)
    for _ in range(TRIES):
        pieces, numbers, scales = some_phrase(dice)
        read = meaning(" ".join(pieces))
        if read is None:
            continue
        for place in numbers:
            other = [*pieces[:place], "7777777", *pieces[place + 1 :]]
            assert meaning(" ".join(other)) != read, pieces
        for place in scales:
            other = [*pieces[:place], "gazillion", *pieces[place + 1 :]]
            assert meaning(" ".join(other)) != read, pieces


@given(st.sampled_from(READ), st.text(min_size=1, max_size=12), st.integers(0, 6))
def test_a_word_that_nobody_knows_is_asked_about(phrase, word, place):
    words = phrase.split()
    more = " ".join([*words[:place], word, *words[place:]])
    added = set(words_of(word))
    read = meaning(more)

    strange = {one for one in added if one[0].isalpha() and one not in KNOWN}
    if strange and read is not None:
        assert read[1], more


@given(st.sampled_from(READ), st.sampled_from(sorted(KNOWN)), st.integers(0, 6))
def test_a_word_more_changes_no_number_in_silence(phrase, word, place):
    words = phrase.split()
    # "Just under" taken apart is two hedges.
    beside = [words_of(one) for one in words[max(place - 1, 0) : place + 1]]
    assume(len(beside) < 2 or not all(CHANGING.issuperset(one) for one in beside))

    before = meaning(phrase)
    after = meaning(" ".join([*words[:place], word, *words[place:]]))

    silent = after is not None and not after[1]
    assert not silent or before[1] or after[0] == before[0] or word in CHANGING


@pytest.mark.parametrize("words", ["9" * 5000, "1," * 3000, "million " * 400, "٣" * 41, "- " * 999])
def test_what_is_far_too_long_is_refused(words):
    assert meaning(words) is None
