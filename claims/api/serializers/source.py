"""A source: a person or body that says things."""

from __future__ import annotations

from claims.api.fields import Text
from claims.api.serializers.published import PublishedSerializer
from claims.api.serializers.state import StateSerializer
from claims.states.source import SeparationState, SourceState


class SeparationSerializer(StateSerializer):
    """Why a source on the same side knows separately."""

    state = SeparationState


class SourceSerializer(PublishedSerializer):
    """A person or body that says things."""

    state = SourceState
    nested = {"separations": SeparationSerializer}
    behind = {"website": "about"}

    website = Text("Its own site.")
