"""Words in a picture: which can be drawn, and how they are broken into lines and shortened."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import takewhile
from pathlib import Path

from PIL import ImageFont, features

FONTS = Path(__file__).parent / "fonts"
SERIF, SANS = "Serif-Bold.ttf", "Sans-Regular.ttf"
JOINS_LETTERS = features.check("raqm")
"""Whether letters are joined and put in order from right to left; it needs FriBiDi installed."""
RIGHT_TO_LEFT = frozenset({"R", "AL"})
ELLIPSIS = "…"
LONGEST = 600
"""Letters of one text that are looked at: far more than a picture holds."""
UNASSIGNED = "\uffff"


@lru_cache(maxsize=64)
def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    engine = ImageFont.Layout.RAQM if JOINS_LETTERS else ImageFont.Layout.BASIC
    return ImageFont.truetype(FONTS / face, size, layout_engine=engine)


@dataclass(frozen=True)
class Block:
    """Lines of one text in one size. They all begin at the same side, as the whole text does."""

    lines: tuple[str, ...]
    face: str
    size: int
    from_right: bool
    is_shortened: bool = False

    @property
    def leading(self) -> int:
        return round(self.size * 1.3)

    @property
    def height(self) -> int:
        return len(self.lines) * self.leading

    @property
    def font(self) -> ImageFont.FreeTypeFont:
        return font(self.face, self.size)

    def width(self, line: str) -> float:
        return _width(line, self.font, self.direction)

    @property
    def direction(self) -> str | None:
        return _direction(self.from_right)


def can_be_drawn(words: str) -> bool:
    """Whether our fonts have all its letters, and this machine can put them as they are read."""
    if not JOINS_LETTERS and any(unicodedata.bidirectional(c) in RIGHT_TO_LEFT for c in words):
        return False
    return all(map(_has, set(prepared(words))))


def prepared(words: str) -> str:
    """On one line, without signs that our fonts lack; letters stay."""
    line = " ".join(words[:LONGEST].split())
    kept = (c for c in line if _has(c) or not unicodedata.category(c).startswith(("S", "C")))
    return unicodedata.normalize("NFC", "".join(kept))


def fitted(
    words: str, face: str, sizes: Sequence[int], *, width: int, height: int, at_most: int = 99
) -> Block:
    """In the largest of the sizes, given from large to small, in which all of it has room.

    In the smallest it is shortened where it has none.
    """
    told, from_right = prepared(words), begins_at_the_right(words)
    for size in sizes:
        block = Block((), face, size, from_right)
        fit = partial(_width, font=block.font, direction=block.direction)
        room = min(at_most, max(1, height // block.leading))
        may_fit = size == sizes[-1] or fit(told) <= room * width
        lines = _broken(told, width, fit) if may_fit else []
        if may_fit and len(lines) <= room:
            break
    else:
        lines = [*lines[: room - 1], _shortened(" ".join(lines[room - 1 :]), width, fit)]
        return replace(block, lines=tuple(lines), is_shortened=True)
    return replace(block, lines=tuple(lines))


def begins_at_the_right(words: str) -> bool:
    """By its first letter that has a direction."""
    for letter in words[:LONGEST]:
        if (side := unicodedata.bidirectional(letter)) in {"L", *RIGHT_TO_LEFT}:
            return side != "L"
    return False


def _broken(words: str, width: int, fit: partial[float]) -> list[str]:
    """Each line as many words as it holds; a word longer than a line is broken anywhere."""
    lines = [""]
    for word in _no_longer_than(width, words.split(" "), fit):
        longer = f"{lines[-1]} {word}".strip()
        if fit(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _no_longer_than(width: int, words: Iterable[str], fit: partial[float]) -> Iterable[str]:
    for word in words:
        rest = word
        while rest and fit(rest) > width:
            part = _beginning(rest, width, fit)
            yield part
            rest = rest[len(part) :]
        yield rest


def _beginning(word: str, width: float, fit: partial[float]) -> str:
    return next(word[:n] for n in range(len(word), 0, -1) if n == 1 or fit(word[:n]) <= width)


def _shortened(words: str, width: int, fit: partial[float]) -> str:
    """As many whole words as there is room for, with an ellipsis."""
    told = words.split(" ")
    shorter = (f"{' '.join(told[:n]).rstrip(',;:–— ')}{ELLIPSIS}" for n in range(1, len(told)))
    *_, longest = "", *takewhile(lambda line: fit(line) <= width, shorter)
    return longest or f"{_beginning(told[0], width - fit(ELLIPSIS), fit)}{ELLIPSIS}"


def _width(line: str, font: ImageFont.FreeTypeFont, direction: str | None) -> float:
    return font.getlength(line, direction=direction)


def _direction(from_right: bool) -> str | None:
    """As Pillow takes it; without FriBiDi it takes none."""
    if not JOINS_LETTERS:
        return None
    return "rtl" if from_right else "ltr"


@lru_cache(maxsize=4096)
def _has(letter: str) -> bool:
    """Whether both fonts have it: what a font lacks, it draws as it draws what does not exist."""
    if unicodedata.category(letter) in ("Zs", "Cf", "Mn"):
        return unicodedata.category(letter) != "Mn" or _known(letter)
    return _known(letter)


def _known(letter: str) -> bool:
    return all(_outline(face, letter) != _outline(face, UNASSIGNED) for face in (SERIF, SANS))


def _outline(face: str, letter: str) -> bytes:
    plain = _plain(face)
    return bytes(plain.getmask(letter)) + repr(plain.getbbox(letter)).encode()


@lru_cache(maxsize=2)
def _plain(face: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / face, 20, layout_engine=ImageFont.Layout.BASIC)
