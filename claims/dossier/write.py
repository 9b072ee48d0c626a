"""From a sound dossier to rows on the desk: what is new, in the order of the file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Model

from claims.actions.bulk_rows import Rows
from claims.domain.moments import Moment
from claims.domain.vocabulary import Precision
from claims.dossier.canonical_form import categories_of
from claims.dossier.differences import Comparison
from claims.dossier.structure import Object, events, trees, voices_of
from claims.models.desk.claim import Claim
from claims.models.desk.event import Category, ContextNote, Event, Measure
from claims.models.desk.party import Member, Party, Voice
from claims.models.desk.source import Report, Separation, Source
from claims.states.base import State, fields_of
from claims.states.encoding import part_of, type_of
from claims.states.event import (
    CategoryState,
    ContextState,
    EventState,
    MeasureState,
    MemberState,
    PartyState,
)
from claims.states.names import CategorySlug, ClaimUid, EventUid, ReportUid, SourceUid
from claims.states.report import ReportState
from claims.states.source import SeparationState, SourceState, VoiceState


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
        self._by_type: Mapping[object, Mapping[str, Model]] = {
            SourceUid: self.sources,
            ReportUid: self.reports,
            EventUid: self.events,
            CategorySlug: self.categories,
            ClaimUid: self.claims,
        }

    def is_new(self, *key: str) -> bool:
        return key in self.compared.new

    def new(self, kind: str, listed: str) -> list[Object]:
        return [s for s in self.dossier.get(listed, []) if self.is_new(kind, s["slug"])]

    def columns(
        self, kind: type[State], shape: Object, *, later: Collection[str] = ()
    ) -> dict[str, object]:
        """What a thing states, by the columns of its row; their defaults stand for the rest.

        Its parts are rows of their own; what refers to rows not written yet comes ``later``.
        """
        found: dict[str, object] = {}
        for name, about in fields_of(kind).items():
            stated = about.dossier and about.dossier in shape
            if stated and about.column and name not in later and part_of(kind, name) is None:
                found |= self._column(about.column, type_of(kind, name), shape, about.dossier)
        return found

    def _column(self, column: str, held: object, shape: Object, key: str) -> dict[str, object]:
        value = shape[key]
        if held is Moment:
            return self.moment(column.removesuffix("_at"), shape, key)
        if held is date:
            return {column: date.fromisoformat(value)}
        return {column: self._by_type[held][value] if held in self._by_type else value}

    def moment(self, name: str, shape: Object, key: str) -> dict[str, object]:
        """The pair of columns in which a moment is kept."""
        if key not in shape:
            return {}
        stated = shape.get("said_precision") if key == "said_at" else None
        moment = Moment.parse(shape[key], self.zone, Precision(stated) if stated else None)
        return {f"{name}_at": moment.at, f"{name}_precision": str(moment.precision)}


def write_sources(desk: Desk) -> None:
    shapes = desk.new("source", "sources")
    later = {"speaks_for"}
    made = [Source(**desk.columns(SourceState, shape, later=later)) for shape in shapes]
    slugs = [shape["slug"] for shape in desk.dossier.get("sources", [])]
    desk.sources.update((row.slug, row) for row in Source.objects.filter(slug__in=slugs))
    desk.sources.update((row.slug, row) for row in made)
    told = [voices_of(shape) for shape in shapes]
    always = [next((v["source"] for v in voices if len(v) == 1), "") for voices in told]
    desk.rows.put(made, later={"speaks_for": [desk.sources.get(slug) for slug in always]})
    desk.rows.put(
        [
            Voice(source=row, **desk.columns(VoiceState, voice))
            for row, voices in zip(made, told, strict=True)
            for voice in voices
            if len(voice) > 1
        ]
    )
    desk.rows.put(
        [
            Separation(source=row, **desk.columns(SeparationState, apart))
            for row, shape in zip(made, shapes, strict=True)
            for apart in shape.get("apart_from", [])
        ]
    )


def write_reports(desk: Desk) -> None:
    shapes = desk.new("report", "reports")
    made = [Report(**desk.columns(ReportState, shape, later={"reprints"})) for shape in shapes]
    slugs = [shape["slug"] for shape in desk.dossier.get("reports", [])]
    desk.reports.update((row.slug, row) for row in Report.objects.filter(slug__in=slugs))
    desk.reports.update((row.slug, row) for row in made)
    others = [desk.reports.get(shape.get("reprints", "")) for shape in shapes]
    desk.rows.put(made, later={"reprints": others})


def write_events(desk: Desk) -> None:
    """The event and its parts, which share its zone where they state none."""
    nodes = list(events(desk.dossier))
    slugs = [node["slug"] for node, *_ in nodes]
    zones = {"": "UTC"}
    made, parents = [], []
    for node, _, parent, number in nodes:
        zones[node["slug"]] = node.get("time_zone", zones[parent])
        if desk.is_new("event", node["slug"]):
            stated = {**node, "time_zone": zones[node["slug"]]}
            made.append(Event(position=number, **desk.columns(EventState, stated)))
            parents.append(parent)
    desk.events.update((row.slug, row) for row in Event.objects.filter(slug__in=slugs))
    desk.events.update((row.slug, row) for row in made)
    desk.rows.put(made, later={"parent": [desk.events.get(slug) for slug in parents]})
    desk.rows.put(
        [
            ContextNote(event=desk.events[node["slug"]], **desk.columns(ContextState, shape))
            for node, *_ in nodes
            if desk.is_new("event", node["slug"])
            for shape in node.get("context", [])
        ]
    )


def write_categories(desk: Desk) -> None:
    root = desk.events[desk.dossier["event"]["slug"]]
    made, parents = [], []
    for node, _, parent, number in trees(categories_of(desk.dossier), ()):
        if desk.is_new("category", node["slug"]):
            columns = desk.columns(CategoryState, node)
            made.append(Category(event=root, position=number, **columns))
            parents.append(parent)
    desk.categories.update((row.slug, row) for row in root.categories.all())
    desk.categories.update((row.slug, row) for row in made)
    desk.rows.put(made, later={"parent": [desk.categories.get(slug) for slug in parents]})


def write_measures(desk: Desk) -> None:
    root = desk.events[desk.dossier["event"]["slug"]]
    listed = [shape["slug"] for shape in desk.dossier.get("measures", [])]
    desk.rows.put(
        [
            Measure(
                event=root,
                position=listed.index(shape["slug"]),
                **desk.columns(MeasureState, shape),
            )
            for shape in desk.new("measure", "measures")
        ]
    )


def write_parties(desk: Desk) -> None:
    root = desk.events[desk.dossier["event"]["slug"]]
    listed = [shape["slug"] for shape in desk.dossier.get("parties", [])]
    shapes = desk.new("party", "parties")
    made = [
        Party(
            event=root,
            position=listed.index(shape["slug"]),
            **desk.columns(PartyState, shape),
        )
        for shape in shapes
    ]
    desk.rows.put(made)
    desk.rows.put(
        [
            Member(event=root, party=party, **desk.columns(MemberState, member))
            for party, shape in zip(made, shapes, strict=True)
            for member in shape.get("members", [])
        ]
    )
