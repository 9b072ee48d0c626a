"""Where a text answers what was asked for: pieces to be shown, those that answer marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from claims.domain.search.question import Term
from claims.domain.search.tokens import (
    IN_NAMES,
    folded,
    is_unspaced,
    may_be_name,
    raw_words,
    spellings,
    words,
)
from claims.domain.search.values import Value, values

AROUND = 8
"""Words shown on each side of the first answer."""
LONGEST_SHOWN = 320
KEPT = 20_000
"""Answers remembered: claims of a page share most of their words."""
_CHUNK = re.compile(r"\S+")


@dataclass(frozen=True)
class Piece:
    text: str
    marked: bool = False


@dataclass(frozen=True)
class _Unit:
    """A word where it stands."""

    start: int
    end: int
    words: tuple[str, ...]
    name: bool


@lru_cache(maxsize=KEPT)
def _answers(words: tuple[str, ...], name: bool, term: Term) -> bool:
    if is_unspaced(term.word):
        # A letter of the pair that was asked for: near enough for the eye.
        return any(word in term.word for word in words)
    if any(map(term.answered_by, words)):
        return True
    return name and any(_spelt(word, term) for word in words)


@lru_cache(maxsize=KEPT)
def _spelt(word: str, term: Term) -> bool:
    return not set(spellings(word, IN_NAMES)).isdisjoint(term.others)


@dataclass(frozen=True)
class Marked:
    """A text with its answers marked; ``left`` are the terms that it does not answer."""

    pieces: tuple[Piece, ...]
    left: tuple[Term, ...]


def marked(text: str, asked: Sequence[Term], *, names: bool = False) -> Marked:
    """The whole text. ``names`` says that it is a name, which may be spelt in other ways."""
    if not asked:
        return Marked((Piece(text),), ())
    units = list(_units(text, names))
    found = values(text)
    hits = {term: _hits(units, term, found) for term in asked}
    left = tuple(term for term, found in hits.items() if not any(found))
    if len(left) == len(hits):
        return Marked((Piece(text),) if text else (), left)
    either = [any(of_unit) for of_unit in zip(*hits.values(), strict=True)]
    edges = [(u.start, u.end, hit) for u, hit in zip(units, either, strict=True)]
    return Marked(tuple(_pieces(text, edges)), left)


def snippet(text: str, asked: Sequence[Term]) -> tuple[Piece, ...]:
    """The part of a text around its first answer; nothing where it holds none."""
    units = list(_units(text, names=False))
    held = values(text)
    hits = [any(found) for found in zip(*(_hits(units, t, held) for t in asked), strict=True)]
    if True not in hits:
        return ()
    first = hits.index(True)
    near = list(zip(units, hits, strict=True))[max(first - AROUND, 0) : first + 2 * AROUND]
    begin = near[0][0].start if first > AROUND else 0
    end = near[-1][0].end if near[-1][0] != units[-1] else len(text)
    end = min(end, max(begin + LONGEST_SHOWN, units[first].end))
    edges = [(u.start - begin, u.end - begin, hit) for u, hit in near if u.end <= end]
    before, after = [Piece("… ")] if begin else [], [Piece(" …")] if end < len(text) else []
    return (*before, *_pieces(text[begin:end], edges), *after)


def _hits(units: Sequence[_Unit], term: Term, held: Sequence[Value]) -> list[bool]:
    """Which words answer a term, alone, written as one with the next or as a number or a date."""
    hits = [_answers(unit.words, unit.name, term) for unit in units]
    for value in held:
        if term.word in value.tokens:
            within = [value.start < u.end and u.start < value.end for u in units]
            hits = [hit or is_within for hit, is_within in zip(hits, within, strict=True)]
    for n, (one, other) in enumerate(pairwise(units)):
        if one.name and other.name and _spelt("".join(one.words[-1:] + other.words[:1]), term):
            hits[n] = hits[n + 1] = True
    return hits


def _units(text: str, names: bool) -> Iterator[_Unit]:
    for chunk in _CHUNK.finditer(text):
        for start, end in _spans(chunk[0]):
            raw, at = chunk[0][start:end], chunk.start()
            found = folded(raw) if raw.isalnum() else tuple(words(raw))
            yield _Unit(at + start, at + end, found, names or may_be_name(raw))


def _spans(chunk: str) -> list[tuple[int, int]]:
    """The words of a stretch without spaces, as 14-year-old has three and 1,200 one."""
    whole = [(0, len(chunk))]
    if chunk.isalnum() and not is_unspaced(chunk):
        return whole
    place, found = 0, []
    for raw in raw_words(chunk):
        start = chunk.find(raw, place)
        if start < 0:
            # What was taken out stands within: the army’s, 1,200.
            return whole
        place = start + len(raw)
        letters = range(start, place)
        found += [(n, n + 1) for n in letters] if is_unspaced(raw) else [(start, place)]
    return found


def _pieces(text: str, edges: Sequence[tuple[int, int, bool]]) -> Iterator[Piece]:
    """Answers that stand side by side are marked as one."""
    place, found = 0, []
    for start, end, hit in edges:
        found += [(text[place:start], False), (text[start:end], hit)]
        place = end
    found.append((text[place:], False))
    found = [(part, hit) for part, hit in found if part]
    for hit, group in groupby(found, key=lambda one: one[1]):
        yield Piece("".join(part for part, _ in group), hit)
