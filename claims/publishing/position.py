"""What readers see of a position."""

from __future__ import annotations

from typing import Any

from claims.domain.status import Status
from claims.domain.vocabulary import Publication, Qualifier, Standing, Treatment
from claims.models.desk.figure import Figure
from claims.models.desk.position import REPLACED, Position
from claims.publishing.claim import last_decision
from claims.publishing.decisions import decisions_shown
from claims.publishing.findings import findings_shown
from claims.publishing.from_desk import from_desk
from claims.publishing.history_cut import WHOLE, Cut
from claims.states.figure import FigureThen
from claims.states.names import ClaimUid
from claims.states.position import LeftOutState, PositionState, ReadAsState


def state(position: Position, cut: Cut = WHOLE) -> PositionState:
    uses = list(position.uses.select_related("claim__claimant").order_by("key"))
    leaves_out = position.leaves_out.select_related("figure__claim").order_by("pk")
    readings = position.readings.select_related("figure__claim").order_by("pk")
    return from_desk(
        PositionState,
        position,
        category=position.category.slug,
        standing=standing(uses, cut, beyond=bool(position.override_reason)),
        uses=tuple(FigureThen(**_then(figure, position, cut)) for figure in uses),
        leaves_out=tuple(
            LeftOutState(**_then(out.figure, position, cut), reason=out.reason)
            for out in leaves_out
        ),
        readings=tuple(
            ReadAsState(claim=ClaimUid(r.figure.claim.uid), key=r.figure.key, reading=r.reading)
            for r in readings
        ),
        decisions=decisions_shown(position, cut),
        findings=findings_shown(position, cut),
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
