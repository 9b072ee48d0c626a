"""One event: where it stands, the numbers of each party and our own, and every figure about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase

from claims.lookup.as_of import Shown, shown_at, with_later
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.get_or_404 import at_moment, by_slug, moved, withheld_about
from claims.models.record.rows import PublishedEvent
from claims.pages import rendering, sharing
from claims.pages.event_data import Material, gather
from claims.pages.event_figures import every_figure
from claims.pages.event_page import whole_page
from claims.pages.page_meta import about_withheld
from claims.presenters import addresses
from claims.presenters.event import event_page
from claims.presenters.notice import withheld

Context = dict[str, Any]


@record_page("as_of")
def event(request: PageRequest, slug: str) -> HttpResponseBase:
    return _about(request, slug, "event", whole_page)


@record_page("as_of", "measure")
def figures(request: PageRequest, slug: str) -> HttpResponseBase:
    def context(material: Material, common: Context) -> Context:
        return every_figure(material, common, request.GET.get("measure", ""))

    return _about(request, slug, "figures", context)


def _about(
    request: PageRequest, slug: str, kind: str, context: Callable[[Material, Context], Context]
) -> HttpResponseBase:
    current = by_slug(PublishedEvent, slug, request.head)
    if elsewhere := moved(kind, current, slug, request.GET):
        return elsewhere
    shown = shown_at(request.as_of, head=request.head, zone=current.time_zone)
    row = at_moment(PublishedEvent, current, shown, kind="event")
    path = addresses.page(kind, slug)
    if row.withheld:
        notice = withheld(withheld_about(row.uid), settings.TIME_ZONE)
        picture = addresses.page("event-picture", slug, f"?as_of={row.since}")
        gone = {"withheld": notice, "about": about_withheld(notice, picture)}
        return _answer(kind, gone, with_later(shown, [row.since]), path)
    material = gather(row, shown)
    shown = with_later(shown, [row.since, *(claim.since for claim in material.rows)])
    common = _common(material, kind)
    return _answer(kind, {**common, **context(material, common)}, shown, path)


def _answer(kind: str, context: Context, shown: Shown, path: str) -> HttpResponse:
    template = "claims/event_figures.html" if kind == "figures" else "claims/event_detail.html"
    return rendering.answer(template, context, shown=shown, path=path, section="events")


def _common(material: Material, kind: str) -> Context:
    tree = material.tree
    above = [row for row in tree.rows if row.uid == tree.here.parent]
    return {
        "event": event_page(material.state, material.names),
        "above": [material.names.event(row.uid) for row in above],
        "positions": material.positions,
        "figure_count": len(material.lines),
        "figures_at": addresses.page("figures", tree.here.slug, material.shown.query),
        "slug": tree.here.slug,
        "event_at": tree.here.get_absolute_url() + material.shown.query,
        "whole": material.whole,
        "taken_back": material.taken_back,
        "use": sharing.of_event(material, kind),
    }
