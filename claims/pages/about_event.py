"""The page of one thing about an event, at its address and as of the moment asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.db import models
from django.http import HttpResponse

from claims.lookup import history
from claims.lookup.as_of import Shown, common_zone, shown_at, with_later
from claims.lookup.cache import PageRequest
from claims.lookup.get_or_404 import at_moment, by_slug, moved, state_of, withheld_about
from claims.lookup.names import zone_of
from claims.pages import rendering
from claims.pages.page_meta import about_withheld
from claims.presenters.addresses import page
from claims.presenters.names import Names
from claims.presenters.notice import withheld
from claims.states.subject import SubjectState

S = TypeVar("S", bound=SubjectState)


def page_about_event(
    request: PageRequest,
    slug: str,
    *,
    model: type[models.Model],
    kind: str,
    state_type: type[S],
    section: str,
    context: Callable[[Any, S, Shown], dict[str, Any]],
) -> HttpResponse:
    """``context`` makes of its row and state what the template takes; times are the event's.

    Raises ``NotOnRecord`` where readers know no such thing, or knew none at that moment.
    """
    current = by_slug(model, slug, request.head)
    if elsewhere := moved(kind, current, slug, request.GET):
        return elsewhere
    zone = zone_of(current.event) or common_zone(request.head)
    shown = shown_at(request.as_of, head=request.head, zone=zone)
    row = at_moment(model, current, shown, kind=kind)
    shown = with_later(shown, [row.since])
    state = None if row.withheld else state_of(row, state_type)
    seen = _withheld(row, shown, kind) if state is None else context(row, state, shown)
    template = f"claims/{kind}_detail.html"
    return rendering.answer(template, seen, shown=shown, path=request.path, section=section)


def _withheld(row: Any, shown: Shown, kind: str) -> dict[str, Any]:
    notice = withheld(withheld_about(row.uid), settings.TIME_ZONE)
    entries = history.entries_of(row.uid, shown)
    return {
        "withheld": notice,
        "about": about_withheld(notice, page(f"{kind}-picture", row.slug, f"?as_of={row.since}")),
        "history": history.changes(entries, Names(), shown.zone),
    }
