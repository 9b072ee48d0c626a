"""A badge: two lines in a box, drawn as wide as its words need."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from claims.domain.messages import gettext as _
from claims.presenters.card import Card
from claims.presenters.status import LOOKS

LONGEST = 44
# What letters take at 12 px in the widest of the usual sans-serif fonts, bold ones included.
NARROW, WIDE, BROAD = 4.6, 8.0, 12.5
GLYPH, PLAIN, END = 31, 9, 9
INK = "#14181b"
# A badge is a picture and does not know of the dark.
COLOURS = {look.mark: look.colour for look in LOOKS.values()}
_SLIM = frozenset("iljtfr.,:;'|!()[] ")
_FAT = frozenset("mwMW@%—")


@dataclass(frozen=True)
class Badge:
    """Measures in px. ``alt`` says everything to who does not see the picture."""

    first: str
    second: str
    mark: str
    colour: str
    start: int
    width: int
    alt: str

    @property
    def frame(self) -> int:
        return self.width - 1


def badge(card: Card, site: str) -> Badge:
    """The number of an entry stands in the same size as who spoke, what stands, and since when."""
    first = str(card.standing)
    second = str(
        _(
            "%(who)s, %(since)s, entry %(number)s",
            who=_cut(card.by or site),
            since=card.since,
            number=card.stamp.seq,
        )
    )
    start = GLYPH if card.mark else PLAIN
    return Badge(
        first=first,
        second=second,
        mark=card.mark,
        colour=COLOURS.get(card.mark, INK),
        start=start,
        width=start + END + round(max(_width(first), _width(second))),
        alt=f"{first}. {second}. {site}",
    )


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _width(text: str) -> float:
    return sum(map(_letter, text))


def _letter(letter: str) -> float:
    if letter in _SLIM:
        return NARROW
    wide = letter in _FAT or unicodedata.east_asian_width(letter) in "WF"
    return BROAD if wide else WIDE
