"""Which words of a changed text are new and which are gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

# Words with the space after them, so that the pieces put together are the text.
WORD = re.compile(r"\s*\S+\s*")
MOST_WORDS = 2000
# Below this likeness two texts share only little words: then each is shown whole.
LIKE = 0.4


@dataclass(frozen=True)
class Piece:
    text: str
    moved: bool

    def __str__(self) -> str:
        return self.text


Pieces = tuple[Piece, ...]


def marked(
    before: tuple[str, ...], after: tuple[str, ...]
) -> tuple[tuple[Pieces, ...], tuple[Pieces, ...]]:
    """The lines of both sides in pieces; line by line where they are of one text."""
    pairs = [_pair(then, now) for then, now in zip_longest(before, after)]
    return (
        tuple(then for then, _ in pairs if then),
        tuple(now for _, now in pairs if now),
    )


def _pair(then: str | None, now: str | None) -> tuple[Pieces, Pieces]:
    if not then or not now:
        return _whole(then), _whole(now)
    old, new = WORD.findall(then)[:MOST_WORDS], WORD.findall(now)[:MOST_WORDS]
    found = SequenceMatcher(
        None, [w.strip() for w in old], [w.strip() for w in new], autojunk=False
    )
    if found.ratio() < LIKE or "".join(old) != then or "".join(new) != now:
        return _whole(then), _whole(now)
    steps = found.get_opcodes()
    return (
        tuple(_pieces((old[a:b], kind) for kind, a, b, _, _ in steps)),
        tuple(_pieces((new[a:b], kind) for kind, _, _, a, b in steps)),
    )


def _pieces(steps: Iterator[tuple[list[str], str]]) -> Iterator[Piece]:
    for words, kind in steps:
        if words:
            yield Piece("".join(words), kind != "equal")


def _whole(text: str | None) -> Pieces:
    return (Piece(text, True),) if text else ()
