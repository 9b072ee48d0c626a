"""Every figure about one event, measure by measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from claims.domain.messages import gettext as _
from claims.pages.event_data import Material, with_as_of, with_values
from claims.pages.page_meta import about_figures
from claims.presenters import addresses
from claims.presenters.addresses import path_of
from claims.presenters.chart import charts
from claims.presenters.figure_tables import figure_tables

MOST_AT_ONCE = 60


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


def every_figure(material: Material, common: dict[str, Any], asked: str) -> dict[str, Any]:
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
        "about": about_figures(common["event"], common["above"], labels, files, path),
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
    whole = path_of("pages:dossier", event) + (f"?{urlencode(moment)}" if moment else "")
    table, lines = (path_of("pages:figures-export", form) for form in ("csv", "jsonl"))
    return [
        Download(_("Figures as CSV"), f"{table}?{query}", "text/csv"),
        Download(_("Figures as JSON Lines"), f"{lines}?{query}", "application/jsonl"),
        Download(_("The whole dossier"), whole, "application/json"),
    ]
