"""How one thing names another: enough to show it, and where to find the rest."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.fields import Code, Flag, Instant, Stated, Told, Whole, Words
from claims.domain.status import LABELS as STATUSES
from claims.domain.vocabulary import (
    LIFECYCLE_LABELS,
    MEDIUM_LABELS,
    PUBLICATION_LABELS,
    Publication,
)

SHOWN = [word for word in PUBLICATION_LABELS if word != Publication.DRAFT]


class Named(serializers.Serializer):
    uid = Words("Never changes, whatever the address becomes.", always=True)
    slug = Words("Its short name in addresses.")
    publication = Code("Published, retracted (we no longer stand by it) or withheld.", SHOWN)
    url = Words("Where this API gives it.")
    page = Words("Its page for people.")


class SourceNamed(Named):
    """A source as others name it."""

    name = Words("What it is called.")
    short_name = Words("What it is called in lists.")
    side = Words("Slug of its side in the conflict.")


class Ref(Told):
    """A uid, shown as what it names at the moment asked about; null where it names nothing."""

    kind = ""

    def to_representation(self, value: Any) -> Any:
        return self.context["known"].named(self.kind, value) if value else None


@extend_schema_field(SourceNamed)
class SourceRef(Ref):
    kind = "source"


class EventNamed(Named):
    """An event as others name it."""

    title = Words("What it is called.")
    path = Words("Slugs from the whole event down to this part, joined by a slash.")


@extend_schema_field(EventNamed)
class EventRef(Ref):
    kind = "event"


class ClaimNamed(Named):
    """A claim as others name it."""

    statement = Words("The claim as one neutral sentence.")
    claimant = SourceRef("Who says it.")
    status = Code("Where verification stands.", STATUSES)
    lifecycle = Code("Whether it still stands as it was made.", LIFECYCLE_LABELS)


@extend_schema_field(ClaimNamed)
class ClaimRef(Ref):
    kind = "claim"


class CategoryNamed(serializers.Serializer):
    """Who is counted."""

    slug = Words("Its short name within the event.", always=True)
    name = Words("Who is counted.")


class FigureNamed(serializers.Serializer):
    """A figure as a state names it: by its claim and its key there."""

    key = Words("The name of the figure: event/figure-id.")
    claim = ClaimRef("The claim that gives it.")

    def to_representation(self, instance: Any) -> Any:
        key = self.context["known"].figure_key(instance["claim"], instance["key"])
        return super().to_representation({**instance, "key": key})


class ReportNamed(serializers.Serializer):
    """Where something was said or carried."""

    uid = Words("Never changes.", always=True)
    slug = Words("Its short name.")
    publication = Code("Published, retracted or withheld.", SHOWN)
    publisher = SourceRef("Who published it.")
    title = Words("Its headline.")
    medium = Code("What kind of report it is.", MEDIUM_LABELS)
    language = Words("Language tag, such as en or ur.")
    published = Stated("When it was published.")
    accessed = Stated("When we read it.")
    address = Words("Its address elsewhere.")
    linked = Flag("False where we print the address and do not link to it.")
    archive_url = Words("An archived copy.")
    reprints = Words("Uid of the report that it reprints.")


@extend_schema_field(ReportNamed)
class ReportRef(Ref):
    kind = "report"


class Published(serializers.Serializer):
    """What everything on record has in common."""

    uid = Words("Never changes, whatever the address becomes.", always=True)
    slug = Words("Its short name in addresses. One once used is never given to anything else.")
    url = Words("Where this API gives it.")
    page = Words("Its page for people, as it stands now.")
    permalink = Words("Its page exactly as this version was published.")
    entry = Whole("The entry of the record that made this version.", always=True)
    effective_from = Instant("Since when this version holds.", always=True)
    recorded_at = Instant(
        "When it was put on record. Later than effective_from where we carried history over.",
        always=True,
    )
    publication = Code("Published, retracted or withheld.", SHOWN, always=True)


class RetractedShape(serializers.Serializer):
    """When and why we took something back."""

    at = Instant("When.", always=True)
    reason = Words("Why we no longer stand by it.", always=True)


class WithheldShape(serializers.Serializer):
    """When and on which ground words were removed."""

    at = Instant("When the words were removed.", always=True)
    grounds = Words("On which ground: danger (to a person) or law.", always=True)


class TakenBack(Published):
    retracted = RetractedShape(
        read_only=True, allow_null=True, help_text="Set where publication is retracted."
    )
    withheld = WithheldShape(
        read_only=True,
        allow_null=True,
        help_text="Set where publication is withheld; then there are no words to give.",
    )
