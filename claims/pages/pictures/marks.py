"""The marks of statuses, drawn: the same shapes as on pages, by the same names."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageDraw

BOX = 16
"""Shapes are given in a square of this many units, as those of pages are."""
FINER = 4
"""Drawn this much larger and then made small, which makes edges smooth."""


class Pen:
    """Draws on a mask in the units of the square."""

    def __init__(self, size: int) -> None:
        self.scale = size * FINER / BOX
        self.mask = Image.new("L", (size * FINER, size * FINER), 0)
        self.draw = ImageDraw.Draw(self.mask)

    def at(self, *units: float) -> list[float]:
        return [unit * self.scale for unit in units]

    def line(self, width: float, *points: float, ink: int = 255) -> None:
        self.draw.line(self.at(*points), ink, round(width * self.scale), joint="curve")

    def ring(self, radius: float, width: float, start: float = 0, end: float = 360) -> None:
        """Part of a circle around the middle; ``width`` is half within ``radius``, half without."""
        outer = radius + width / 2
        box = self.at(8 - outer, 8 - outer, 8 + outer, 8 + outer)
        self.draw.arc(box, start, end, 255, round(width * self.scale))

    def disc(self, x: float, y: float, radius: float, start: float = 0, end: float = 360) -> None:
        box = self.at(x - radius, y - radius, x + radius, y + radius)
        self.draw.pieslice(box, start, end, 255)


def _not_examined(pen: Pen) -> None:
    for start in (1.2, 6.5, 11.8):
        pen.line(3, start, 8, start + 3, 8)


def _unconfirmed(pen: Pen) -> None:
    for dash in range(8):
        pen.ring(6, 2.2, dash * 45, dash * 45 + 25.8)


def _partly_confirmed(pen: Pen) -> None:
    pen.ring(6, 2)
    pen.disc(8, 8, 6, 90, 270)


def _confirmed(pen: Pen) -> None:
    pen.disc(8, 8, 7)
    pen.line(2, 4.4, 8.3, 6.9, 10.8, 11.6, 5.6, ink=0)


def _disputed(pen: Pen) -> None:
    pen.disc(7.2, 6.4, 5.8, 90, 270)
    pen.disc(8.8, 9.6, 5.8, -90, 90)


def _refuted(pen: Pen) -> None:
    pen.line(3.2, 2.8, 2.8, 13.2, 13.2)
    pen.line(3.2, 13.2, 2.8, 2.8, 13.2)


def _unverifiable(pen: Pen) -> None:
    pen.line(2.2, 6.2, 2, 2.6, 2, 2.6, 14, 6.2, 14)
    pen.line(2.2, 9.8, 2, 13.4, 2, 13.4, 14, 9.8, 14)


SHAPES: dict[str, Callable[[Pen], None]] = {
    "nex": _not_examined,
    "unc": _unconfirmed,
    "par": _partly_confirmed,
    "con": _confirmed,
    "dis": _disputed,
    "ref": _refuted,
    "unv": _unverifiable,
}


def mark(name: str, size: int) -> Image.Image:
    """The mask of a mark, to be filled with its colour."""
    pen = Pen(size)
    SHAPES[name](pen)
    return pen.mask.resize((size, size), Image.Resampling.LANCZOS)
