"""One event: where it stands, the numbers of each party and our own, and every figure about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase

from claims.domain.vocabulary import Lifecycle
from claims.lookup.as_of import Shown, shown_at, with_later
from claims.lookup.cache import PageRequest, record_page
from claims.lookup.get_or_404 import at_moment, by_slug, moved, withheld_about
from claims.lookup.names import claim_names
from claims.models.record.rows import PublishedEvent
from claims.pages import rendering, sharing
from claims.pages.event_data import Material, gather, news_of
from claims.pages.page_meta import about_event, about_figures, downloads
from claims.pages.status_counts import Tally, total_of
from claims.presenters import addresses
from claims.presenters.addresses import path_of
from claims.presenters.chart import charts
from claims.presenters.counting_context import Node
from claims.presenters.event import NO_POSITION, event_page, parties_listed
from claims.presenters.figure_tables import figure_tables
from claims.presenters.figures import FigureLine
from claims.presenters.notice import withheld
from claims.presenters.status import all_marks
from claims.presenters.status_columns import columns

MOST_DRAWN = 10
MOST_AT_ONCE = 60
MOST_CLAIMS = 8
MOST_COMPETING = 4
MOST_FINDINGS = 8

Context = Callable[[Material], dict[str, Any]]


@dataclass(frozen=True)
class PartListed:
    node: Node
    tally: Tally


@dataclass(frozen=True)
class FiguresOf:
    """A part whose figures have a page of their own."""

    name: str
    href: str
    count: int


@record_page("as_of")
def event(request: PageRequest, slug: str) -> HttpResponseBase:
    return _about(request, slug, "event", _detail)


@record_page("as_of", "measure")
def figures(request: PageRequest, slug: str) -> HttpResponseBase:
    def context(material: Material) -> dict[str, Any]:
        return _figures(material, request.GET.get("measure", ""))

    return _about(request, slug, "figures", context)


def _about(request: PageRequest, slug: str, kind: str, context: Context) -> HttpResponseBase:
    current = by_slug(PublishedEvent, slug, request.head)
    if elsewhere := moved(kind, current, slug, request.GET):
        return elsewhere
    shown = shown_at(request.as_of, head=request.head, zone=current.time_zone)
    row = at_moment(PublishedEvent, current, shown, kind="event")
    path = addresses.page(kind, slug)
    if row.withheld:
        notice = withheld(withheld_about(row.uid), shown.zone)
        return _answer(kind, {"withheld": notice}, with_later(shown, [row.since]), path)
    material = gather(row, shown)
    shown = with_later(shown, [row.since, *(claim.since for claim in material.rows)])
    return _answer(kind, context(material), shown, path)


def _answer(kind: str, context: dict[str, Any], shown: Shown, path: str) -> HttpResponse:
    template = "claims/event_figures.html" if kind == "figures" else "claims/event_detail.html"
    return rendering.answer(template, context, shown=shown, path=path, section="events")


def _detail(material: Material) -> dict[str, Any]:
    tally = total_of(material.tree.within, material.tallies)
    drawn = charts(
        _worth_drawing(material.lines), material.positions, material.counting, at_most=MOST_DRAWN
    )
    rows = [row for row in material.rows if row.lifecycle != Lifecycle.CONTEXT]
    common, news = _common(material, "event"), news_of(material)
    path = material.tree.here.get_absolute_url()
    return {
        **common,
        "about": about_event(common["event"], common["above"], _ours(material), news, path),
        "questions": material.questions,
        "asked_first": next(iter(material.questions_here), None),
        "columns": columns(material.told, tally.counts, material.names),
        "competing": _competing(material),
        "charts": drawn[:1],
        "other_charts": drawn[1:],
        "lines": drawn[0].lines if drawn else [],
        "ours": [p for p in material.positions if drawn and p.cell.measure == drawn[0].measure],
        "findings": material.findings[:MOST_FINDINGS],
        "more_findings": len(material.findings) > MOST_FINDINGS,
        "marks": all_marks(tally.counts),
        "total": tally.total,
        "claims": list(
            claim_names(rows[:MOST_CLAIMS], material.names.sources, material.shown).values()
        ),
        "more_claims": tally.total > MOST_CLAIMS,
        "claims_at": _claims_at(material),
        "claims_list": _claims_at(material).rstrip("?&"),
        "parts": list(_parts(material)),
        "parties": parties_listed(material.parties, material.names),
        "news": news,
    }


def _common(material: Material, kind: str) -> dict[str, Any]:
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
        "use": sharing.of_event(material, kind),
    }


def _figures(material: Material, asked: str) -> dict[str, Any]:
    """Everything at once where it loads on a slow phone; else one measure, then one part."""
    every = figure_tables(material.lines, [], material.counting)
    measures = [m.measure for m in every]
    wanted = {asked} if asked in measures else set(measures)
    if asked not in measures and len(material.lines) > MOST_AT_ONCE:
        wanted = set(measures[:1])
    lines = [line for line in material.lines if line.cell.measure in wanted]
    here = [line for line in lines if line.cell.event == material.counting.here]
    apart = len(lines) > MOST_AT_ONCE and bool(here)
    lines = here if apart else lines
    drawn = charts(lines, material.positions, material.counting)
    common, path = _common(material, "figures"), addresses.page("figures", material.tree.here.slug)
    labels = [measure.label for measure in every]
    return {
        **common,
        "about": about_figures(common["event"], common["above"], labels, path),
        "downloads": downloads(material.tree.here.slug, material.shown.asked),
        "every": every,
        "measures": figure_tables(
            lines,
            drawn,
            material.counting,
            positions=material.positions,
            findings=material.findings,
            zone=material.shown.zone,
        ),
        "alone": [p for p in material.positions if p.cell.measure not in measures],
        "apart": apart,
        "here": material.counting.here,
        "elsewhere": _elsewhere(material, wanted) if apart else [],
        "at": _with_as_of("?", material.shown),
    }


def _ours(material: Material) -> str:
    """What stands where the page is quoted: our figure, or else our first question, in full."""
    head = [p.telling for p in material.positions if p.cell.event == material.counting.here]
    asked = [question.telling for question in material.questions_here]
    return next(iter([*head, *asked]), NO_POSITION)


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


def _worth_drawing(lines: Sequence[FigureLine]) -> list[FigureLine]:
    """What is out of the reckoning is drawn on the page of figures alone, unless it is all."""
    return [line for line in lines if line.live] or list(lines)


def _competing(material: Material) -> list[FigureLine]:
    """The figures of the widest cells, for readers whom we give no figure of our own."""
    live = [line for line in material.lines if line.live]
    return live[:MOST_COMPETING] if not material.positions else []


def _parts(material: Material) -> Iterator[PartListed]:
    nodes = material.tree.nodes
    for node in nodes.under(material.tree.here.uid):
        inside = [uid for uid in nodes.nodes if nodes.within(uid, node.key)]
        yield PartListed(node, total_of(inside, material.tallies))


def _claims_at(material: Material) -> str:
    """The address of the list of all its claims, to be narrowed further."""
    about = f"{path_of('pages:claims')}?event={material.tree.here.slug}&"
    return _with_as_of(about, material.shown)


def _with_as_of(address: str, shown: Shown) -> str:
    """An address that stays in the moment shown, ready for one more parameter."""
    return address + (urlencode({"as_of": shown.asked}) + "&" if shown.past else "")
