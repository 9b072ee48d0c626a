"""What readers see of a position."""

from __future__ import annotations

from typing import Any

from claims.domain.status import Status
from claims.domain.vocabulary import Publication, Treatment
from claims.models.desk.figure import Figure
from claims.models.desk.position import REPLACED, Position
from claims.publishing.claim import last_decision
from claims.publishing.encoding import figure_name, moment
from claims.publishing.findings import findings_shown
from claims.publishing.history_cut import WHOLE, Cut

PUBLIC = {
    "event",
    "category",
    "measure",
    "established",
    "low",
    "best",
    "high",
    "as_of_at",
    "as_of_precision",
    "method",
    "uses",
    "leaves_out",
    "as_stated",
    "readings",
    "rationale",
    "dissent",
    "override_reason",
    "stated_at",
    "stated_precision",
}
PUBLIC_LEFT_OUT = {"figure", "reason"}
PUBLIC_READING = {"figure", "reading"}


def state(position: Position, cut: Cut = WHOLE) -> dict[str, Any]:
    uses = list(position.uses.select_related("claim__claimant").order_by("key"))
    return {
        "event": position.event.uid,
        "category": position.category.slug,
        "measure": position.measure,
        "established": position.established,
        "standing": standing(uses, cut),
        "low": position.low,
        "best": position.best,
        "high": position.high,
        "as_of": moment(position.as_of_at, position.as_of_precision),
        "method": position.method,
        "uses": [_then(f, position, cut) for f in uses],
        "leaves_out": [
            {**_then(out.figure, position, cut), "reason": out.reason}
            for out in position.leaves_out.select_related("figure__claim").order_by("pk")
        ],
        "readings": [
            {**figure_name(r.figure), "reading": r.reading}
            for r in position.readings.select_related("figure__claim").order_by("pk")
        ],
        "rationale": position.rationale,
        "dissent": position.dissent,
        "override_reason": position.override_reason,
        "findings": findings_shown(position, cut),
        "stated": moment(position.stated_at, position.stated_precision),
    }


def standing(uses: list[Figure], cut: Cut = WHOLE) -> str:
    """Established where every used figure was of a claim confirmed by then, else attributed."""
    sure = bool(uses) and all(_status(f, cut) == Status.CONFIRMED for f in uses)
    return "established" if sure else "attributed"


def _then(figure: Figure, position: Position, cut: Cut) -> dict[str, Any]:
    """A figure as it stood when the position was stated: readers compare it with what it is now."""
    then = {
        **figure.as_it_stands(),
        **{k: v for k, v in position.as_stated.get(str(figure.pk), {}).items() if k != REPLACED},
    }
    if figure.claim.publication == Publication.WITHHELD:
        then = {**then, "low": None, "high": None, "words": ""}
    # As in the claim itself: how we treat a figure has no date of its own.
    treatment = then["treatment"] if cut.whole else Treatment.USE.value
    return {**figure_name(figure), **then, "treatment": treatment}


def _status(figure: Figure, cut: Cut) -> str:
    if cut.whole:
        return figure.claim.status
    decision = last_decision(figure.claim, cut)
    return decision.status if decision else Status.UNCONFIRMED
