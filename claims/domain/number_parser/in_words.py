"""Where a text in English gives numbers in words, and which they are: seventy-four, three dozen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from claims.domain.number_parser.language import Grammar
from claims.domain.number_parser.languages import ENGLISH
from claims.domain.number_parser.languages.english import NUMBERS
from claims.domain.number_parser.tokens import tokens
from claims.domain.number_parser.values import read_number

# Scales that are nothing else; a score is also what a match ends with.
_SCALES = ("dozen", "hundred", "thousand", "lakh", "crore", "million", "billion")
_WORDS = frozenset((*NUMBERS, *_SCALES))
_WORD = f"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_RUN = re.compile(
    rf"\b(?:an?\s+(?=(?:{'|'.join(_SCALES)})\b))?{_WORD}\b"
    rf"(?:(?:\s+and\s+|\s+|\s*[-‐‑–]\s*){_WORD}\b)*",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[^\W\d_]+|[-‐‑–]")
_LETTERS = re.compile("[a-z]+")


def numbers_in_words(text: str) -> Iterator[tuple[int, int, int]]:
    """Where each begins and ends, and its value. "One" alone is seldom a number, and left out."""
    # Most texts hold none, which is many times sooner found than a run of them is looked for.
    if text.isascii() and _WORDS.isdisjoint(_LETTERS.findall(text.lower())):
        return
    for run in _RUN.finditer(text):
        words, places = tokens(run[0]), [piece.span() for piece in _PIECE.finditer(run[0])]
        at = 0
        while at < len(words):
            number = read_number(words, at, _english())
            if number is None:
                at += 1
                continue
            if number.value != 1:
                begin, end = places[at][0], places[number.end - 1][1]
                yield run.start() + begin, run.start() + end, int(number.value)
            at = number.end


@cache
def _english() -> Grammar:
    return Grammar(ENGLISH)
