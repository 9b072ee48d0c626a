"""Our own figure for one count: who is counted, where, and what befell them."""

from __future__ import annotations

from rest_framework import serializers

from claims.api.fields import Code, Flag, Text, Zoned
from claims.api.names import Known
from claims.api.serializers.published import PublishedSerializer
from claims.api.serializers.references import CategoryNamed, FigureNamed, SourceRef
from claims.api.serializers.state import StateSerializer
from claims.domain.status import Status
from claims.domain.vocabulary import Standing
from claims.states.position import (
    DecidedState,
    FindingState,
    HeldState,
    PositionState,
    TouchedState,
)


class LeftOutSerializer(FigureNamed):
    """A figure that was left out."""

    reason = Text("Why it was left out.")


class FigureReadSerializer(FigureNamed):
    """A figure that could be read otherwise."""

    reading = Text("How we read it.")


class FindingSerializer(StateSerializer):
    """What some numbers say together, as it was worded when an editor chose to show it."""

    state = FindingState
    nested = {"figures": FigureNamed}
    # What would settle it is advice to editors, which older entries hold.
    left_out = {"settles"}


class DecidedSerializer(StateSerializer):
    """What we decided where counts could not all be true."""

    state = DecidedState
    nested = {"figures": FigureNamed}


class TouchedSerializer(StateSerializer):
    """Something else on record that a change of our number bears on."""

    state = TouchedState


class HeldSerializer(StateSerializer):
    """What our figure was before, and why it is another since."""

    state = HeldState
    nested = {"touches": TouchedSerializer}


class PositionSerializer(PublishedSerializer, Zoned):
    """Our own figure for one event, category and measure. Never give it without its standing."""

    state = PositionState
    nested = {
        "category": CategoryNamed,
        "uses": FigureNamed,
        "leaves_out": LeftOutSerializer,
        "readings": FigureReadSerializer,
        "held": HeldSerializer,
        "decisions": DecidedSerializer,
        "findings": FindingSerializer,
    }
    behind = {
        "attributed_to": "standing",
        "low_is_open": "high",
        "high_is_open": "low_is_open",
        "checked_at": "stated",
        "look_again_on": "checked_at",
    }

    standing = Code(
        "established: every figure it uses is of a claim that is confirmed, and it does not go"
        " beyond them. attributed: not so; then give the number only with attributed_to.",
        Standing,
    )
    attributed_to = serializers.ListField(
        child=SourceRef("A source.", always=True),
        read_only=True,
        help_text="Whose figures it uses, each once.",
    )
    low_is_open = Flag("True where there is a number and no lower bound.", always=True)
    high_is_open = Flag("True where there is a number and no upper bound.", always=True)


def beside(state: PositionState | None, known: Known) -> dict[str, object]:
    """What is given beside the state; nothing where the words were removed."""
    if state is None:
        return {"attributed_to": [], "low_is_open": False, "high_is_open": False}
    used = [known.claims.get(name.claim) for name in state.uses]
    sure = bool(used) and all(claim and claim.status == Status.CONFIRMED for claim in used)
    beyond = bool(state.override_reason)
    established = state.standing is Standing.ESTABLISHED and sure and not beyond
    # A best number alone, or none at all, leaves no end open.
    ranged = state.established and (state.low is not None or state.high is not None)
    return {
        "category": known.category(state.event, state.category),
        # A claim may have left ``confirmed`` since the position was stated.
        "standing": Standing.ESTABLISHED if established else Standing.ATTRIBUTED,
        "attributed_to": list(dict.fromkeys(c.claimant for c in used if c and c.claimant)),
        "low_is_open": ranged and state.low is None,
        "high_is_open": ranged and state.high is None,
    }
