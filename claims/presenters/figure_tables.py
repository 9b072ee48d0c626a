"""Everything of one measure: our own figures, those of each party cell by cell, how they moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from claims.domain.messages import gettext as _
from claims.presenters.chart import Chart
from claims.presenters.counting_context import CountingContext
from claims.presenters.figures import FigureLine
from claims.presenters.findings import PublicFinding
from claims.presenters.position import PublicPosition
from claims.presenters.series import Movement, movement


@dataclass(frozen=True)
class CellLines:
    """The figures of one cell, under our own where we state one."""

    heading: str
    lines: tuple[FigureLine, ...]
    ours: PublicPosition | None = None


@dataclass(frozen=True)
class MeasureLines:
    """One measure: its chart, where one was drawn, and its figures cell by cell."""

    measure: str
    label: str
    positions: tuple[PublicPosition, ...]
    cells: tuple[CellLines, ...]
    chart: Chart | None
    findings: tuple[PublicFinding, ...] = ()
    moving: Movement | None = None

    @property
    def total(self) -> int:
        return sum(len(cell.lines) for cell in self.cells)


def figure_tables(
    lines: Sequence[FigureLine],
    drawn: Sequence[Chart],
    counting: CountingContext,
    *,
    positions: Iterable[PublicPosition] = (),
    findings: Iterable[PublicFinding] = (),
    zone: str = "UTC",
) -> tuple[MeasureLines, ...]:
    """By measure; a measure of which nobody gave a figure has no place in it."""
    chart_of = {chart.measure: chart for chart in drawn}
    ours, noticed = list(positions), list(findings)
    found = []
    for measure, group in groupby(lines, key=lambda line: line.cell.measure):
        given = list(group)
        stated = tuple(p for p in ours if p.cell.measure == measure)
        found.append(
            MeasureLines(
                measure=measure,
                label=counting.measures.of(measure).heading,
                positions=stated,
                cells=_cells(_marked(given, stated), stated, counting),
                chart=chart_of.get(measure),
                findings=tuple(f for f in noticed if f.measure == measure),
                moving=movement(given, counting, zone),
            )
        )
    return tuple(found)


def _cells(
    lines: Sequence[FigureLine], positions: Iterable[PublicPosition], counting: CountingContext
) -> tuple[CellLines, ...]:
    ours = {position.cell: position for position in positions}
    return tuple(
        CellLines(counting.counts(cell), tuple(group), ours.get(cell))
        for cell, group in groupby(lines, key=lambda line: line.cell)
    )


def _marked(lines: Iterable[FigureLine], positions: Sequence[PublicPosition]) -> list[FigureLine]:
    """Each with what became of it in our own figure of its cell, or of a wider one."""
    return [replace(line, notes=(*line.notes, *_became(line, positions))) for line in lines]


def _became(line: FigureLine, positions: Sequence[PublicPosition]) -> list[str]:
    weighed = [p.weighed[line.ref] for p in positions if line.ref in p.weighed]
    if "" in weighed:
        return [_("Used for our own figure.")]
    same = [p.weighed[line.ref] for p in positions if line.ref in p.weighed and p.cell == line.cell]
    return [
        _("Not used for our own figure: %(reason)s", reason=reason)
        for reason in (same or weighed)[:1]
    ]
