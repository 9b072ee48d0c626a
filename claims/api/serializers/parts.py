"""What a claim owns: the words, the figures, the stances and the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from claims.api.fields import Code, Flag, Stated, Whole, Words
from claims.api.serializers.named import (
    CategoryNamed,
    ClaimRef,
    EventRef,
    FigureNamed,
    ReportRef,
    SourceRef,
)
from claims.domain.vocabulary import (
    BEARING_LABELS,
    EVIDENCE_KIND_LABELS,
    QUALIFIER_LABELS,
    STANCE_LABELS,
    TREATMENT_LABELS,
    YES_NO_LABELS,
)


class CitationShape(serializers.Serializer):
    """Where a claim was said or carried, in which words."""

    report = ReportRef("Where it was said or carried.")
    quote = Words("The exact words.")
    language = Words("Language tag of the words.")
    translation = Words("The words in English, where they were said in another language.")
    translated_by = Words("Who translated them.")
    locator = Words("Where in the report, such as a paragraph or a minute.")
    first = Flag("True where we have seen the original ourselves.", always=True)


class AddendShape(FigureNamed):
    """A figure that another was added up from."""

    sign = Words("+ where it was added, - where it was taken away.", always=True)


class ReadingShape(serializers.Serializer):
    """What else a figure may mean."""

    event = EventRef("The part of the event it may mean.")
    category = Words("The category it may mean.")
    note = Words("Why it may be read so.")


class FigureShape(serializers.Serializer):
    """One number as it was said. It is never changed to agree with another."""

    key = Words("Its name: event/figure-id.")
    event = EventRef("The part of the event it counts.")
    category = CategoryNamed(read_only=True, help_text="Who is counted.")
    measure = Words("What befell them, such as killed.", always=True)
    words = Words("As it was said.")
    qualifier = Code("How the number was hedged.", QUALIFIER_LABELS, always=True)
    value = Whole("The number that was said.")
    low = Whole("The least the words allow; null is open: no least number was given.")
    high = Whole("The most the words allow; null is open: no most was given.")
    low_is_open = Flag("True where there is no lower bound.", always=True)
    high_is_open = Flag("True where there is no upper bound.", always=True)
    bounds_note = Words("Why the bounds are not those the words usually mean.")
    as_of = Stated("The time the count is of.")
    basis = Words("How they came to know it.")
    includes_attackers = Code("Whether attackers are counted.", YES_NO_LABELS, always=True)
    breakdown_complete = Code("Whether its parts are all.", YES_NO_LABELS, always=True)
    final = Flag("Said to be the complete count.", always=True)
    supersedes = FigureNamed(
        many=True,
        read_only=True,
        help_text="The earlier figure of the same source that it replaces.",
    )
    repeats = FigureNamed(
        many=True, read_only=True, help_text="The figure of somebody else that it repeats."
    )
    same_people_as = FigureNamed(
        many=True, read_only=True, help_text="Figures that count the same people."
    )
    built_on = FigureNamed(many=True, read_only=True, help_text="Figures it was built on.")
    derived_from = AddendShape(many=True, read_only=True, help_text="Figures it was added up from.")
    readings = ReadingShape(many=True, read_only=True, help_text="What else it may mean.")
    treatment = Code("What we do with it in our own reckoning.", TREATMENT_LABELS, always=True)
    treatment_note = Words("Why.")

    def to_representation(self, instance: Mapping[str, Any]) -> Any:
        return super().to_representation(figure(instance, self.context["known"]))


def figure(state: Mapping[str, Any], known: Any) -> dict[str, Any]:
    event = state["event"]
    return {
        **state,
        "key": known.key(event, state["key"]),
        "category": known.category(event, state["category"]),
        "low_is_open": state["low"] is None,
        "high_is_open": state["high"] is None,
    }


class StanceShape(serializers.Serializer):
    """What a party says of a claim."""

    source = SourceRef("Whose stance.")  # type: ignore[assignment]  # taken off the class
    stance = Code("Their attitude to the claim. It never moves the status.", STANCE_LABELS)
    report = ReportRef("Where they said so.")
    quote = Words("Their words.")
    stated = Stated("When they said so.")
    asked = Stated("When we asked them.")


class EvidenceShape(serializers.Serializer):
    """What bears on a claim."""

    key = Words("Its name within the claim; named_evidence uses it.", always=True)
    bearing = Code("For or against the claim.", BEARING_LABELS, always=True)
    kind = Code("How close to the thing itself.", EVIDENCE_KIND_LABELS, always=True)
    originator = SourceRef("Who saw, counted or holds it.")
    has_originator = Flag("False where nobody is named; then it counts for nothing.", always=True)
    confidential = Flag("True where the originator is known to us alone.", always=True)
    report = ReportRef("Where it stands.")
    claim = ClaimRef("The other claim that bears on this one.")
    note = Words("What it shows.")


class OriginsShape(serializers.Serializer):
    """How many know independently of one another."""

    supports = Whole("Independent originators of the evidence for it.")
    against = Whole("Independent originators of the evidence against it.")
