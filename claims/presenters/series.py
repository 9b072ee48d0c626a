"""How a count moved: what one source said of the same people, and what took its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise

from claims.domain.dates_in_words import MONTHS
from claims.domain.iso import midnight, zone_named
from claims.domain.messages import gettext as _
from claims.domain.moments import FIRST
from claims.domain.vocabulary import Lifecycle, Treatment
from claims.presenters.counting_context import Cell, CountingContext
from claims.presenters.figure_index import Ref
from claims.presenters.figures import OUT, FigureLine
from claims.presenters.names import Name
from claims.presenters.plot import DOT, LEFT_OUT, PART, Tick, percent

# Room above the highest step and below the lowest, in percent of the strip.
TOP, BOTTOM = 22.0, 84.0
MOST_TICKS = 7
UNSAID = frozenset({OUT[Lifecycle.MISATTRIBUTED], OUT[Lifecycle.MERGED]})


@dataclass(frozen=True)
class Segment:
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Point:
    """``sign``: a dot for the last, a ring for one before, dashed where no time is known."""

    x: str
    y: str
    sign: str


@dataclass(frozen=True)
class Series:
    """``figures`` in the order said; ``points`` and ``steps`` draw them where times are known."""

    who: Name
    counts: str
    figures: tuple[FigureLine, ...]
    points: tuple[Point, ...]
    steps: tuple[Segment, ...]

    @property
    def moves(self) -> list[FigureLine]:
        """Without those that only say again what the one before them said."""
        return [next(same) for _, same in groupby(self.figures, key=lambda line: line.figure)]

    @property
    def undated(self) -> bool:
        return any(point.sign == LEFT_OUT for point in self.points)

    @property
    def fell(self) -> bool:
        *before, last = (line.drawn.point for line in self.figures)
        return any(point > last for point in before)

    @property
    def whose(self) -> tuple[str, ...]:
        """Everyone who counted, each once, the last at the end."""
        named = dict.fromkeys(line.who.called for line in reversed(self.figures))
        return tuple(reversed(named))


@dataclass(frozen=True)
class Movement:
    """All series of one measure on one axis of time."""

    ticks: tuple[Tick, ...]
    series: tuple[Series, ...]

    @property
    def drawn(self) -> tuple[Series, ...]:
        return tuple(one for one in self.series if one.steps)

    @property
    def undated(self) -> bool:
        return any(one.undated for one in self.series)


@dataclass(frozen=True)
class Span:
    """The days that are drawn, from the first midnight to the one after the last."""

    first: date
    days: int
    zone: str

    def at(self, when: datetime) -> float:
        begins = midnight(self.first, zone_named(self.zone))
        return 100 * (when - begins) / timedelta(days=self.days)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        step = -(-self.days // (MOST_TICKS - 1))
        return tuple(
            Tick(percent(100 * n / self.days), _short(self.first + timedelta(days=n)))
            for n in range(0, self.days + 1, step)
        )


def movement(lines: Iterable[FigureLine], counting: CountingContext, zone: str) -> Movement | None:
    """What of one measure moved, on one axis; nothing where every source counted but once."""
    counts = [_in_order(_orderly(group)) for group in _by_series(lines)]
    moved = [group for group in counts if _moved(group)]
    if not moved:
        return None
    span = _span([line for group in moved for line in group], zone)
    series = tuple(_series(group, span, counting) for group in moved)
    return Movement(span.ticks if span else (), series)


def fallen(lines: Iterable[FigureLine], counting: CountingContext, zone: str) -> tuple[Series, ...]:
    """Where the last count is lower than one before: what a reader may still have in mind."""
    found = movement(lines, counting, zone)
    return tuple(one for one in found.series if one.fell) if found else ()


def _orderly(lines: Sequence[FigureLine]) -> list[FigureLine]:
    """Without what nobody knows to be earlier or later: no date, and nothing that it replaced."""
    in_place = {ref for line in lines for ref in line.successors}
    return [x for x in lines if x.at or x.successors or x.ref in in_place]


def _moved(lines: Sequence[FigureLine]) -> bool:
    """Two numbers of one day, neither said to replace the other, tell of no movement."""
    known = {line.ref for line in lines}
    replaced = any(known.intersection(line.successors) for line in lines)
    later = len({line.at for line in lines if line.at}) > 1
    return len({line.drawn.ends for line in lines}) > 1 and (replaced or later)


def _by_series(lines: Iterable[FigureLine]) -> list[list[FigureLine]]:
    """Of one cell: of one claimant, with what others put in its place, however long the line.

    Without what they never said and what we took down wrongly.
    """
    kept = [x for x in lines if x.aside not in UNSAID and x.treatment != Treatment.RECORD_ERROR]
    by_ref = {line.ref: line for line in kept}
    series: dict[Ref, list[FigureLine]] = {}
    of_claimant: dict[tuple[str, Cell], list[FigureLine]] = {}
    for line in kept:
        series[line.ref] = of_claimant.setdefault((line.who.uid, line.cell), [])
        series[line.ref].append(line)
    for line in kept:
        for ref in line.successors:
            if ref in by_ref and by_ref[ref].cell == line.cell:
                _join(series, line.ref, ref)
    place = {line.ref: n for n, line in enumerate(kept)}
    groups = {id(group): group for group in series.values()}.values()
    return sorted(groups, key=lambda group: min(place[line.ref] for line in group))


def _join(series: dict[Ref, list[FigureLine]], one: Ref, other: Ref) -> None:
    kept, joined = series[one], series[other]
    if kept is joined:
        return
    kept += joined
    for line in joined:
        series[line.ref] = kept


def _in_order(lines: Sequence[FigureLine]) -> list[FigureLine]:
    """By their times; at one time, and where none is known, what was replaced comes first."""
    by_ref = {line.ref: line for line in lines}

    def order(line: FigureLine) -> tuple[datetime, int, int, Ref]:
        return line.at or FIRST, -_replacements(line, by_ref), line.drawn.point, line.ref

    return sorted(lines, key=order)


def _replacements(line: FigureLine, by_ref: Mapping[Ref, FigureLine]) -> int:
    """How many took one another's place after it; a circle ends where it closes."""
    seen, after = {line.ref}, list(line.successors)
    while after:
        ref = after.pop()
        if ref in by_ref and ref not in seen:
            seen.add(ref)
            after += by_ref[ref].successors
    return len(seen) - 1


def _span(lines: Iterable[FigureLine], zone: str) -> Span | None:
    times = [line.at for line in lines if line.at]
    if not times:
        return None
    days = [when.astimezone(zone_named(zone)).date() for when in (min(times), max(times))]
    return Span(days[0], (days[1] - days[0]).days + 1, zone)


def _series(lines: Sequence[FigureLine], span: Span | None, counting: CountingContext) -> Series:
    """What has no time, but was replaced by what has, stands at the left edge."""
    drawn = [line for line in lines if line.at or line.successors]
    timed = span is not None and any(line.at for line in drawn) and len(drawn) > 1
    points = _points(drawn, span) if timed and span else ()
    first, last = lines[0], lines[-1]
    return Series(last.who, counting.counts(first.cell), tuple(lines), points, _steps(points))


def _points(drawn: Sequence[FigureLine], span: Span) -> tuple[Point, ...]:
    top = max(line.drawn.point for line in drawn) or 1
    return tuple(
        Point(
            percent(span.at(line.at) if line.at else 0),
            percent(BOTTOM - (BOTTOM - TOP) * line.drawn.point / top),
            _sign(line, last=line is drawn[-1]),
        )
        for line in drawn
    )


def _sign(line: FigureLine, *, last: bool) -> str:
    if not line.at:
        return LEFT_OUT
    return DOT if last else PART


def _steps(points: Sequence[Point]) -> tuple[Segment, ...]:
    """Each count holds until the next is said; the last to the edge."""
    found: list[Segment] = []
    for here, there in pairwise(points):
        found += [
            Segment(here.x, here.y, there.x, here.y),
            Segment(there.x, here.y, there.x, there.y),
        ]
    if points:
        found.append(Segment(points[-1].x, points[-1].y, "100%", points[-1].y))
    return tuple(step for step in found if (step.x1, step.y1) != (step.x2, step.y2))


def _short(day: date) -> str:
    # Translators: a day below a chart, such as “26 Aug”.
    return _("%(day)s %(month)s", day=day.day, month=str(MONTHS[day.month - 1])[:3])
