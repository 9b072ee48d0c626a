"""One event: where it stands, the numbers of each party and our own, and every figure about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase

from claims.domain.messages import gettext as _
from claims.lookup.as_of import Shown, shown_at, with_later
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.get_or_404 import at_moment, by_slug, moved, withheld_about
from claims.models.record.rows import PublishedEvent
from claims.pages import rendering, sharing
from claims.pages.event_data import Material, gather, with_as_of, with_values
from claims.pages.event_page import whole_page
from claims.pages.page_meta import about_figures, about_withheld
from claims.presenters import addresses
from claims.presenters.chart import charts
from claims.presenters.event import EventPage, event_page
from claims.presenters.figure_tables import figure_tables
from claims.presenters.names import EventName
from claims.presenters.notice import withheld

Context = dict[str, object]
MOST_AT_ONCE = 60


@record_page("as_of")
def event(request: PageRequest, slug: str) -> HttpResponseBase:
    return _about(request, slug, "event", whole_page)


@record_page("as_of", "measure")
def figures(request: PageRequest, slug: str) -> HttpResponseBase:
    def context(material: Material, event: EventPage, above: Sequence[EventName]) -> Context:
        return every_figure(material, event, above, request.GET.get("measure", ""))

    return _about(request, slug, "figures", context)


def _about(
    request: PageRequest,
    slug: str,
    kind: str,
    context: Callable[[Material, EventPage, Sequence[EventName]], Context],
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
    tree = material.tree
    event = event_page(material.state, material.names)
    above = [material.names.event(row.uid) for row in tree.rows if row.uid == tree.here.parent]
    seen = {
        "event": event,
        "above": above,
        "positions": material.positions,
        "figure_count": len(material.lines),
        "figures_at": addresses.page("figures", tree.here.slug, material.shown.query),
        "slug": tree.here.slug,
        "event_at": tree.here.get_absolute_url() + material.shown.query,
        "whole": material.whole,
        "taken_back": material.taken_back,
        "use": sharing.of_event(material, kind),
        **context(material, event, above),
    }
    return _answer(kind, seen, shown, path)


def _answer(kind: str, context: Context, shown: Shown, path: str) -> HttpResponse:
    template = "claims/event_figures.html" if kind == "figures" else "claims/event_detail.html"
    return rendering.answer(template, context, shown=shown, path=path, section="events")


@dataclass(frozen=True)
class FiguresOf:
    """A part whose figures have a page of their own."""

    name: str
    href: str
    count: int


@dataclass(frozen=True)
class Download:
    label: str
    href: str
    type: str


def every_figure(
    material: Material, event: EventPage, above: Sequence[EventName], asked: str
) -> Context:
    """Everything at once where it loads on a slow phone; else one measure, then one part."""
    every = figure_tables(material.lines, [], material.counting)
    measures = [m.measure for m in every]
    asked = material.counting.usual.get(asked, asked)
    wanted = {asked} if asked in measures else set(measures)
    if asked not in measures and len(material.lines) > MOST_AT_ONCE:
        wanted = set(measures[:1])
    lines = [line for line in material.lines if line.cell.measure in wanted]
    here = [line for line in lines if line.cell.event == material.counting.here]
    apart = len(lines) > MOST_AT_ONCE and bool(here)
    lines = here if apart else lines
    positions = with_values(material)
    drawn = charts(lines, positions, material.counting)
    slug = material.tree.here.slug
    path = addresses.page("figures", slug)
    files = [(one.type, one.href) for one in _downloads(slug)]
    labels = [measure.label for measure in every]
    return {
        "about": about_figures(event, above, labels, files, path),
        "downloads": _downloads(slug, material.shown.asked),
        "every": every,
        "measures": figure_tables(
            lines,
            drawn,
            material.counting,
            positions=positions,
            findings=material.findings,
            zone=material.shown.zone,
        ),
        "alone": [p for p in positions if p.cell.measure not in measures],
        "apart": apart,
        "here": material.counting.here,
        "elsewhere": _elsewhere(material, wanted) if apart else [],
        "at": with_as_of("?", material.shown),
    }


def _elsewhere(material: Material, measures: set[str]) -> list[FiguresOf]:
    """The parts of the event, with how many of these figures stand on their pages."""
    nodes, found = material.tree.nodes, []
    for node in nodes.under(material.tree.here.uid):
        about = [x for x in material.lines if nodes.within(x.cell.event, node.key)]
        count = sum(line.cell.measure in measures for line in about)
        if count:
            row = next(row for row in material.tree.rows if row.uid == node.key)
            page_of = addresses.page("figures", row.slug, material.shown.query)
            found.append(FiguresOf(node.name, page_of, count))
    return found


def _downloads(event: str, as_of: str = "") -> list[Download]:
    """What there is to take away about one event, as of the moment that its page shows."""
    moment = {"as_of": as_of} if as_of else {}
    query = urlencode({"event": event, **moment})
    whole = addresses.path_of("pages:dossier", event) + (f"?{urlencode(moment)}" if moment else "")
    table, lines = (addresses.path_of("pages:figures-export", form) for form in ("csv", "jsonl"))
    return [
        Download(_("Figures as CSV"), f"{table}?{query}", "text/csv"),
        Download(_("Figures as JSON Lines"), f"{lines}?{query}", "application/jsonl"),
        Download(_("The whole dossier"), whole, "application/json"),
    ]
