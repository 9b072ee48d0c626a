"""What readers see of decisions: those about counts that a position of ours rests on."""

from __future__ import annotations

from collections.abc import Iterator

from claims.domain.vocabulary import Publication
from claims.models.desk.decision import Decision
from claims.models.desk.figure import Figure
from claims.models.desk.position import Position
from claims.publishing.beside import Beside
from claims.publishing.from_desk import figure_name, from_desk
from claims.publishing.history_cut import Cut
from claims.states.position import DecidedState


def decisions_shown(position: Position, cut: Cut, beside: Beside) -> tuple[DecidedState, ...]:
    """Those that stand, about the same measure in the position's part of the event, in order."""
    return tuple(_shown(position, cut, beside))


def _shown(position: Position, cut: Cut, beside: Beside) -> Iterator[DecidedState]:
    for row in beside.decisions:
        keys = sorted({*row.figures, row.figure})
        about = [beside.decided[key] for key in keys if key in beside.decided]
        concerns = any(beside.concerns(figure, position) for figure in about)
        # Never by the names of what readers cannot see.
        named = tuple(figure_name(figure) for figure in about if _may_be_named(figure, cut))
        if cut.dated(row.decided_at) and concerns and named:
            yield _state(row, named)


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
