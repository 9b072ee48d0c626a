"""Numbers as they are written: digits of any script, grouped or not, and English number words."""

import re
from fractions import Fraction

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
UNITS = {word: value for value, word in enumerate(_UNITS.split())}
TENS = {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
SCALES = {
    "dozen": 12,
    "score": 20,
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
}
NONE_AT_ALL = frozenset({"no", "none", "nobody", "nil"})
_DIGITS = r"\d{1,3}(?:,\d{2,3})*,\d{3}(?![\d,])|\d{1,3}(?: \d{3})+(?!\d)|\d+(?:\.\d+)?"
_TOKEN = re.compile(rf"{_DIGITS}|[^\W\d_]+(?:['’][^\W\d_]+)*|\S")
_SIGNS = str.maketrans({"٬": ",", "٫": ".", "–": "-", "—": "-", "‑": "-", "−": "-", "‐": "-"})

Tokens = list[str]
Found = tuple[int, int]
"""A number, and where what follows it begins."""


def tokens(folded: str) -> Tokens:
    """The numbers, words and signs of a folded text."""
    return _TOKEN.findall(folded.translate(_SIGNS))


def is_number_word(token: str) -> bool:
    return token[0].isdigit() or token in UNITS or token in TENS or token in SCALES


def read_number(words: Tokens, start: int, *, joined: bool = True) -> Found | None:
    """The number that begins here, if one does; ``joined`` lets "and" stand inside of it."""
    total, at, least = Fraction(0), start, Fraction(10**18)
    while found := _scaled(words, at, joined=joined):
        value, scale, after = found
        if scale >= least:
            break
        total, at, least = total + value * scale, after, Fraction(scale)
        if scale == 1:
            break
    if at == start or total.denominator != 1:
        return None
    return int(total), at


def _scaled(words: Tokens, at: int, *, joined: bool) -> tuple[Fraction, int, int] | None:
    """A number below a thousand, or in digits, with the scale that follows it."""
    if joined and _token(words, at) == "and" and at:
        at += 1
    if _token(words, at) in ("a", "an") and _token(words, at + 1) in SCALES:
        value, after = Fraction(1), at + 1
    elif words[at : at + 2] == ["half", "a"] and _token(words, at + 2) in SCALES:
        value, after = Fraction(1, 2), at + 2
    elif _token(words, at)[:1].isdigit():
        value, after = Fraction(re.sub("[, ]", "", words[at])), at + 1
    elif small := _below_hundred(words, at):
        value, after = Fraction(small[0]), small[1]
    else:
        return None
    scale = 1
    while _token(words, after) in SCALES:
        scale, after = scale * SCALES[words[after]], after + 1
    if scale == 1 and "." in words[at]:
        # 1.000 is a thousand in some countries and one in others.
        return None
    return value, scale, after


def _below_hundred(words: Tokens, at: int) -> Found | None:
    word = _token(words, at)
    if word in UNITS:
        return UNITS[word], at + 1
    if word not in TENS:
        return None
    after = at + 2 if _token(words, at + 1) == "-" else at + 1
    unit = UNITS.get(_token(words, after), 0)
    return (TENS[word] + unit, after + 1) if 0 < unit < 10 else (TENS[word], at + 1)


def _token(words: Tokens, at: int) -> str:
    return words[at] if at < len(words) else ""
