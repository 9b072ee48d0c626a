"""An event, which may be a part of another."""

from __future__ import annotations

from rest_framework import serializers

from claims.api.fields import Text
from claims.api.serializers.published import PublishedSerializer
from claims.api.serializers.references import EventRef
from claims.api.serializers.state import StateSerializer
from claims.states.base import fields_of
from claims.states.event import (
    CategoryState,
    ContextState,
    EventState,
    MeasureState,
    MemberState,
    PartyState,
)


class CategorySerializer(StateSerializer):
    """A group of people that is counted."""

    state = CategoryState
    always = ("slug", "name", "complete")


class MeasureSerializer(StateSerializer):
    """What an event counts beside what every event can."""

    state = MeasureState
    always = ("slug", "name", "nature", "sum_of")


class ContextSerializer(StateSerializer):
    """Background that nobody disputes: no claim, and no status."""

    state = ContextState


class MemberSerializer(StateSerializer):
    """A source that stood with a party."""

    state = MemberState


class PartySerializer(StateSerializer):
    """A side in one event."""

    state = PartyState
    nested = {"members": MemberSerializer}
    always = ("slug", "name", "allied_with")


class EventSerializer(PublishedSerializer):
    """What happened; it may be a part of another event."""

    state = EventState
    nested = {
        "categories": CategorySerializer,
        "measures": MeasureSerializer,
        "context": ContextSerializer,
    }
    behind = {"path": "title", "parts": "parent"}

    parties = PartySerializer(
        many=True,
        read_only=True,
        allow_null=True,
        help_text=fields_of(EventState)["parties"].says,
    )
    path = Text("Slugs from the whole event down to this part, joined by a slash.")
    parts = serializers.ListField(
        child=EventRef("An event.", always=True),
        read_only=True,
        help_text="The events that are parts of it.",
    )
