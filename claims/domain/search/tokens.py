"""What of a text is searched, and what a question asks for.

An index is a list of tokens without spaces, the same for every database, which compares them and
knows nothing of language. Besides the folded words there are tokens that begin with a sign:

    =word   stands in the statement itself
    ^m-s-   the shape of a Latin name     _ms   its consonants     ~ms   those of an Arabic word

Numbers in words stand there in digits too, and dates as 2024-08-26 (``values``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from claims.domain import spelling
from claims.domain.search.values import values
from claims.domain.text import fold

STATED, SHAPE, LATIN, ARABIC = SIGNS = "=", "^", "_", "~"
LONGEST_TOKEN = 60
SHORTEST_MEANT = 4
MOST_BYTES = 400_000
"""Of one index: PostgreSQL refuses more than a million."""
IN_TEXT, IN_NAMES = 3, 2
"""Consonants a word must have for its other spellings to be compared."""

# Scripts that write no spaces are searched by pairs of letters.
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]+)"
)
# What is rare stands first: it is looked for sooner than what comes before it.
_POSSESSIVE = re.compile(r"['’‘ʼʻ`](?<=\w.)(s\b)?")
_THOUSANDS = re.compile(r"[,٬](?<=\d.)(?=\d{3}(?!\d))")


class _Parting(dict[int, int | str | None]):
    """For ``str.translate``: letters, marks and numbers stay, the rest parts words."""

    def __missing__(self, code: int) -> int | str | None:
        category = unicodedata.category(chr(code))
        # Cf joins or directs letters within a word.
        kept = None if category == "Cf" else code if category[0] in "LNM" else " "
        self[code] = kept
        return kept


_parting = _Parting()


def raw_words(text: str) -> list[str]:
    """The words of a text as they are written, without what stands between them."""
    return _THOUSANDS.sub("", _POSSESSIVE.sub("", text)).translate(_parting).split()


@lru_cache(maxsize=50_000)
def folded(raw: str) -> tuple[str, ...]:
    """A word as it is compared; one in a script without spaces in stretches of its own."""
    parts = fold(raw).translate(_parting).split()
    spaced = [part for word in parts for part in _UNSPACED.split(word) if part]
    return tuple(part if is_unspaced(part) else part[:LONGEST_TOKEN] for part in spaced)


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [word for raw in raw_words(text) for word in folded(raw)]


def is_unspaced(word: str) -> bool:
    return not word.isascii() and _UNSPACED.fullmatch(word) is not None


def pieces(word: str) -> list[str]:
    """The tokens of a word: itself, or its letters in pairs and the last alone."""
    return [word[n : n + 2] for n in range(len(word))] if is_unspaced(word) else [word]


@lru_cache(maxsize=50_000)
def _pieced(raw: str) -> tuple[str, ...]:
    """The tokens of a word as it is written."""
    return tuple(token for word in folded(raw) for token in pieces(word))


def index(stated: str, *others: str) -> str:
    """The tokens of a claim: its statement, and what else was said."""
    own = [token for raw in raw_words(stated) for token in _pieced(raw)] + _of_values(stated)
    tokens = [STATED + token for token in own]
    for text in (stated, *others):
        tokens += _of_said(text)
    return _kept(tokens)


def index_of_names(names: Iterable[str], days: Iterable[str] = ()) -> str:
    """The tokens of something by its names, which may be spelt in other ways, and by its days."""
    tokens: list[str] = []
    for name in names:
        found = words(name)
        tokens += [token for word in found for token in pieces(word)]
        tokens += [s for word in _with_joined(found) for s in spellings(word, IN_NAMES)]
        tokens += _of_values(name)
    return _kept([*tokens, *days])


# What is said of a claim is much the same in each of its entries, which are made one after another.
@lru_cache(maxsize=2_000)
def _of_said(text: str) -> tuple[str, ...]:
    return (*_of_text(raw_words(text)), *_of_values(text))


@lru_cache(maxsize=4)
def _of_values(text: str) -> list[str]:
    """Numbers in words and dates, as what they are compared by."""
    return [token for value in values(text) for token in value.tokens]


def vocabulary(indexes: Iterable[str]) -> set[str]:
    """The words of indexes that somebody may have meant: of four letters and more."""
    tokens: set[str] = set()
    for one in indexes:
        tokens.update(one.split(" "))
    return {t for t in tokens if len(t) >= SHORTEST_MEANT and t.isalpha() and not is_unspaced(t)}


def _kept(tokens: Iterable[str]) -> str:
    joined = " ".join(dict.fromkeys(tokens))
    if len(joined) * 4 <= MOST_BYTES or len(joined.encode()) <= MOST_BYTES:
        return joined
    return joined.encode()[:MOST_BYTES].decode(errors="ignore").rpartition(" ")[0]


def _of_text(raw: Sequence[str]) -> Iterator[str]:
    """In running text other spellings are kept of what may be a name."""
    for one in raw:
        yield from _pieced(one)
    named: list[str] = []
    for one in [*raw, "a"]:
        if may_be_name(one):
            named += folded(one)
        elif named:
            yield from (s for word in _with_joined(named) for s in spellings(word, IN_TEXT))
            named = []


def may_be_name(raw: str) -> bool:
    """Written with a capital, or in a script that has none."""
    return not raw[0].islower()


def _with_joined(named: Sequence[str]) -> list[str]:
    """Neighbours as one word too: musa khel, musakhel."""
    return [*named, *(a + b for a, b in pairwise(named))]


@lru_cache(maxsize=50_000)
def spellings(word: str, fewest: int) -> tuple[str, ...]:
    """The tokens by which a word is found in another spelling or script."""
    bare = spelling.consonants(word)
    if len(bare) < fewest:
        return ()
    if not spelling.is_latin(word):
        return (ARABIC + bare,)
    return (LATIN + bare, SHAPE + spelling.shape(word)) if is_long(word) else (LATIN + bare,)


def is_long(word: str) -> bool:
    return len(word) >= spelling.SHORTEST
