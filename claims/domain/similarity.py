"""How alike two texts are: the share of their trigrams they have in common, folded."""

import re

from claims.domain.text import fold

ALIKE = 0.55
"""From here on an editor is asked whether two sentences say the same."""
NAMES_ALIKE = 0.5
"""The same of names, which are short: one letter more changes much."""

Trigrams = frozenset[str]
_WORD = re.compile(r"[^\W_]+")


def trigrams(text: str) -> Trigrams:
    """Every three letters in a row of each word, its beginning and end marked."""
    padded = [f"  {word} " for word in _WORD.findall(fold(text))]
    return frozenset([word[i : i + 3] for word in padded for i in range(len(word) - 2)])


def likeness(one: Trigrams, other: Trigrams) -> float:
    """From 0, nothing in common, to 1, the same words in whatever order."""
    if not one or not other:
        return 0.0
    return 2 * len(one & other) / (len(one) + len(other))
