"""An event, which may be a part of another."""

from __future__ import annotations

from rest_framework import serializers

from claims.api.fields import Whole, WordList, Words
from claims.api.serializers.named import EventRef, TakenBack


class CategoryShape(serializers.Serializer):
    """A group of people that is counted."""

    slug = Words("Its short name within the event.", always=True)
    name = Words("Who is counted.", always=True)
    parent = Words("Slug of the category it is a part of.")  # type: ignore[assignment]  # as below
    grouping = Words("By what it is set apart from its siblings, such as role or sex.")
    complete = WordList("Groupings whose parts are all of it.", always=True)


class EventShape(TakenBack):
    """What happened; it may be a part of another event."""

    title = Words("What it is called.")
    path = Words("Slugs from the whole event down to this part, joined by a slash.")
    summary = Words("What happened, in our words.")
    place = Words("Where.")
    latitude = Words("Degrees north, as decimal text.")
    longitude = Words("Degrees east, as decimal text.")
    starts_on = Words("First day, such as 2024-08-26.")
    ends_on = Words("Last day.")
    time_zone = Words("The zone its clocks show.")
    # Django REST framework takes declared fields off the class: these hide nothing of its own.
    parent = EventRef("The event it is a part of.")  # type: ignore[assignment]
    parts = serializers.ListField(
        child=EventRef("An event.", always=True),
        read_only=True,
        help_text="The events that are parts of it.",
    )
    grouping = Words("By what it is set apart from its siblings, such as place.")
    complete = WordList("Groupings whose parts are all of it.", default=list)
    position = Whole("Its place among its siblings.")
    categories = CategoryShape(
        many=True,
        read_only=True,
        default=list,
        help_text="Who is counted; they stand with the whole event and hold for its parts.",
    )
