"""What everything on record tells of itself, beside its state."""

from __future__ import annotations

from claims.api.fields import Code, Instant, Integer, Shape, Text
from claims.api.serializers.references import SHOWN
from claims.api.serializers.state import StateSerializer


class RetractedSerializer(Shape):
    """When and why we took something back."""

    at = Instant("When.", always=True)
    reason = Text("Why we no longer stand by it.", always=True)


class WithheldSerializer(Shape):
    """When and on which ground words were removed."""

    at = Instant("When the words were removed.", always=True)
    grounds = Text("On which ground: danger (to a person) or law.", always=True)


class PublishedSerializer(StateSerializer):
    """Something on record by itself. Where its words were removed, its state's fields are null."""

    first = (
        "uid",
        "slug",
        "url",
        "page",
        "permalink",
        "entry",
        "effective_from",
        "recorded_at",
        "publication",
        "retracted",
        "withheld",
    )

    uid = Text("Never changes, whatever the address becomes.", always=True)
    slug = Text("Its short name in addresses. One once used is never given to anything else.")
    url = Text("Where this API gives it.")
    page = Text("Its page for people, as it stands now.")
    permalink = Text("Its page exactly as this version was published.")
    entry = Integer("The entry of the record that made this version.", always=True)
    effective_from = Instant("Since when this version holds.", always=True)
    recorded_at = Instant(
        "When it was put on record. Later than effective_from where we carried history over.",
        always=True,
    )
    publication = Code("Published, retracted or withheld.", SHOWN, always=True)
    retracted = RetractedSerializer(
        read_only=True, allow_null=True, help_text="Set where publication is retracted."
    )
    withheld = WithheldSerializer(
        read_only=True,
        allow_null=True,
        help_text="Set where publication is withheld; then there are no words to give.",
    )
