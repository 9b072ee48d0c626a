"""The sentence and the plot as readers would see them, made by the code that makes their pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Any

from claims.actions.reconcile.sheet import Sheet, sheet_of
from claims.domain.figure_treatment import Ties
from claims.models.desk.figure import Figure
from claims.models.desk.position import Position
from claims.presenters.chart import Chart, charts
from claims.presenters.counting_context import Ground, Node, Tree
from claims.presenters.figure_index import Told
from claims.presenters.figures import FigureLine, figure_lines
from claims.presenters.names import Name, Names
from claims.presenters.position import PositionShown, positions_shown
from claims.publishing.encoding import figure_name, moment
from claims.publishing.figure import figure_state
from claims.publishing.history_cut import Cut
from claims.states.encoding import dump

MOST_DRAWN = 24

State = Mapping[str, Any]


@dataclass(frozen=True)
class Preview:
    position: PositionShown | None
    charts: tuple[Chart, ...]


def position_preview(position: Position, state: State) -> Preview:
    """A position on its way to readers, beside the figures as the desk has them."""
    sheet = sheet_of(position.event)
    return preview(sheet, sheet.ties, state, position.event.uid, only=set(sheet.by_key))


def preview(
    sheet: Sheet, ties: Mapping[int, Ties], position: State, here: str, *, only: Set[str]
) -> Preview:
    """``position`` is a state as it would be published; ``here`` the event of the page.

    Figures other than ``only`` these would find no room in the drawing.
    """
    ground = ground_of(sheet, here)
    lines = [
        line
        for line in _lines(sheet, ties, ground, only)
        if line.cell.measure == position["measure"] and ground.events.within(line.cell.event, here)
    ]
    shown = positions_shown([position], lines, ground=ground, zone=sheet.root.time_zone)
    live = [line for line in lines if line.live] or lines
    drawn = charts(live, shown, ground, at_most=MOST_DRAWN)
    return Preview(shown[0] if shown else None, tuple(drawn))


def ground_of(sheet: Sheet, here: str) -> Ground:
    uids = {event.pk: event.uid for event in sheet.events}
    slugs = {category.pk: category.slug for category in sheet.categories}
    return Ground(
        here,
        Tree(Node(e.uid, e.title, uids.get(e.parent_id or 0, "")) for e in sheet.events),
        Tree(Node(c.slug, c.name, slugs.get(c.parent_id or 0, "")) for c in sheet.categories),
        sheet.root.place.rpartition(",")[2].strip(),
    )


def _lines(
    sheet: Sheet, ties: Mapping[int, Ties], ground: Ground, only: Set[str]
) -> list[FigureLine]:
    names = Names(
        sources={s.uid: Name(s.uid, s.name, s.short_name, kind=s.kind) for s in sheet.sources},
        events={},
        reports={},
        claims={},
        categories={},
    )
    told = [
        Told(claim.uid, _claim(claim, sheet, ties, only), "")
        for claim in sheet.claims
        if any(figure.key in only for figure in claim.figures.all())
    ]
    return figure_lines(told, names=names, ground=ground, zone=sheet.root.time_zone)


def _claim(claim: Any, sheet: Sheet, ties: Mapping[int, Ties], only: Set[str]) -> dict[str, Any]:
    cut = Cut(also=sheet.uids)
    return {
        **{name: getattr(claim, name) for name in ("utterance", "status", "lifecycle")},
        "claimant": claim.claimant.uid,
        "said": moment(claim.said_at, claim.said_precision),
        "citations": [
            {"quote": c.quote, "translation": c.translation} for c in claim.citations.all()
        ],
        "figures": [
            _figure(f, sheet, ties[f.pk], cut) for f in claim.figures.all() if f.key in only
        ],
    }


def _figure(figure: Figure, sheet: Sheet, own: Ties, cut: Cut) -> dict[str, Any]:
    """The figure's state with what is tried in place of what is stored."""

    def named(pks: Iterable[int | None]) -> list[dict[str, str]]:
        return [dump(figure_name(sheet.figures[pk])) for pk in pks if pk and pk in sheet.figures]

    return {
        **dump(figure_state(figure, cut)),
        "treatment": own.treatment.value,
        "treatment_note": own.note,
        "supersedes": named([own.supersedes]),
        "repeats": named([own.repeats]),
        "same_people_as": named(sorted(own.same)),
        "derived_from": [
            {**figure_name(sheet.figures[pk]), "sign": sign}
            for sign, pk in own.derived
            if pk in sheet.figures
        ],
    }
