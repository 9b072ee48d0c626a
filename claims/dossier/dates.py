"""Dates of a dossier: none may lie ahead, and those that do not fit are told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from claims.domain.dates import has_not_come, in_doubt
from claims.domain.moment_input import FIRST_YEAR
from claims.domain.moments import Moment
from claims.domain.vocabulary import Precision
from claims.dossier.errors import Complaints, spelt
from claims.dossier.structure import MOMENTS, Object, events, walk

NOT_COME_YET = "this has not come yet: look at the year, the day and the time zone."
OTHER_CALENDAR = (
    f"this lies before {FIRST_YEAR}: if it is of another calendar, write the day as 2024-08-26."
)


def check(dossier: Object, complaints: Complaints, *, at: datetime) -> None:
    """Steps of a history have a rule of their own."""
    zone = dossier["event"].get("time_zone") or "UTC"
    for kind, place, shape in walk(dossier):
        for key in MOMENTS[kind]:
            moment = _moment(shape, key, zone)
            if moment and moment.at.year < FIRST_YEAR:
                complaints.add((*place, key), OTHER_CALENDAR)
            elif moment and kind != "history" and has_not_come(moment, now=at):
                complaints.add((*place, key), NOT_COME_YET)


def refuse_ahead(dossier: Object, *, at: datetime) -> None:
    complaints = Complaints(dossier)
    check(dossier, complaints, at=at)
    complaints.settle()


def doubts(dossier: Object) -> Iterator[str]:
    """What does not fit, each with its place; an editor is to look at it."""
    zone = dossier["event"].get("time_zone") or "UTC"
    began = {node["slug"]: _day(node.get("starts_on")) for node, *_ in events(dossier)}
    reports = {report["slug"]: report for report in dossier.get("reports") or []}
    for n, claim in enumerate(dossier.get("claims") or []):
        cited = [
            (bool(c.get("first")), _moment(reports.get(c["report"], {}), "published_at", zone))
            for c in claim.get("citations") or []
        ]
        counts = [_moment(figure, "as_of", zone) for figure in claim.get("figures") or []]
        for sentence in in_doubt(
            _moment(claim, "said_at", zone),
            zone=zone,
            event_begins=began.get(claim["event"]),
            first_reports=[at for first, at in cited if first and at],
            reports=[at for first, at in cited if not first and at],
            counted=filter(None, counts),
        ):
            yield f"{spelt(('claims', n))} ({claim['slug']}): {sentence}"


def _moment(shape: Object, key: str, zone: str) -> Moment | None:
    """None where there is none, or where it cannot be read, which is told elsewhere."""
    stated = shape.get("said_precision") if key == "said_at" else None
    try:
        unit = Precision(stated) if stated else None
        return Moment.parse(shape[key], zone, unit) if shape.get(key) else None
    except ValueError:
        return None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
