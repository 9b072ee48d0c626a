"""What quick add offers to choose from."""

from __future__ import annotations

from typing import Any

from claims.admin.figure_rows import category_choices
from claims.domain.figures import MEASURES
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.source import Source

MOST_EVENTS = 300
MOST_NAMES = 1000
Choices = list[tuple[str, str]]


def event_choices() -> Choices:
    """Events with their parts, the newest whole ones first."""
    rows = list(Event.objects.order_by("-pk")[:MOST_EVENTS])
    known = {row.pk for row in rows}
    tops = [row for row in rows if row.parent_id not in known]
    return [choice for top in tops for choice in _with_parts(top, rows, 0)]


def _with_parts(event: Event, rows: list[Event], depth: int) -> Choices:
    parts = sorted((r for r in rows if r.parent_id == event.pk), key=lambda r: (r.position, r.pk))
    below = [choice for part in parts for choice in _with_parts(part, rows, depth + 1)]
    return [(str(event.pk), "– " * depth + event.title), *below]


def usual_event(editor: Any) -> Event | None:
    """The one this editor recorded something about last, or the newest."""
    last = Claim.history.filter(history_user=editor, history_type="+").order_by("-history_id")
    event = last.values_list("event_id", flat=True).first()
    found: Event | None = Event.objects.filter(pk=event).first() if event else None
    return found or Event.objects.filter(parent=None).order_by("-pk").first()


def counted_choices(event: Event | None) -> Choices:
    return [("", "Who is counted?"), *category_choices(event)]


def measure_choices() -> Choices:
    return list(MEASURES.items())


def source_names() -> list[str]:
    """For the list under the box: short names too, for these are what people type."""
    rows = Source.objects.order_by("name", "pk").values_list("name", "short_name")[:MOST_NAMES]
    return list(dict.fromkeys(name for row in rows for name in row if name))
