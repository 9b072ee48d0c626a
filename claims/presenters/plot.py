"""Where the marks of an interval plot stand: one strip for each figure, one scale, from zero."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.domain.vocabulary import Qualifier

DIVISIONS = 6
NICE = (1, 2, 5, 10, 20, 25, 50)
# Room at the right for the arrow of the largest number.
ROOM = 1.08
# A number this many times the next below would squeeze all the others into a sliver.
GAP = 100
# Narrower than this a band cannot be seen.
THINNEST = 0.7

DOT, AT_LEAST, MORE_THAN, AT_MOST, PART, LEFT_OUT, BEYOND = "ex", "al", "mt", "ut", "sm", "so", "by"


@dataclass(frozen=True)
class Counted:
    """What of a figure is drawn; a part is drawn small, a faded one is out of the reckoning."""

    qualifier: Qualifier
    value: int | None
    low: int | None
    high: int | None
    part: bool = False
    faded: bool = False

    @property
    def ends(self) -> tuple[int, ...]:
        return tuple(n for n in (self.low, self.value, self.high) if n is not None)

    @property
    def point(self) -> int:
        """The one number that stands for it."""
        return next((n for n in (self.value, self.low, self.high) if n is not None), 0)


@dataclass(frozen=True)
class Stroke:
    x1: str
    x2: str
    thick: bool


@dataclass(frozen=True)
class Band:
    """``more`` and ``fewer`` are where an arrow says that it does not end; empty where it does."""

    x: str
    width: str
    more: str = ""
    fewer: str = ""


@dataclass(frozen=True)
class Mark:
    """One strip's drawing: at most a line and a sign; all positions are percentages as text."""

    line: Stroke | None = None
    sign: str = ""
    x: str = ""

    @property
    def beyond(self) -> bool:
        return self.sign == BEYOND


@dataclass(frozen=True)
class Tick:
    x: str
    label: str


@dataclass(frozen=True)
class Scale:
    top: int

    def share(self, number: int) -> float:
        return min(100.0, 100 * number / self.top)

    def at(self, number: int) -> str:
        return percent(self.share(number))

    def holds(self, number: int) -> bool:
        return number <= self.top

    @property
    def ticks(self) -> tuple[Tick, ...]:
        step = self.top // DIVISIONS
        return tuple(Tick(self.at(n * step), compact(n * step)) for n in range(DIVISIONS + 1))


def percent(share: float) -> str:
    return f"{share:.3g}%"


def compact(number: int) -> str:
    """A number short enough for an axis: 250, 1.5k, 20m."""
    for size, unit in ((10**12, "tn"), (10**9, "bn"), (10**6, "m"), (10**3, "k")):
        if number >= size and number >= 10_000:
            return f"{number / size:.4g}{unit}"
    return f"{number:,}"


def scale_for(counted: Iterable[Counted], ours: Iterable[int] = ()) -> Scale:
    """A scale on which the figures can be told apart; our own range is always on it."""
    own = max(ours, default=0)
    numbers = {own, *(n for c in counted for n in c.ends)} - {0}
    return Scale(_round_up(max(_comparable(sorted(numbers)), own)))


def _comparable(numbers: Sequence[int]) -> int:
    """The largest number, but for a few so far above the rest that nothing else could be read."""
    for place, (below, above) in enumerate(pairwise(numbers), start=1):
        few = 2 * (len(numbers) - place) <= place
        if few and above > GAP * below:
            return below
    return numbers[-1] if numbers else 0


def _round_up(largest: int) -> int:
    step = max(1, -(-int(largest * ROOM) // DIVISIONS))
    power: int = 10 ** max(0, len(str(step)) - 2)
    steps = [nice * power for nice in NICE] + [100 * power]
    return DIVISIONS * steps[bisect_left(steps, step)]


def mark(counted: Counted, scale: Scale) -> Mark:
    """The drawing of one figure by the grammar of the chart."""
    if not scale.holds(counted.point):
        return Mark(sign=BEYOND, x="100%")
    if counted.faded:
        return Mark(sign=LEFT_OUT, x=scale.at(counted.point))
    if counted.low is None or counted.high is None:
        return _open(counted, scale)
    if counted.low == counted.high:
        return Mark(sign=PART if counted.part else DOT, x=scale.at(counted.low))
    return _ranged(counted, counted.low, counted.high, scale)


def _open(counted: Counted, scale: Scale) -> Mark:
    if counted.low is None:
        return Mark(sign=AT_MOST, x=scale.at(counted.point))
    if counted.qualifier == Qualifier.MORE_THAN and counted.value is not None:
        return Mark(sign=MORE_THAN, x=scale.at(counted.value))
    return Mark(sign=AT_LEAST, x=scale.at(counted.low))


def _ranged(counted: Counted, low: int, high: int, scale: Scale) -> Mark:
    if counted.qualifier in (Qualifier.UP_TO, Qualifier.AT_MOST) and low == 0:
        return Mark(sign=AT_MOST, x=scale.at(high))
    between = counted.value is None
    line = Stroke(scale.at(low), scale.at(high), thick=between)
    return Mark(line) if between else Mark(line, DOT, scale.at(counted.point))


def band(low: int | None, high: int | None, scale: Scale, *, more: bool = False) -> Band:
    """Our range; open ends reach the edge of the chart. ``more``: there may be more than high."""
    start = scale.share(low or 0)
    end = 100.0 if high is None else scale.share(high)
    width = max(THINNEST, end - start)
    first = min(start, 100 - width)
    return Band(
        percent(first),
        percent(width),
        more=percent(first + width) if more or high is None else "",
        fewer=percent(first) if low is None else "",
    )
