"""The sentence and the plot as readers would see them, made by the code that makes their pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace

from claims.actions.reconcile.sheet import Sheet, sheet_of
from claims.domain.figure_treatment import Ties
from claims.models.desk.claim import Claim
from claims.models.desk.figure import Figure
from claims.models.desk.position import Position
from claims.presenters.chart import Chart, charts
from claims.presenters.counting_context import CountingContext, Node, Tree
from claims.presenters.figure_index import RecordedClaim
from claims.presenters.figures import FigureLine, figure_lines
from claims.presenters.names import Name, Names
from claims.presenters.position import PublicPosition, public_positions
from claims.publishing.cutoff import Cut
from claims.publishing.figure import figure_state
from claims.publishing.from_desk import figure_name, from_desk
from claims.states.claim import CitationState, ClaimState, OriginsState
from claims.states.figure import FigureName, FigureState, TermState
from claims.states.position import PositionState

MOST_DRAWN = 24


@dataclass(frozen=True)
class Preview:
    position: PublicPosition | None
    charts: tuple[Chart, ...]


def position_preview(position: Position, state: PositionState) -> Preview:
    """A position on its way to readers, beside the figures as the desk has them."""
    sheet = sheet_of(position.event)
    return preview(sheet, sheet.ties, state, position.event.uid, only=set(sheet.by_key))


def preview(
    sheet: Sheet, ties: Mapping[int, Ties], position: PositionState, here: str, *, only: Set[str]
) -> Preview:
    """``position`` is a state as it would be published; ``here`` the event of the page.

    Figures other than ``only`` these would find no room in the drawing.
    """
    counting = counting_context_of(sheet, here)
    lines = [
        line
        for line in _lines(sheet, ties, counting, only)
        if line.cell.measure == position.measure and counting.events.within(line.cell.event, here)
    ]
    shown = public_positions([position], lines, counting=counting, zone=sheet.root.time_zone)
    live = [line for line in lines if line.live] or lines
    drawn = charts(live, shown, counting, at_most=MOST_DRAWN)
    return Preview(shown[0] if shown else None, tuple(drawn))


def told_of(sheet: Sheet, position: PositionState) -> PublicPosition | None:
    """What readers would be told of a position, by the figures it uses."""
    counting = counting_context_of(sheet, position.event)
    lines = _lines(sheet, sheet.ties, counting, {f.key for f in position.uses})
    zone = sheet.root.time_zone
    shown = public_positions([position], lines, counting=counting, zone=zone, every=False)
    return shown[0] if shown else None


def counting_context_of(sheet: Sheet, here: str) -> CountingContext:
    uids = {event.pk: event.uid for event in sheet.events}
    slugs = {category.pk: category.slug for category in sheet.categories}
    return CountingContext(
        here,
        Tree(Node(e.uid, e.title, uids.get(e.parent_id or 0, "")) for e in sheet.events),
        Tree(
            Node(c.slug, c.name, slugs.get(c.parent_id or 0, ""), phrase=c.phrase)
            for c in sheet.categories
        ),
        sheet.root.place.rpartition(",")[2].strip(),
        sheet.stored.measures,
        frozenset(m.source.uid for party in sheet.parties for m in party.members.all()),
    )


def _lines(
    sheet: Sheet, ties: Mapping[int, Ties], counting: CountingContext, only: Set[str]
) -> list[FigureLine]:
    names = Names(
        sources={s.uid: Name(s.uid, s.name, s.short_name, kind=s.kind) for s in sheet.sources},
        events={},
        reports={},
        claims={},
        categories={},
    )
    told = [
        RecordedClaim(claim.uid, _claim(claim, sheet, ties, only), "")
        for claim in sheet.claims
        if any(figure.key in only for figure in claim.figures.all())
    ]
    return figure_lines(told, names=names, counting=counting, zone=sheet.root.time_zone)


def _claim(claim: Claim, sheet: Sheet, ties: Mapping[int, Ties], only: Set[str]) -> ClaimState:
    """What figures need of their claim; the rest of it is left empty."""
    cut = Cut(also=sheet.uids)
    return from_desk(
        ClaimState,
        claim,
        reason="",
        decided=None,
        reopened=False,
        named_evidence=(),
        merged_into="",
        citations=tuple(from_desk(CitationState, c, report="") for c in claim.citations.all()),
        figures=tuple(
            _figure(f, sheet, ties[f.pk], cut) for f in claim.figures.all() if f.key in only
        ),
        stances=(),
        evidence=(),
        origins=OriginsState(supports=0, against=0),
    )


def _figure(figure: Figure, sheet: Sheet, own: Ties, cut: Cut) -> FigureState:
    """The figure's state with what is tried in place of what is stored."""

    def named(pks: Iterable[int | None]) -> tuple[FigureName, ...]:
        return tuple(figure_name(sheet.figures[pk]) for pk in pks if pk and pk in sheet.figures)

    return replace(
        figure_state(figure, cut),
        treatment=own.treatment,
        treatment_note=own.note,
        supersedes=named(own.replaced),
        repeats=named([own.repeats]),
        same_people_as=named(sorted(own.same)),
        derived_from=tuple(
            TermState(claim=part.claim, key=part.key, sign=sign)
            for sign, pk in own.derived
            for part in named([pk])
        ),
    )
