"""Names of what a page mentions, each kind in one query, at the moment shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from claims.domain.measures import MEASURES, Measures
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.names_apart import told_apart
from claims.domain.text import fold
from claims.domain.vocabulary import SourceKind
from claims.lookup.as_of import Shown
from claims.lookup.cited import marks_of_cited
from claims.lookup.states import state_of
from claims.models.record.event_tree import root_of
from claims.models.record.moment import AsOf
from claims.models.record.prepared import prepared
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
    known: Mapping[str, PublishedEvent] | None = None,
) -> Names:
    """Names by uid. Claimants of the claims, publishers of the reports, events of the claims too.

    ``zone`` is the one times of reports are printed in; ``known`` are events looked up before.
    """
    zone = zone or shown.zone
    claim_rows = _named(PublishedClaim, claims, shown.rows)
    report_rows = _named(PublishedReport, reports, shown.rows, body=True)
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
    event_rows = {uid: row for uid, row in (known or {}).items() if uid in about}
    event_rows |= _named(PublishedEvent, about - event_rows.keys(), shown.rows)
    return Names(
        sources=named,
        events={uid: event_name(row, shown.query) for uid, row in event_rows.items()},
        reports=_reports(report_rows, named, zone),
        claims=claim_names(claim_rows.values(), named, shown),
        categories=categories or {},
    )


def named_in(
    state: ClaimState,
    shown: Shown,
    *,
    beside: Iterable[str] = (),
    newest: PublishedEvent | None = None,
) -> Names:
    """Names of all that a claim's state mentions, and of the claims beside it.

    ``newest`` is the event's newest row, which is often the one that is asked for.
    """
    named = mentions(state)
    event = _event_then(state.event, newest, shown)
    categories, measures = _counted_in(event, shown)
    found = look_up(
        shown,
        sources=named.sources,
        events=named.events,
        reports=named.reports,
        claims={*named.claims, *beside},
        categories=categories,
        known={event.uid: event} if event else {},
    )
    return replace(found, measures=measures)


def _named(model: Any, uids: Iterable[str], moment: AsOf, *, body: bool = False) -> dict[str, Any]:
    """Rows by uid, without those whose words were withheld: they have no name to give."""
    wanted = {uid for uid in uids if uid}
    rows = model.objects.named(wanted, moment, body=body) if wanted else {}
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
        claimant_in_full=claimant.in_full if claimant else "",
        fate=fate_label(row.lifecycle, *marks, retracted=row.retracted),
        said=_moment(row.said_at, row.said_precision),
        spoken_by=claimant.voice if claimant else row.claimant,
    )


def _reports(
    rows: Mapping[str, PublishedReport], sources: Mapping[str, Name], zone: str
) -> dict[str, ReportName]:
    # Addresses of archived copies, and what became of a report, stand with the entries alone.
    return {
        uid: _report(row, sources, state_of(row, ReportState), zone) for uid, row in rows.items()
    }


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


def _event_then(event: str, newest: PublishedEvent | None, shown: Shown) -> PublishedEvent | None:
    """The row of an event at the moment shown; None where it has no name to give."""
    if newest and newest.until is None and not newest.withheld:
        at = shown.rows.time
        if newest.since <= shown.rows.entry if at is None else newest.effective_from <= at:
            return newest
    return _named(PublishedEvent, [event], shown.rows, body=True).get(event)


def _counted_in(event: PublishedEvent | None, shown: Shown) -> tuple[dict[str, str], Measures]:
    """What the categories of an event's tree are called, and its measures: who and what."""
    root = root_of(event, shown.rows) if event else None
    state = state_of(root, EventState) if root else None
    if state is None:
        return {}, MEASURES
    return {one.slug: one.name for one in state.categories}, measures_of(state)


def zone_of(event: str) -> str:
    """The zone an event's clocks show, by its newest row; empty where none is known."""
    return zone_in(newest_event(event))


def zone_in(newest: PublishedEvent | None) -> str:
    return newest.time_zone if newest and not newest.withheld else ""


def newest_event(event: str) -> PublishedEvent | None:
    """Its newest row, with its body."""
    return next(iter(_newest(event)), None)


@prepared
def _newest(event: str) -> QuerySet[PublishedEvent]:
    rows = PublishedEvent.objects.filter(uid=event).defer(*PublishedEvent.UNREAD)
    return rows.with_body().order_by("-since")[:1]
