"""A claim with everything it owns."""

from __future__ import annotations

from typing import ClassVar

from claims.api.fields import Code, Shape, Text, Zoned
from claims.api.serializers.change import ChangeSerializer
from claims.api.serializers.claim_parts import (
    CitationSerializer,
    EvidenceSerializer,
    FigureSerializer,
    OriginsSerializer,
    StanceSerializer,
)
from claims.api.serializers.published import PublishedSerializer
from claims.api.serializers.references import ClaimRef
from claims.domain.relations import Relation
from claims.states.claim import ClaimState


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
