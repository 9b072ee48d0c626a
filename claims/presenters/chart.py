"""The numbers drawn, with words beside: those of one cell together, parts under their whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from claims.domain.messages import gettext as _
from claims.domain.moments import FIRST
from claims.presenters.counting_context import Cell, CountingContext
from claims.presenters.figures import FigureLine
from claims.presenters.plot import Band, Mark, Scale, Tick, band, mark, scale_for
from claims.presenters.position import PublicPosition

ALONE = _("One count each")
AT_MOST_EACH = 8
"""How many rows of one cell a chart with a limit draws."""


@dataclass(frozen=True)
class ChartRow:
    label: str
    figure: str
    mark: Mark
    band: Band | None = None
    part: bool = False


@dataclass(frozen=True)
class OwnRange:
    """Our own row, and the band behind those who count the same people."""

    amount: str
    band: Band


@dataclass(frozen=True)
class ChartGroup:
    heading: str
    rows: tuple[ChartRow, ...]
    ours: OwnRange | None = None


@dataclass(frozen=True)
class Chart:
    """One measure on one scale: the figures it draws, and how many it leaves out for room."""

    measure: str
    label: str
    ticks: tuple[Tick, ...]
    groups: tuple[ChartGroup, ...]
    lines: tuple[FigureLine, ...]
    left: int

    @property
    def beyond(self) -> bool:
        return any(row.mark.beyond for group in self.groups for row in group.rows)

    @property
    def bands(self) -> bool:
        return any(group.ours for group in self.groups)


@dataclass
class FiguresOfCell:
    """The figures of one cell, each with the parts it was told with."""

    cell: Cell
    wholes: list[FigureLine]
    parts: dict[FigureLine, list[FigureLine]]

    def __len__(self) -> int:
        return len(self.wholes) + sum(map(len, self.parts.values()))


def charts(
    lines: Sequence[FigureLine],
    positions: Iterable[PublicPosition],
    counting: CountingContext,
    *,
    at_most: int | None = None,
) -> list[Chart]:
    """One chart for each measure; with a limit, of what matters most, and how many are left."""
    ours = {p.cell: p for p in positions if p.stated_a_number}
    found = []
    for measure, group in groupby(lines, key=lambda line: line.cell.measure):
        families = _families(list(group), ours, counting)
        found.append(_chart(measure, families, ours, counting, at_most))
    return found


def _families(
    lines: Sequence[FigureLine], ours: Mapping[Cell, PublicPosition], counting: CountingContext
) -> list[FiguresOfCell]:
    whole_of = _nested(lines, ours, counting)
    families: dict[Cell, FiguresOfCell] = {}
    for line in lines:
        if line not in whole_of:
            family = families.setdefault(line.cell, FiguresOfCell(line.cell, [], {}))
            family.wholes.append(line)
    for line, whole in whole_of.items():
        families[whole.cell].parts.setdefault(whole, []).append(line)
    return list(families.values())


def _nested(
    lines: Sequence[FigureLine], ours: Mapping[Cell, PublicPosition], counting: CountingContext
) -> dict[FigureLine, FigureLine]:
    """Parts under the whole they were told with, unless somebody else counts the same people."""
    told: dict[tuple[str, str], list[FigureLine]] = {}
    speakers: dict[Cell, set[tuple[str, str]]] = {}
    for line in lines:
        told.setdefault(line.utterance, []).append(line)
        speakers.setdefault(line.cell, set()).add(line.utterance)
    compared = {cell for cell, who in speakers.items() if len(who) > 1} | ours.keys()
    found: dict[FigureLine, FigureLine] = {}
    for line in lines:
        if line.cell in compared:
            continue
        wholes = [w for w in told[line.utterance] if counting.inside(line.cell, w.cell)]
        if wholes:
            found[line] = min(wholes, key=lambda w: counting.rank(w.cell))
    return {part: _top(whole, found) for part, whole in found.items()}


def _top(whole: FigureLine, found: Mapping[FigureLine, FigureLine]) -> FigureLine:
    while whole in found:
        whole = found[whole]
    return whole


def _chart(
    measure: str,
    families: Sequence[FiguresOfCell],
    ours: Mapping[Cell, PublicPosition],
    counting: CountingContext,
    at_most: int | None,
) -> Chart:
    kept = _foremost(families, ours, counting, at_most)
    ends = [n for p in ours.values() if p.cell.measure == measure for n in (p.low, p.high) if n]
    lines = [x for f in kept for x in (*f.wholes, *(p for ps in f.parts.values() for p in ps))]
    scale = scale_for((line.drawn for line in lines), ends)
    drawn = [_group(family, ours.get(family.cell), scale, counting) for family in kept]
    lonely = [family for family in kept if len(family) == 1 and family.cell not in ours]
    groups = [g for f, g in zip(kept, drawn, strict=True) if f not in lonely]
    if lonely:
        groups.append(
            ChartGroup(ALONE, tuple(_lonely(f.wholes[0], scale, counting) for f in lonely))
        )
    return Chart(
        measure=measure,
        label=counting.measures.of(measure).heading,
        ticks=scale.ticks,
        groups=tuple(groups),
        lines=tuple(lines),
        left=sum(map(len, families)) - len(lines),
    )


def _foremost(
    families: Sequence[FiguresOfCell],
    ours: Mapping[Cell, PublicPosition],
    counting: CountingContext,
    at_most: int | None,
) -> list[FiguresOfCell]:
    """As much as fits: cells of our own, then of the event itself, then of its parts."""
    if at_most is None or sum(map(len, families)) <= at_most:
        return list(families)
    kept: list[FiguresOfCell] = []
    for family in sorted(
        families, key=lambda f: (f.cell not in ours, f.cell.event != counting.here)
    ):
        room = at_most - sum(map(len, kept))
        if room > 0:
            kept.append(_clipped(family, min(room, AT_MOST_EACH)))
    place = {family.cell: n for n, family in enumerate(families)}
    return sorted(kept, key=lambda f: place[f.cell])


def _clipped(family: FiguresOfCell, room: int) -> FiguresOfCell:
    """The latest counts of a family that has too many, the largest first as before."""
    if len(family) <= room:
        return family
    latest = sorted(family.wholes, key=lambda line: (line.live, line.at or FIRST), reverse=True)[
        :room
    ]
    return FiguresOfCell(family.cell, [w for w in family.wholes if w in latest], {})


def _group(
    family: FiguresOfCell, ours: PublicPosition | None, scale: Scale, counting: CountingContext
) -> ChartGroup:
    behind = band(ours.low, ours.high, scale, more=ours.or_more) if ours else None
    rows: list[ChartRow] = []
    speakers = Counter(whole.who.called for whole in family.wholes)
    for whole in family.wholes:
        dated = speakers[whole.who.called] > 1
        rows.append(_row(whole, _who(whole, dated=dated), scale, behind))
        for part in family.parts.get(whole, ()):
            small = replace(part, drawn=replace(part.drawn, part=True))
            rows.append(_row(small, _of_them(part, whole, counting), scale, None))
    heading = counting.counts(family.cell)
    return ChartGroup(
        heading, tuple(rows), OwnRange(ours.amount, behind) if ours and behind else None
    )


def _lonely(line: FigureLine, scale: Scale, counting: CountingContext) -> ChartRow:
    return _row(
        line,
        _("%(people)s: %(who)s", people=counting.counts(line.cell), who=_who(line)),
        scale,
        None,
    )


def _row(line: FigureLine, label: str, scale: Scale, behind: Band | None) -> ChartRow:
    return ChartRow(label, line.figure, mark(line.drawn, scale), behind, part=line.drawn.part)


def _who(line: FigureLine, *, dated: bool = False) -> str:
    """Whoever counted; with the day where the same speaks more than once."""
    told = line.who.called
    if dated and line.as_of:
        told = _("%(who)s, %(day)s", who=told, day=line.as_of.day)
    return _("%(who)s (%(note)s)", who=told, note=line.aside) if line.aside else told


def _of_them(part: FigureLine, whole: FigureLine, counting: CountingContext) -> str:
    fewer = part.cell.category != whole.cell.category
    whom = counting.among(part.cell.category) if fewer else ""
    where = counting.where(part.cell) if part.cell.event != whole.cell.event else ""
    told: str = _("of them")
    if whom and where:
        told = _("of them %(people)s at %(place)s", people=whom, place=where)
    elif whom:
        told = _("of them %(people)s", people=whom)
    elif where:
        told = _("of them at %(place)s", place=where)
    return _("%(people)s (%(note)s)", people=told, note=part.aside) if part.aside else told
