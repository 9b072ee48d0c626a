"""What readers see of an event."""

from __future__ import annotations

from typing import Any

from claims.models.desk.event import Category, Event
from claims.publishing.encoding import day
from claims.publishing.history_cut import WHOLE, Cut

PUBLIC = {
    "slug",
    "title",
    "summary",
    "place",
    "latitude",
    "longitude",
    "starts_on",
    "ends_on",
    "time_zone",
    "parent",
    "grouping",
    "complete",
    "position",
    "categories",
}
PUBLIC_CATEGORY = {"slug", "name", "parent", "grouping", "complete"}


def state(event: Event, cut: Cut = WHOLE) -> dict[str, Any]:
    return {
        "slug": event.slug,
        "title": event.title,
        # A summary was written with hindsight: no step of the past knows it.
        "summary": event.summary if cut.whole else "",
        "place": event.place,
        "latitude": event.latitude,
        "longitude": event.longitude,
        "starts_on": day(event.starts_on),
        "ends_on": day(event.ends_on),
        "time_zone": event.time_zone,
        "parent": event.parent.uid if event.parent else "",
        "grouping": event.grouping,
        "complete": list(event.complete),
        "position": event.position,
        "categories": [category_state(c) for c in _categories(event)],
    }


def _categories(event: Event) -> list[Category]:
    return list(event.categories.select_related("parent").order_by("position", "pk"))


def category_state(category: Category) -> dict[str, Any]:
    return {
        "slug": category.slug,
        "name": category.name,
        "parent": category.parent.slug if category.parent else "",
        "grouping": category.grouping,
        "complete": list(category.complete),
    }
