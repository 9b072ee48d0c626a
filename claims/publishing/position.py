"""What readers see of a position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from django.db.models import Model

from claims.domain.status import Status
from claims.domain.vocabulary import Publication, Qualifier, Standing, Treatment
from claims.models.desk.figure import Figure
from claims.models.desk.position import REPLACED, LeftOut, Position, PositionReading
from claims.publishing.claim import last_decision
from claims.publishing.cutoff import WHOLE, Cut
from claims.publishing.decisions_and_findings import Beside, decisions_shown, findings_shown
from claims.publishing.from_desk import from_desk
from claims.states.encoding import load
from claims.states.figure import FigureThen
from claims.states.names import ClaimUid
from claims.states.position import HeldState, LeftOutState, PositionState, ReadAsState

M = TypeVar("M", bound=Model)


def state(position: Position, cut: Cut = WHOLE) -> PositionState:
    return states([position], cut)[position.pk]


def states(positions: Sequence[Position], cut: Cut = WHOLE) -> dict[int, PositionState]:
    """The same of several, by their keys, in a number of queries that hangs on none of them."""
    beside: dict[int, Beside] = {}
    uses = _figures_of(Position.uses.through, "figure__key", "figure__claim__claimant", positions)
    left_out = _figures_of(LeftOut, "pk", "figure__claim", positions)
    readings = _figures_of(PositionReading, "pk", "figure__claim", positions)
    figure_of = attrgetter("figure")
    found = {}
    for one in positions:
        root = one.event.root()
        around = beside.setdefault(root.pk, Beside(root))
        used = [figure_of(row) for row in uses[one.pk]]
        found[one.pk] = _state(one, cut, around, used, left_out[one.pk], readings[one.pk])
    return found


def _figures_of(
    between: type[M], order: str, figure: str, positions: Sequence[Position]
) -> Mapping[int, list[M]]:
    """The rows that tie positions to figures, by position."""
    found: dict[int, list[M]] = {one.pk: [] for one in positions}
    position_of = attrgetter("position_id")
    rows = between._base_manager.filter(position__in=list(found))
    for row in rows.select_related(figure).order_by(order):
        found[position_of(row)].append(row)
    return found


def _state(
    position: Position,
    cut: Cut,
    beside: Beside,
    used: list[Figure],
    leaves_out: Sequence[LeftOut],
    readings: Sequence[PositionReading],
) -> PositionState:
    return from_desk(
        PositionState,
        position,
        category=position.category.slug,
        standing=standing(used, cut, beyond=bool(position.override_reason)),
        uses=tuple(FigureThen(**_then(figure, position, cut)) for figure in used),
        leaves_out=tuple(
            LeftOutState(**_then(out.figure, position, cut), reason=out.reason)
            for out in leaves_out
        ),
        readings=tuple(
            ReadAsState(claim=ClaimUid(r.figure.claim.uid), key=r.figure.key, reading=r.reading)
            for r in readings
        ),
        held=tuple(
            one
            for one in (load(HeldState, raw) for raw in position.held_before)
            if one.until and cut.dated(one.until.at)
        ),
        decisions=decisions_shown(position, cut, beside),
        findings=findings_shown(position, cut, beside),
    )


def standing(uses: list[Figure], cut: Cut = WHOLE, *, beyond: bool) -> Standing:
    """Established where every used figure was of a claim confirmed by then, else attributed.

    What goes beyond the figures used is carried by none of them, however sure they are.
    """
    sure = bool(uses) and all(_status(f, cut) == Status.CONFIRMED for f in uses) and not beyond
    return Standing.ESTABLISHED if sure else Standing.ATTRIBUTED


def _then(figure: Figure, position: Position, cut: Cut) -> dict[str, Any]:
    """A figure as it stood when the position was stated: readers compare it with what it is now."""
    then = {
        **figure.as_it_stands(),
        **{k: v for k, v in position.as_stated.get(str(figure.pk), {}).items() if k != REPLACED},
    }
    if figure.claim.publication == Publication.WITHHELD:
        then |= {"low": None, "high": None, "words": ""}
    # As in the claim itself: how we treat a figure has no date of its own.
    treatment = Treatment(then["treatment"]) if cut.whole else Treatment.USE
    qualifier = Qualifier(then["qualifier"])
    name = {"claim": figure.claim.uid, "key": figure.key}
    return {**name, **then, "qualifier": qualifier, "treatment": treatment}


def _status(figure: Figure, cut: Cut) -> str:
    if cut.whole:
        return figure.claim.status
    decision = last_decision(figure.claim, cut)
    return decision.status if decision else Status.UNCONFIRMED
