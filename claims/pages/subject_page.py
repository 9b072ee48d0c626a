"""The page of one thing about an event, at its address and as of the moment asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.conf import settings
from django.http import HttpResponse

from claims.lookup import history
from claims.lookup.as_of import Shown, common_zone, shown_at, with_later
from claims.lookup.cache import PageRequest
from claims.lookup.get_or_404 import at_moment, by_slug_with_event, moved, withheld_about
from claims.lookup.names import zone_in
from claims.models.record.entry import Entry
from claims.models.record.row import Row
from claims.models.record.rows import PublishedEvent
from claims.pages import rendering
from claims.pages.page_meta import about_withheld
from claims.presenters.addresses import page
from claims.presenters.names import Names
from claims.presenters.notice import withheld
from claims.states.subject import SubjectState

R = TypeVar("R", bound=Row)
S = TypeVar("S", bound=SubjectState)


@dataclass(frozen=True)
class Subject(Generic[R, S]):
    """A subject at the moment shown, with all its entries up to then, the newest first.

    ``event`` is the newest row of the event it is about.
    """

    row: R
    state: S
    shown: Shown
    entries: Sequence[Entry]
    event: PublishedEvent | None


def page_about_event(
    request: PageRequest,
    slug: str,
    *,
    model: type[R],
    kind: str,
    state_type: type[S],
    section: str,
    context: Callable[[Subject[R, S]], dict[str, object]],
) -> HttpResponse:
    """``context`` makes of it what the template takes; times are the event's.

    Raises ``NotOnRecord`` where readers know no such thing, or knew none at that moment.
    """
    current, event = by_slug_with_event(model, slug, request.head)
    if elsewhere := moved(kind, current, slug, request.GET):
        return elsewhere
    zone = zone_in(event) or common_zone(request.head)
    shown = shown_at(request.as_of, head=request.head, zone=zone)
    row = at_moment(model, current, shown, kind=kind)
    shown = with_later(shown, [row.since])
    entries = history.entries_of(row.uid, shown)
    state = None if row.withheld else _state(row, entries, state_type)
    if state is None:
        seen = _withheld(row, entries, shown, kind)
    else:
        seen = context(Subject(row, state, shown, entries, event))
    template = f"claims/{kind}_detail.html"
    return rendering.answer(template, seen, shown=shown, path=request.path, section=section)


def _state(row: Row, entries: Sequence[Entry], kind: type[S]) -> S | None:
    body = next((history.body_of(one) for one in entries if one.seq == row.since), None)
    return body.state if body and isinstance(body.state, kind) else None


def _withheld(row: Row, entries: Sequence[Entry], shown: Shown, kind: str) -> dict[str, object]:
    notice = withheld(withheld_about(row.uid), settings.TIME_ZONE)
    return {
        "withheld": notice,
        "about": about_withheld(notice, page(f"{kind}-picture", row.slug, f"?as_of={row.since}")),
        "history": history.changes(entries, Names(), shown.zone),
    }
