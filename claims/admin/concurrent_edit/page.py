"""How a change form meets what others saved since it was opened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from claims.admin.concurrent_edit.merge import Inline, Meeting, meet
from claims.models.desk.base import DeskModel

KEPT = "Both are kept: what you did not touch stands as they left it."


def merge_typed(model_admin: Any, request: Any, row: DeskModel) -> None:
    """Put the merged text in the place of what was typed, before any form reads it."""
    form = model_admin.get_form(request, row, change=True)
    if "seen" not in form.base_fields:
        return
    met = meet(request.POST, row, form, _inlines(model_admin, request, row))
    if met is not None:
        request.POST, request.meeting = met.data, met


def _inlines(model_admin: Any, request: HttpRequest, row: DeskModel) -> Iterator[Inline]:
    for rows, inline in model_admin.get_formsets_with_inlines(request, row):
        prefix = rows.get_default_prefix()
        yield Inline(prefix, rows.form, inline.rows_of(row), inline.owner_field)


def refusals_of(request: HttpRequest) -> list[str]:
    meeting: Meeting | None = getattr(request, "meeting", None)
    return meeting.refusals if meeting else []


def tell_what_was_merged(request: HttpRequest) -> None:
    """After a save that needed no choice: what came from others, field by field."""
    meeting: Meeting | None = getattr(request, "meeting", None)
    if meeting is None or not meeting.heard:
        return
    told = [(said,) for one in meeting.heard for said in one.sentences]
    kept = KEPT if any(one.changes for one in meeting.heard) else ""
    rows = format_html_join("", "<li>{}</li>", told)
    messages.warning(request, format_html("While you had this open: <ul>{}</ul>{}", rows, kept))
