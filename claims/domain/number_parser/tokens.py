"""A phrase as words, signs and numbers in digits, each as it was typed and as it is compared."""

import re
import unicodedata
from dataclasses import dataclass, replace
from fractions import Fraction

from claims.domain.text import fold

# A zero-width non-joiner parts words in Persian; apostrophes and dashes have many shapes.
_SIGNS = str.maketrans(
    {
        "\u200c": " ",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "٬": ",",
        "٫": ".",
        **dict.fromkeys("‘’ʼ´`", "'"),
        **dict.fromkeys("–—‑−‐", "-"),
    }
)
# Only what is half or a quarter is a fraction of a count; 5¹ and 1/9 are something else.
FRACTIONS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4),
             "1/2": Fraction(1, 2), "1/4": Fraction(1, 4), "3/4": Fraction(3, 4)}  # fmt: skip
_MIXED = r"(?:\d{1,3} ?)?[½¼¾]|(?:\d{1,3} )?(?:1/2|1/4|3/4)(?![/\d])"
_DIGITS = re.compile(rf"{_MIXED}|(?<!\S)\.\d+|\d{{1,3}}(?: \d{{3}})+(?![.,']?\d)|\d+(?:[.,']\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:(?:,\d{2,3})*,\d{3}|(?:'\d{3})+|(?: \d{3})+|(?:\.\d{3}){2,})")
LONGEST = 40
_ONE_POINT = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_GROUPED_DECIMAL = re.compile(r"\d{1,3}(?:(?:,\d{3})+\.|(?:\.\d{3})+,)\d+")


@dataclass(frozen=True)
class Token:
    typed: str
    word: str
    """As it is compared: folded. Digits of any script are European ones."""
    value: Fraction | None = None
    """Of a number in digits."""
    is_decimal: bool = False
    is_thousand: bool = False
    """1.200: a thousand in some countries, one and a bit in others."""
    is_number: bool = False
    """Written in digits, even where its value cannot be told."""
    is_glued: bool = False
    """Letters right behind a digit, and digits right behind a letter: 2m, 2k5."""

    @property
    def is_sign(self) -> bool:
        return not self.is_number and not self.word[:1].isalpha()


Tokens = tuple[Token, ...]


def tokens(text: str) -> Tokens:
    """Everything but the spaces: nothing of the phrase is lost here."""
    text, found, at = _plain(text), [], 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        digits = _DIGITS.match(text, at)
        end = digits.end() if digits else _end_of_word(text, at)
        piece = text[at:end]
        before = text[at - 1 : at]
        if digits:
            is_glued = before.isascii() and before.isalpha()
            found.append(replace(_number(piece), is_glued=is_glued))
        else:
            # A stroke through a number is a mark that folding leaves nothing of.
            word = _folded(piece) or piece
            found.append(Token(piece, word, is_glued=before.isnumeric()))
        at = end
    return tuple(found)


def words_of(phrase: str) -> tuple[str, ...]:
    if phrase.isascii() and phrase.replace(" ", "").isalpha():
        return tuple(phrase.lower().split())
    return tuple(token.word for token in tokens(phrase))


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text).translate(_SIGNS)
    return "".join(
        str(unicodedata.decimal(character))
        if unicodedata.category(character) == "Nd"
        else character
        for character in text
        if unicodedata.category(character) != "Cf"
    )


def _end_of_word(text: str, start: int) -> int:
    """Letters with their marks, and an apostrophe between two of them; a sign stands alone."""
    at = start
    while at < len(text) and (_is_letter(text[at]) or _is_inner_apostrophe(text, start, at)):
        at += 1
    return max(at, start + 1)


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"


def _is_inner_apostrophe(text: str, start: int, at: int) -> bool:
    return text[at] == "'" and start < at < len(text) - 1 and _is_letter(text[at + 1])


def _folded(piece: str) -> str:
    # Folding would make words of signs: № would read "no".
    return fold(piece) if _is_letter(piece[0]) else piece


def _number(typed: str) -> Token:
    if len(typed) > LONGEST:
        return Token(typed, typed, is_number=True)
    if typed.isdigit() or _GROUPED.fullmatch(typed):
        return Token(typed, typed, Fraction(re.sub(r"\D", "", typed)), is_number=True)
    if _ONE_POINT.fullmatch(typed):
        value = Fraction(typed.replace(".", ""))
        return Token(typed, typed, value, is_thousand=True, is_number=True)
    decimal = _decimal(typed)
    return Token(typed, typed, decimal, is_decimal=decimal is not None, is_number=True)


def _decimal(typed: str) -> Fraction | None:
    for fraction, value in FRACTIONS.items():
        if typed.endswith(fraction):
            return Fraction(typed.removesuffix(fraction).strip() or 0) + value
    if _DECIMAL.fullmatch(typed):
        return Fraction(typed.replace(",", "."))
    if _GROUPED_DECIMAL.fullmatch(typed):
        whole, part = re.split(r"[.,](?=\d+$)", typed)
        return Fraction(f"{re.sub(r'[^0-9]', '', whole)}.{part}")
    return None
