"""A claim with everything it owns."""

from __future__ import annotations

from rest_framework import serializers

from claims.api.fields import Code, Flag, Stated, WordList, Words, Zoned
from claims.api.serializers.change import ChangeShape
from claims.api.serializers.named import ClaimRef, EventRef, SourceRef, TakenBack
from claims.api.serializers.parts import (
    CitationShape,
    EvidenceShape,
    FigureShape,
    OriginsShape,
    StanceShape,
)
from claims.domain.relations import LABELS as RELATIONS
from claims.domain.status import LABELS as STATUSES
from claims.domain.vocabulary import LIFECYCLE_LABELS


class LinkShape(serializers.Serializer):
    """How a claim stands to another."""

    relation = Code("How the first claim stands to the second.", RELATIONS, always=True)
    direction = Code(
        "from: this claim stands so to the other; to: the other stands so to this one.",
        ("from", "to"),
        always=True,
    )
    claim = ClaimRef("The other claim.")
    note = Words("Why they are linked.")


class ClaimShape(TakenBack, Zoned):
    """One assertion by one source, with everything it owns."""

    statement = Words("The claim as one neutral sentence.")
    short = Words("The same for lists and headings.")
    claimant = SourceRef("Who says it.")
    event = EventRef("What it is about.")
    occasion = Words("On what occasion it was said.")
    utterance = Words("The same for claims that were said together.")
    said = Stated("When it was said.")
    status = Code("Where verification stands.", STATUSES)
    reason = Words("Why it stands there.")
    decided = Stated("When that was decided.")
    reopened = Flag("True where it moved off confirmed or refuted.")
    named_evidence = WordList("Keys of the evidence the decision rests on.", default=list)
    lifecycle = Code("Whether it still stands as it was made.", LIFECYCLE_LABELS)
    merged_into = ClaimRef("The claim that keeps it, where lifecycle is merged.")
    citations = CitationShape(
        many=True, read_only=True, default=list, help_text="Where it was said, in which words."
    )
    figures = FigureShape(
        many=True, read_only=True, default=list, help_text="The numbers that were said."
    )
    stances = StanceShape(
        many=True, read_only=True, default=list, help_text="What the parties say of it."
    )
    evidence = EvidenceShape(many=True, read_only=True, default=list, help_text="What bears on it.")
    origins = OriginsShape(
        read_only=True, allow_null=True, help_text="How many independent originators there are."
    )
    links = LinkShape(
        many=True, read_only=True, default=list, help_text="Other claims it is linked to."
    )


class ClaimWithHistoryShape(ClaimShape):
    """The same with all that happened to it."""

    history = ChangeShape(
        many=True, read_only=True, help_text="All that happened to it, newest first."
    )
