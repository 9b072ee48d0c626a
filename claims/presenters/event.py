"""An event as readers meet it: what, where, when, and what it is a part of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from claims.presenters.moments import day_text

NO_POSITION = "We have not stated a figure for this event."


@dataclass(frozen=True)
class Days:
    """When it happened, as an element of time or two."""

    first: str
    first_text: str
    last: str = ""
    last_text: str = ""


@dataclass(frozen=True)
class EventShown:
    slug: str
    title: str
    summary: str
    place: str
    days: Days | None
    zone: str
    retracted: str


def event_shown(state: Mapping[str, Any]) -> EventShown:
    return EventShown(
        slug=state["slug"],
        title=state["title"],
        summary=state["summary"],
        place=state["place"],
        days=_days(state["starts_on"], state["ends_on"]),
        zone=state["time_zone"],
        retracted=state.get("retracted", {}).get("reason", ""),
    )


def _days(starts: str | None, ends: str | None) -> Days | None:
    if not starts:
        return None
    first = Days(starts, day_text(date.fromisoformat(starts)))
    if not ends or ends == starts:
        return first
    return Days(first.first, first.first_text, ends, day_text(date.fromisoformat(ends)))
