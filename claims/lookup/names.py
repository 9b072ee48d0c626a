"""Names of what a page mentions, each kind in one query, at the moment shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from claims.domain.measures import MEASURES, Measures
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.names_apart import told_apart
from claims.domain.text import fold
from claims.domain.vocabulary import SourceKind
from claims.lookup.as_of import Shown
from claims.lookup.cited import marks_of_cited
from claims.models.record.entry import EntryBody
from claims.models.record.event_tree import root_of
from claims.models.record.row import AsOf
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedReport,
    PublishedSource,
)
from claims.presenters.claim import mentions
from claims.presenters.counting_context import measures_of
from claims.presenters.fate import fate_label
from claims.presenters.moments import when
from claims.presenters.names import ClaimName, EventName, Name, Names, ReportName
from claims.presenters.report_marks import in_short, report_marks
from claims.presenters.status import mark_of
from claims.states.claim import ClaimState
from claims.states.event import EventState
from claims.states.report import ReportState


def look_up(
    shown: Shown,
    *,
    sources: Iterable[str] = (),
    events: Iterable[str] = (),
    reports: Iterable[str] = (),
    claims: Iterable[str] = (),
    categories: Mapping[str, str] | None = None,
    zone: str = "",
) -> Names:
    """Names by uid. Claimants of the claims, publishers of the reports, events of the claims too.

    ``zone`` is the one times of reports are printed in.
    """
    zone = zone or shown.zone
    claim_rows = _named(PublishedClaim, claims, shown.rows)
    report_rows = _named(PublishedReport, reports, shown.rows)
    wanted = {
        *sources,
        *(row.claimant for row in claim_rows.values()),
        *(row.publisher for row in report_rows.values()),
    }
    named = _told_apart(
        {
            uid: source_name(row, shown.query)
            for uid, row in _named(PublishedSource, wanted, shown.rows).items()
        }
    )
    about = {*events, *(row.event for row in claim_rows.values())}
    return Names(
        sources=named,
        events={
            uid: event_name(row, shown.query)
            for uid, row in _named(PublishedEvent, about, shown.rows).items()
        },
        reports=_reports(report_rows, named, zone),
        claims=claim_names(claim_rows.values(), named, shown),
        categories=categories or {},
    )


def named_in(state: ClaimState, shown: Shown, *, beside: Iterable[str] = ()) -> Names:
    """Names of all that a claim's state mentions, and of the claims beside it."""
    named = mentions(state)
    categories, measures = counted_in(state.event, shown)
    found = look_up(
        shown,
        sources=named.sources,
        events=named.events,
        reports=named.reports,
        claims={*named.claims, *beside},
        categories=categories,
    )
    return replace(found, measures=measures)


def _named(model: Any, uids: Iterable[str], moment: AsOf) -> dict[str, Any]:
    """Rows by uid, without those whose words were withheld: they have no name to give."""
    wanted = {uid for uid in uids if uid}
    rows = model.objects.named(wanted, moment) if wanted else {}
    return {uid: row for uid, row in rows.items() if not row.withheld}


def source_name(row: PublishedSource, then: str = "") -> Name:
    href = row.get_absolute_url() + then
    return Name(
        row.uid,
        row.name,
        row.short_name,
        href,
        kind=row.kind,
        nature=row.nature,
        speaks_for=row.speaks_for,
    )


def _told_apart(names: Mapping[str, Name]) -> dict[str, Name]:
    """Two that a page would call the same go by their whole name, or by what they are besides."""
    labels = {uid: [one.called, one.text, *_with_kind(one)] for uid, one in names.items()}
    told = told_apart(labels)
    used = Counter(map(fold, told.values()))
    # What tells nobody apart is not said.
    apart = {uid for uid, name in told.items() if used[fold(name)] == 1 and name != labels[uid][0]}
    return {
        uid: replace(one, short=told[uid]) if uid in apart else one for uid, one in names.items()
    }


def _with_kind(name: Name) -> list[str]:
    return [f"{name.text} ({SourceKind(name.kind).label})"] if name.kind else []


def event_name(row: PublishedEvent, then: str = "") -> EventName:
    return EventName(
        row.uid,
        row.title,
        href=row.get_absolute_url() + then,
        zone=row.time_zone,
        parent=row.parent,
    )


def claim_names(
    rows: Iterable[PublishedClaim], sources: Mapping[str, Name], shown: Shown
) -> dict[str, ClaimName]:
    """Claims as lists name them, with what became of the reports they cite."""
    wanted = list(rows)
    cited = marks_of_cited((row.since for row in wanted), shown.rows) if wanted else {}
    return {
        row.uid: _claim_name(row, sources, in_short(cited.get(row.since, {})), shown.query)
        for row in wanted
    }


def _claim_name(
    row: PublishedClaim, sources: Mapping[str, Name], marks: Iterable[str], then: str
) -> ClaimName:
    claimant = sources.get(row.claimant)
    return ClaimName(
        row.uid,
        row.statement,
        row.short,
        row.get_absolute_url() + then,
        status=mark_of(row.status, examined=row.examined),
        claimant=claimant.called if claimant else "",
        fate=fate_label(row.lifecycle, *marks, retracted=row.retracted),
        said=_moment(row.said_at, row.said_precision),
        spoken_by=claimant.voice if claimant else row.claimant,
    )


def _reports(
    rows: Mapping[str, PublishedReport], sources: Mapping[str, Name], zone: str
) -> dict[str, ReportName]:
    known = _report_states(rows.values())
    return {uid: _report(row, sources, known.get(row.since), zone) for uid, row in rows.items()}


def _report_states(rows: Iterable[PublishedReport]) -> dict[int, ReportState]:
    """Addresses of archived copies, and what became of a report, stand with the entries alone."""
    bodies = EntryBody.objects.filter(entry__in=[row.since for row in rows])
    found = {body.entry_id: body.read.state for body in bodies}
    return {n: state for n, state in found.items() if isinstance(state, ReportState)}


def _report(
    row: PublishedReport, sources: Mapping[str, Name], state: ReportState | None, zone: str
) -> ReportName:
    publisher = sources.get(row.publisher)
    outlet = publisher.called if publisher else ""
    said = row.published_at
    linked = row.linked and row.url.startswith(("https://", "http://"))
    return ReportName(
        row.uid,
        row.title or outlet or _("Untitled report"),
        href=row.url if linked else "",
        publisher=outlet,
        by=row.publisher,
        published=when(said, row.published_precision, zone) if said else None,
        moment=_moment(said, row.published_precision),
        medium=row.medium,
        address="" if linked else row.url,
        archive=state.archive_url if linked and state else "",
        marks=report_marks(state, zone) if state else (),
    )


def _moment(at: datetime | None, precision: str) -> Moment | None:
    return Moment(at, precision) if at else None


def counted_in(event: str, shown: Shown) -> tuple[dict[str, str], Measures]:
    """What the categories of an event's tree are called, and its measures: who and what."""
    row = _named(PublishedEvent, [event], shown.rows).get(event)
    if row is not None:
        row = root_of(row, shown.rows)
    body = EntryBody.objects.filter(entry=row.since).first() if row is not None else None
    state = body.read.state if body else None
    if not isinstance(state, EventState):
        return {}, MEASURES
    return {one.slug: one.name for one in state.categories}, measures_of(state)


def zone_of(event: str) -> str:
    """The zone an event's clocks show, by its newest row; empty where none is known."""
    row = PublishedEvent.objects.filter(uid=event).order_by("-since").first()
    return row.time_zone if row and not row.withheld else ""
