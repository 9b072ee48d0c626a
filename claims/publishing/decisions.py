"""What readers see of decisions: those about counts that a position of ours rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claims.domain.vocabulary import Option, Publication
from claims.models.desk.decision import Decision
from claims.models.desk.figure import Figure
from claims.models.desk.position import Position
from claims.publishing.from_desk import figure_name, from_desk
from claims.publishing.history_cut import Cut
from claims.states.position import DecidedState


def decisions_shown(position: Position, cut: Cut) -> tuple[DecidedState, ...]:
    """Those that stand, about the same measure in the position's part of the event, in order."""
    rows = position.event.root().decisions.standing().exclude(option=Option.LATER)
    found = [row for row in rows.select_related("part", "category") if cut.dated(row.decided_at)]
    if not found:
        return ()
    figures = _figures(found, position)
    within = {event.pk for event in position.event.tree()}
    return tuple(_shown(found, figures, within, position.measure, cut))


def _figures(rows: list[Decision], position: Position) -> Mapping[str, Figure]:
    named = {key for row in rows for key in (*row.figures, row.figure) if key}
    here = Figure.objects.filter(key__in=named, claim__event__in=position.event.root().tree())
    return {figure.key: figure for figure in here.select_related("claim")}


def _shown(
    rows: list[Decision],
    figures: Mapping[str, Figure],
    within: set[int],
    measure: str,
    cut: Cut,
) -> Iterator[DecidedState]:
    for row in rows:
        about = [figures[key] for key in sorted({*row.figures, row.figure}) if key in figures]
        concerns = any(_concerns(figure, measure, within) for figure in about)
        # Never by the names of what readers cannot see.
        named = tuple(figure_name(figure) for figure in about if _may_be_named(figure, cut))
        if concerns and named:
            yield _state(row, named)


def _concerns(figure: Figure, measure: str, within: set[int]) -> bool:
    return figure.measure == measure and (figure.event_id or figure.claim.event_id) in within


def _may_be_named(figure: Figure, cut: Cut) -> bool:
    return figure.claim.publication != Publication.WITHHELD and cut.names(figure.claim)


def _state(row: Decision, figures: tuple[object, ...]) -> DecidedState:
    return from_desk(
        DecidedState,
        row,
        category=row.category.slug if row.category else "",
        parties=tuple(row.parties),
        figures=figures,
    )
