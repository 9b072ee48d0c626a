"""A source: a person or body that says things."""

from __future__ import annotations

from claims.api.fields import Text
from claims.api.serializers.published import PublishedSerializer
from claims.api.serializers.state import StateSerializer
from claims.states.source import SeparationState, SourceState, VoiceState


class SeparationSerializer(StateSerializer):
    """Why a source of the same party knows separately."""

    state = SeparationState


class VoiceSerializer(StateSerializer):
    """Another source that it spoke for, and when."""

    state = VoiceState


class SourceSerializer(PublishedSerializer):
    """A person or body that says things."""

    state = SourceState
    nested = {"separations": SeparationSerializer, "voices": VoiceSerializer}
    behind = {"website": "about"}

    website = Text("Its own site.")
