"""A source: a person or body that says things."""

from __future__ import annotations

from rest_framework import serializers

from claims.api.fields import Code, WordList, Words
from claims.api.serializers.named import SourceRef, TakenBack
from claims.domain.vocabulary import SOURCE_KIND_LABELS


class SeparationShape(serializers.Serializer):
    """Why a source on the same side knows separately."""

    other = SourceRef("A source on the same side.")
    reason = Words("Why the two know separately.")


class SourceShape(TakenBack):
    """A person or body that says things."""

    name = Words("What it is called.")
    short_name = Words("What it is called in lists.")
    aliases = WordList("Other names it goes by.", default=list)
    kind = Code("What kind of source it is.", SOURCE_KIND_LABELS)
    side = Words("Slug of its side in the conflict.")
    speaks_for = SourceRef("The source it speaks for.")
    about = Words("What it is, in our words.")
    website = Words("Its own site.")
    separations = SeparationShape(
        many=True,
        read_only=True,
        default=list,
        help_text="Sources on its side that it knows separately from.",
    )
