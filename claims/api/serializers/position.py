"""Our own figure for one cell: who is counted, where, and what befell them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from claims.api.fields import Code, Flag, Stated, Whole, Words, Zoned
from claims.api.names import Known
from claims.api.serializers.named import CategoryNamed, EventRef, FigureNamed, SourceRef, TakenBack
from claims.domain.status import Status


class LeftOutShape(FigureNamed):
    """A figure that was left out."""

    reason = Words("Why it was left out.")


class FigureReadShape(FigureNamed):
    """A figure that could be read otherwise."""

    reading = Words("How we read it.")


class PositionShape(TakenBack, Zoned):
    """Our own figure for one event, category and measure. Never give it without its standing."""

    event = EventRef("What it is about.")
    category = CategoryNamed(read_only=True, allow_null=True, help_text="Who is counted.")
    measure = Words("What befell them, such as killed.")
    established = Flag("False where we say that the number is not established.")
    standing = Code(
        "established: every figure it uses is of a claim that is confirmed. attributed: not so;"
        " then give the number only with attributed_to.",
        ("established", "attributed"),
    )
    attributed_to = serializers.ListField(
        child=SourceRef("A source.", always=True),
        read_only=True,
        help_text="Whose figures it uses, each once.",
    )
    low = Whole("The least we hold possible; null is open or not stated.")
    best = Whole("The likeliest, where we name one.")
    high = Whole("The most we hold possible; null is open or not stated.")
    low_is_open = Flag("True where there is a number and no lower bound.", always=True)
    high_is_open = Flag("True where there is a number and no upper bound.", always=True)
    as_of = Stated("The time the count is of.")
    stated = Stated("When we stated it.")
    method = Words("How it was reckoned.")
    uses = FigureNamed(
        many=True, read_only=True, default=list, help_text="The figures it rests on."
    )
    leaves_out = LeftOutShape(
        many=True, read_only=True, default=list, help_text="Figures left out, with reasons."
    )
    readings = FigureReadShape(
        many=True, read_only=True, default=list, help_text="Figures that could be read otherwise."
    )
    rationale = Words("Why we hold this.")
    dissent = Words("What speaks against it.")
    override_reason = Words("Why it lies outside what the figures it uses allow.")


def position(state: Mapping[str, Any], known: Known) -> dict[str, Any]:
    """What the shape needs besides the state; nothing where the words were removed."""
    if not state:
        return {"attributed_to": [], "low_is_open": False, "high_is_open": False}
    used = [known.claims.get(name["claim"]) for name in state["uses"]]
    sure = bool(used) and all(claim and claim.status == Status.CONFIRMED for claim in used)
    established = state["standing"] == "established" and sure
    whose = dict.fromkeys(claim.claimant for claim in used if claim and claim.claimant)
    return {
        "category": known.category(state["event"], state["category"]),
        # A claim may have left ``confirmed`` since the position was stated.
        "standing": "established" if established else "attributed",
        "attributed_to": list(whose),
        **_open(state),
    }


def _open(state: Mapping[str, Any]) -> dict[str, bool]:
    """A best number alone, or none at all, leaves no end open."""
    stated = state["established"] and (state["low"] is not None or state["high"] is not None)
    return {f"{end}_is_open": bool(stated and state[end] is None) for end in ("low", "high")}
