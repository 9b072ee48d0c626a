"""A question that an event leaves open: rival answers, and our own."""

from __future__ import annotations

from rest_framework import serializers

from claims.api.fields import Text, Zoned
from claims.api.serializers.published import PublishedSerializer
from claims.api.serializers.references import ClaimRef
from claims.api.serializers.state import StateSerializer
from claims.states.question import QuestionState, RivalAnswerState


class RivalAnswerSerializer(StateSerializer):
    """One of the answers that are given, with the claims that give it."""

    state = RivalAnswerState
    always = ("slug", "text")

    claims = serializers.ListField(
        child=ClaimRef("A claim.", always=True),
        read_only=True,
        help_text="The claims that give this answer, each with where it stands.",
    )


class QuestionSerializer(PublishedSerializer, Zoned):
    """What an event leaves open that is no number. Never give our answer without its standing."""

    state = QuestionState
    nested = {"answers": RivalAnswerSerializer}
    behind = {"our_answer": "words", "checked_at": "stated", "look_again_on": "checked_at"}

    our_answer = Text("Our answer in words: the chosen one, or our own; null where we have none.")
