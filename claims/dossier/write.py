"""From a sound dossier to rows on the desk: what is new, in the order of the file."""

from __future__ import annotations

from datetime import date
from typing import Any

from claims.domain.moments import Moment
from claims.domain.vocabulary import Precision
from claims.dossier.canonical_form import categories_of
from claims.dossier.differences import Comparison
from claims.dossier.rows import Rows
from claims.dossier.structure import Object, events, trees
from claims.models.desk.claim import Claim
from claims.models.desk.event import Category, Event
from claims.models.desk.source import Report, Separation, Source


class Desk:
    """The rows that a dossier names, by slug: those here already, and the new as they come."""

    def __init__(self, dossier: Object, compared: Comparison, rows: Rows) -> None:
        self.dossier, self.compared, self.rows = dossier, compared, rows
        self.zone = dossier["event"].get("time_zone", "UTC")
        self.sources: dict[str, Source] = {}
        self.reports: dict[str, Report] = {}
        self.events: dict[str, Event] = {}
        self.categories: dict[str, Category] = {}
        self.claims: dict[str, Claim] = {}

    def is_new(self, *key: str) -> bool:
        return key in self.compared.new

    def new(self, kind: str, listed: str) -> list[Object]:
        return [s for s in self.dossier.get(listed, []) if self.is_new(kind, s["slug"])]

    def moment(self, name: str, shape: Object, key: str) -> dict[str, Any]:
        """The pair of columns in which a moment is kept."""
        if key not in shape:
            return {}
        stated = shape.get("said_precision") if key == "said_at" else None
        moment = Moment.parse(shape[key], self.zone, Precision(stated) if stated else None)
        return {f"{name}_at": moment.at, f"{name}_precision": str(moment.precision)}


def write_ground(desk: Desk) -> None:
    """What claims stand on: sources, reports, the event with its parts, and who is counted."""
    _sources(desk)
    _reports(desk)
    _events(desk)
    _categories(desk)


def _sources(desk: Desk) -> None:
    shapes = desk.new("source", "sources")
    names = ("slug", "name", "short_name", "aliases", "kind", "side", "about", "url")
    made = [Source(**given(shape, names)) for shape in shapes]
    slugs = [shape["slug"] for shape in desk.dossier.get("sources", [])]
    desk.sources = {row.slug: row for row in Source.objects.filter(slug__in=slugs)}
    desk.sources |= {row.slug: row for row in made}
    others = [desk.sources.get(shape.get("speaks_for", "")) for shape in shapes]
    desk.rows.put(made, later={"speaks_for": others})
    desk.rows.put(
        [
            Separation(source=row, other=desk.sources[apart["source"]], reason=apart["reason"])
            for row, shape in zip(made, shapes, strict=True)
            for apart in shape.get("apart_from", [])
        ]
    )


def _reports(desk: Desk) -> None:
    shapes = desk.new("report", "reports")
    made = [_report(desk, shape) for shape in shapes]
    slugs = [shape["slug"] for shape in desk.dossier.get("reports", [])]
    desk.reports = {row.slug: row for row in Report.objects.filter(slug__in=slugs)}
    desk.reports |= {row.slug: row for row in made}
    others = [desk.reports.get(shape.get("reprints", "")) for shape in shapes]
    desk.rows.put(made, later={"reprints": others})


def _report(desk: Desk, shape: Object) -> Report:
    names = ("slug", "title", "url", "medium", "language", "archive_url")
    return Report(
        publisher=desk.sources[shape["publisher"]],
        linked=shape.get("link", True),
        **given(shape, names),
        **desk.moment("published", shape, "published_at"),
        **desk.moment("accessed", shape, "accessed_at"),
    )


def _events(desk: Desk) -> None:
    nodes = list(events(desk.dossier))
    slugs = [node["slug"] for node, *_ in nodes]
    zones = {"": "UTC"}
    made, parents = [], []
    for node, _, parent, number in nodes:
        zones[node["slug"]] = node.get("time_zone", zones[parent])
        if desk.is_new("event", node["slug"]):
            made.append(_event(node, zones[node["slug"]], number))
            parents.append(parent)
    desk.events = {row.slug: row for row in Event.objects.filter(slug__in=slugs)}
    desk.events |= {row.slug: row for row in made}
    desk.rows.put(made, later={"parent": [desk.events.get(slug) for slug in parents]})


def _event(node: Object, zone: str, number: int) -> Event:
    names = ("slug", "title", "summary", "place", "latitude", "longitude", "grouping", "complete")
    days = {key: date.fromisoformat(node[key]) for key in ("starts_on", "ends_on") if key in node}
    return Event(time_zone=zone, position=number, **given(node, names), **days)


def _categories(desk: Desk) -> None:
    root = desk.events[desk.dossier["event"]["slug"]]
    made, parents = [], []
    for node, _, parent, number in trees(categories_of(desk.dossier), ()):
        if desk.is_new("category", node["slug"]):
            names = ("slug", "name", "grouping", "complete")
            made.append(Category(event=root, position=number, **given(node, names)))
            parents.append(parent)
    desk.categories = {row.slug: row for row in root.categories.all()}
    desk.categories |= {row.slug: row for row in made}
    desk.rows.put(made, later={"parent": [desk.categories.get(slug) for slug in parents]})


def given(shape: Object, names: tuple[str, ...]) -> Object:
    """The keys a thing states; the columns' own defaults stand for the others."""
    return {name: shape[name] for name in names if name in shape}
