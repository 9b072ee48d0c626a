"""From the words of a number to its qualifier and bounds. What is not understood is never guessed.

The tables are the whole of it: one number, at most one hedge before or after it, and words that
hold no other number.
"""

import unicodedata
from dataclasses import dataclass

from claims.domain.errors import RuleBroken
from claims.domain.figures import bounds, describe, describe_range
from claims.domain.number_words import (
    NONE_AT_ALL,
    SCALES,
    Tokens,
    is_number_word,
    read_number,
    tokens,
)
from claims.domain.text import fold
from claims.domain.vocabulary import Qualifier

EXAMPLES = "such as “at least 23”, “nearly 300”, “dozens” or “between 5 and 7”"

# Below a number is the one hedge that is no qualifier of its own: at most one less.
BELOW = None
Hedge = Qualifier | None
Phrase = tuple[list[str], Hedge]

_BEFORE: dict[Hedge, str] = {
    Qualifier.AT_LEAST: "at least, no fewer than, not fewer than, no less than, not less than,"
    " a minimum of, upwards of, ≥, > =",
    Qualifier.MORE_THAN: "more than, just over, well over, over, above, in excess of, >",
    Qualifier.AT_MOST: "at most, no more than, not more than, a maximum of, ≤, < =",
    Qualifier.UP_TO: "up to, as many as",
    BELOW: "fewer than, less than, under, below, <",
    Qualifier.ABOUT: "about, around, roughly, approximately, approx, some, an estimated,"
    " estimated, circa, close to, ~, ≈",
    Qualifier.NEARLY: "nearly, almost, just under, not quite",
    Qualifier.EXACTLY: "exactly, precisely",
    Qualifier.PLAIN: "a total of, the, all, only, just",
}
_AFTER: dict[Hedge, str] = {
    Qualifier.AT_LEAST: "or more, or above, at least, plus, +",
    Qualifier.ABOUT: "or so, odd, - odd, or thereabouts",
    Qualifier.AT_MOST: "or fewer, or less, at most",
}
# The least that a plural can mean: fewer people would not have been called so.
LEAST = {"tens": 10, "dozens": 24, "scores": 40, "hundreds": 100, "thousands": 1_000}
LEAST |= {"lakhs": 100_000, "millions": 10**6, "crores": 10**7}
_NOT_A_COUNT = frozenset(
    {"%", "٪", "per", "percent", "percentage", "st", "nd", "rd", "th", "not", "half", "quarter"}
)


def _phrases(table: dict[Hedge, str]) -> list[Phrase]:
    """Word by word, the longest first."""
    split = [
        (phrase.split(), hedge) for hedge, said in table.items() for phrase in said.split(", ")
    ]
    return sorted(split, key=lambda phrase: -len(phrase[0]))


_BEFORE_NUMBER, _AFTER_NUMBER = _phrases(_BEFORE), _phrases(_AFTER)
_HEDGES = [
    phrase for phrase, hedge in [*_BEFORE_NUMBER, *_AFTER_NUMBER] if hedge != Qualifier.PLAIN
]


@dataclass(frozen=True)
class Said:
    """A number as it was said, and what it allows."""

    qualifier: Qualifier
    value: int | None
    low: int | None
    high: int | None

    @property
    def meaning(self) -> str:
        """Both in a reader's words: "about 55: between 49 and 61"."""
        said = describe(self.qualifier, self.value, self.low, self.high)
        allows = describe_range(self.low, self.high)
        return said if said == allows else f"{said}: {allows}"


Result = tuple[Said, Tokens] | None


def read_said(text: str) -> Said:
    """What these words say; raises ``RuleBroken`` with a sentence where that is not plain."""
    # Folding would make a footnote's mark or a fraction into a digit of the number.
    if any(unicodedata.category(character) == "No" for character in text):
        raise _not_understood(text)
    words = tokens(fold(text))
    if not words:
        raise RuleBroken(f"Give the number as it was said, {EXAMPLES}.")
    found = _plural(words) or _range(words) or _one_number(words)
    if found is None:
        raise _not_understood(text)
    said, rest = found
    _check_rest(text, rest)
    return said


def _plural(words: Tokens) -> Result:
    """Dozens, hundreds, tens of thousands, several dozen."""
    start = 2 if words[:2] == ["in", "the"] else int(words[0] in ("several", "many", "some"))
    word = _at(words, start)
    if words[0] == "several" and word in SCALES:
        word += "s"
    if word not in LEAST:
        return None
    low, after = LEAST[word], start + 1
    times = SCALES.get(_at(words, after + 1).removesuffix("s"))
    if _at(words, after) == "of" and times:
        low, after = low * times, after + 2
    ends = bounds(Qualifier.UNSTATED, None, low=low)
    return Said(Qualifier.UNSTATED, None, *ends), words[after:]


def _range(words: Tokens) -> Result:
    """Between 5 and 7, from 5 to 7, five to seven, 5-7, five or six."""
    opened = {"between": ("and",), "from": ("to", "-")}.get(words[0])
    first = read_number(words, 1 if opened else 0, joined=False)
    if first is None or _at(words, first[1]) not in (opened or ("to", "-", "or")):
        return None
    second = read_number(words, first[1] + 1)
    if second is None:
        return None
    ends = bounds(Qualifier.BETWEEN, None, low=first[0], high=second[0])
    return Said(Qualifier.BETWEEN, None, *ends), words[second[1] :]


def _one_number(words: Tokens) -> Result:
    before, start = _phrase(_BEFORE_NUMBER, words, 0)
    number = read_number(words, start) or (_nobody(words) if start == 0 else None)
    if number is None:
        return None
    after, at = _phrase(_AFTER_NUMBER, words, number[1])
    if after and before not in ([], [Qualifier.PLAIN]):
        return None
    return _as_said((after or before or [Qualifier.PLAIN])[0], number[0]), words[at:]


def _as_said(hedge: Hedge, value: int) -> Said:
    if hedge is BELOW and value == 0:
        raise RuleBroken("Nothing is fewer than none: check the number.")
    if hedge is BELOW:
        hedge, value = Qualifier.AT_MOST, value - 1
    return Said(hedge, value, *bounds(hedge, value))


def _nobody(words: Tokens) -> tuple[int, int] | None:
    if words[:2] == ["no", "one"]:
        return 0, 2
    return (0, 1) if words[0] in NONE_AT_ALL else None


def _phrase(table: list[Phrase], words: Tokens, at: int) -> tuple[list[Hedge], int]:
    """The longest phrase of a table that stands here, as a list of one; and what follows."""
    for phrase, hedge in table:
        if words[at : at + len(phrase)] == phrase:
            return [hedge], at + len(phrase)
    return [], at


def _at(words: Tokens, at: int) -> str:
    return words[at] if at < len(words) else ""


def _check_rest(text: str, rest: Tokens) -> None:
    """Who was counted may follow the number, but nothing that changes it."""
    if any(is_number_word(word) or word in LEAST for word in rest):
        raise RuleBroken(f"“{text}” holds more than one number: give one figure at a time.")
    hedged = any(rest[i : i + len(p)] == p for p in _HEDGES for i in range(len(rest)))
    if hedged or not _NOT_A_COUNT.isdisjoint(rest) or _at(rest, 0) in set("-,./'⁄"):
        raise _not_understood(text)


def _not_understood(text: str) -> RuleBroken:
    return RuleBroken(f"We cannot tell which number “{text}” means: write it {EXAMPLES}.")
