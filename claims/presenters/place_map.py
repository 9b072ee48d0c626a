"""A sketch of where the parts of an event lie: points on a grid of degrees, and no borders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, log10, radians

from claims.domain.messages import gettext as _

WIDTH, HEIGHT = 30.0, 23.6
"""The proportions of the drawing; the style sheet has the same."""
MARGIN = 0.16
NARROWEST = 0.05
"""Degrees of latitude that the drawing shows at least: some five kilometres."""
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 45)
MOST_LINES = 4
KM_OF_A_DEGREE = 111.2


@dataclass(frozen=True)
class Place:
    """``number`` is its place in the list beside the drawing."""

    number: int
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Spot:
    number: int
    name: str
    x: str
    y: str
    label_x: str
    label_y: str
    before: bool
    """Whether its name stands before the point, for want of room behind it."""


@dataclass(frozen=True)
class GridLine:
    at: str
    label: str
    label_at: str


@dataclass(frozen=True)
class ScaleBar:
    x1: str
    x2: str
    middle: str
    label: str


@dataclass(frozen=True)
class PlaceMap:
    spots: tuple[Spot, ...]
    meridians: tuple[GridLine, ...]
    parallels: tuple[GridLine, ...]
    bar: ScaleBar


@dataclass(frozen=True)
class _Frame:
    """What the drawing shows, in degrees; one degree of longitude is ``narrow`` of latitude."""

    west: float
    north: float
    wide: float
    high: float
    narrow: float

    def x(self, longitude: float) -> float:
        return 100 * (longitude - self.west) / self.wide

    def y(self, latitude: float) -> float:
        return 100 * (self.north - latitude) / self.high


def place_map(places: Sequence[Place]) -> PlaceMap | None:
    """Nothing where fewer than two places are known: a point alone shows no whereabouts."""
    if len({(place.latitude, place.longitude) for place in places}) < 2:
        return None
    frame = _frame(places)
    return PlaceMap(
        tuple(_spot(place, frame) for place in places),
        _meridians(frame),
        _parallels(frame),
        _bar(frame),
    )


def _frame(places: Sequence[Place]) -> _Frame:
    north, south = max(p.latitude for p in places), min(p.latitude for p in places)
    east, west = max(p.longitude for p in places), min(p.longitude for p in places)
    narrow = max(0.1, cos(radians((north + south) / 2)))
    room = 1 + 2 * MARGIN
    # As high as it must be for both, in degrees of latitude; as wide as that makes it.
    high = max((north - south) * room, (east - west) * narrow * room * HEIGHT / WIDTH, NARROWEST)
    wide = high * WIDTH / HEIGHT / narrow
    return _Frame((east + west - wide) / 2, (north + south + high) / 2, wide, high, narrow)


def _spot(place: Place, frame: _Frame) -> Spot:
    x, y = frame.x(place.longitude), frame.y(place.latitude)
    before = x > 60
    label = x - 4 if before else x + 4
    return Spot(
        place.number, place.name, _share(x), _share(y), _share(label), _share(y + 1.6), before
    )


def _meridians(frame: _Frame) -> tuple[GridLine, ...]:
    lines = _round_degrees(frame.west, frame.wide)
    return tuple(
        GridLine(_share(x := frame.x(at)), _degrees(at, "E", "W"), _share(x + 0.8)) for at in lines
    )


def _parallels(frame: _Frame) -> tuple[GridLine, ...]:
    lines = _round_degrees(frame.north - frame.high, frame.high)
    return tuple(
        GridLine(_share(y := frame.y(at)), _degrees(at, "N", "S"), _share(y - 1.2)) for at in lines
    )


def _round_degrees(first: float, span: float) -> list[float]:
    step = next((one for one in STEPS if span / one <= MOST_LINES), STEPS[-1])
    start, end = ceil(first / step), floor((first + span) / step)
    return [round(n * step, 2) for n in range(start, end + 1)]


def _degrees(at: float, positive: str, negative: str) -> str:
    return f"{abs(at):g}°" + (f" {positive if at > 0 else negative}" if at else "")


def _bar(frame: _Frame) -> ScaleBar:
    """As many kilometres, a round number, as fill about a fifth of the width."""
    whole = frame.wide * frame.narrow * KM_OF_A_DEGREE
    size = 10 ** floor(log10(whole / 5))
    length = max(n * size for n in (1, 2, 5) if n * size <= whole / 5)
    end = 96.0
    start = end - 100 * length / whole
    return ScaleBar(
        _share(start),
        _share(end),
        _share((start + end) / 2),
        _("%(length)s km", length=f"{length:g}"),
    )


def _share(percent: float) -> str:
    return f"{percent:.4g}%"
