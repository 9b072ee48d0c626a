"""A claim with everything it owns."""

from __future__ import annotations

from typing import ClassVar

from claims.api.fields import Code, Flag, Shape, Text, Values, Zoned
from claims.api.serializers.change import ChangeSerializer
from claims.api.serializers.published import PublishedSerializer
from claims.api.serializers.references import CategoryNamed, ClaimRef, FigureNamed
from claims.api.serializers.state import StateSerializer
from claims.domain.relations import Relation
from claims.states.base import values
from claims.states.claim import CitationState, ClaimState, EvidenceState, OriginsState, StanceState
from claims.states.figure import FigureState, ReadingState


class CitationSerializer(StateSerializer):
    """Where a claim was said or carried, in which words."""

    state = CitationState
    always = ("first",)


class AddendSerializer(FigureNamed):
    """A figure that another was added up from."""

    sign = Text("+ where it was added, - where it was taken away.", always=True)


class ReadingSerializer(StateSerializer):
    """What else a figure may mean."""

    state = ReadingState


class FigureSerializer(StateSerializer):
    """One number as it was said. It is never changed to agree with another."""

    state = FigureState
    nested = {
        "category": CategoryNamed,
        "supersedes": FigureNamed,
        "repeats": FigureNamed,
        "same_people_as": FigureNamed,
        "built_on": FigureNamed,
        "derived_from": AddendSerializer,
        "readings": ReadingSerializer,
    }
    behind = {"low_is_open": "high", "high_is_open": "low_is_open"}
    always = (
        "category",
        "measure",
        "qualifier",
        "includes_attackers",
        "breakdown_complete",
        "final",
        "estimate",
        "treatment",
    )

    low_is_open = Flag("True where there is no lower bound.", always=True)
    high_is_open = Flag("True where there is no upper bound.", always=True)

    def to_representation(self, instance: FigureState) -> Values:
        known = self.context["known"]
        return super().to_representation(
            {
                **values(instance),
                "key": known.key(instance.event, instance.key),
                "category": known.category(instance.event, instance.category),
                "low_is_open": instance.low is None,
                "high_is_open": instance.high is None,
            }
        )


class StanceSerializer(StateSerializer):
    """What a party says of a claim."""

    state = StanceState


class EvidenceSerializer(StateSerializer):
    """What bears on a claim."""

    state = EvidenceState
    always = ("key", "bearing", "kind", "has_originator", "confidential")


class OriginsSerializer(StateSerializer):
    """How many know independently of one another."""

    state = OriginsState


class LinkSerializer(Shape):
    """How a claim stands to another."""

    relation = Code("How the first claim stands to the second.", Relation, always=True)
    direction = Code(
        "from: this claim stands so to the other; to: the other stands so to this one.",
        ("from", "to"),
        always=True,
    )
    claim = ClaimRef("The other claim.")
    note = Text("Why they are linked.")


class ClaimSerializer(PublishedSerializer, Zoned):
    """One assertion by one source, with everything it owns."""

    state = ClaimState
    nested = {
        "citations": CitationSerializer,
        "figures": FigureSerializer,
        "stances": StanceSerializer,
        "evidence": EvidenceSerializer,
        "origins": OriginsSerializer,
    }

    behind: ClassVar = {
        "checked_at": "examined",
        "look_again_on": "checked_at",
    }

    links = LinkSerializer(
        many=True, read_only=True, default=list, help_text="Other claims it is linked to."
    )


class ClaimWithHistorySerializer(ClaimSerializer):
    """The same with all that happened to it."""

    history = ChangeSerializer(
        many=True, read_only=True, help_text="All that happened to it, newest first."
    )
