"""Names of what a page mentions, in two queries, at the moment shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from django.db.models import QuerySet

from claims.domain.distinct_names import folded, told_apart
from claims.domain.measures import MEASURES, Measures
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.vocabulary import SourceKind
from claims.lookup.as_of import Shown
from claims.lookup.cited_reports import by_entry, marked_citations
from claims.lookup.states import state_of
from claims.models.record.event_tree import root_of
from claims.models.record.moment import AsOf
from claims.models.record.prepared_queries import prepared
from claims.models.record.row import Row, rows_of
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedReference,
    PublishedReport,
    PublishedSource,
)
from claims.models.record.union import several
from claims.presenters.claim import mentions
from claims.presenters.counting_context import measures_of
from claims.presenters.figures import UNDONE
from claims.presenters.lifecycle import fate_label
from claims.presenters.moments import when
from claims.presenters.names import ClaimName, EventName, Name, Names, ReportName
from claims.presenters.report_marks import in_short, report_marks
from claims.presenters.status import mark_of
from claims.states.claim import ClaimState
from claims.states.event import EventState
from claims.states.report import ReportState

R = TypeVar("R", bound=Row)


def look_up(
    shown: Shown,
    *,
    sources: Iterable[str] = (),
    events: Iterable[str] = (),
    reports: Iterable[str] = (),
    claims: Iterable[str] = (),
    rows: Iterable[PublishedClaim] = (),
    zone: str = "",
) -> Names:
    """Names by uid. Claimants of the claims, publishers of the reports, events of the claims too.

    ``zone`` is the one times of reports are printed in; ``rows`` are claims that are there already.
    """
    found = _mentioned(shown, claims=claims, reports=reports)
    known = {row.uid: row for row in rows}
    return _names(shown, replace(found, claims=found.claims | known), sources, events, zone=zone)


def named_in(
    state: ClaimState,
    shown: Shown,
    *,
    beside: Iterable[str] = (),
    newest: PublishedEvent | None = None,
) -> tuple[Names, Mapping[str, PublishedClaim]]:
    """Names of all that a claim's state mentions, and of the claims beside it; with their rows.

    ``newest`` is the event's newest row, which is often the one that is asked for.
    """
    named = mentions(state)
    event = _event_then(state.event, newest, shown)
    found = _mentioned(
        shown,
        claims={*named.claims, *beside},
        reports=named.reports,
        wholes={event.parent} if event else (),
    )
    known = {event.uid: event} if event else {}
    names = _names(shown, found, named.sources, named.events, known=known)
    if event:
        whole = found.wholes.get(event.parent)
        categories, measures = _counted_in(root_of(whole, shown.rows) if whole else event)
        names = replace(names, categories=categories, measures=measures)
    return names, found.claims


@dataclass(frozen=True)
class _Mentioned:
    """Rows by uid, without those whose words were withheld: they have no name to give."""

    claims: dict[str, PublishedClaim]
    reports: dict[str, PublishedReport]
    wholes: dict[str, PublishedEvent]


def _mentioned(
    shown: Shown,
    *,
    claims: Iterable[str] = (),
    reports: Iterable[str] = (),
    wholes: Iterable[str] = (),
) -> _Mentioned:
    """Reports, and events that others are a part of, with their bodies."""
    claims, reports, wholes = ({*uids} - {""} for uids in (claims, reports, wholes))
    asked = claims or reports or wholes
    found = _stating(claims, reports, wholes, shown.rows) if asked else []
    return _Mentioned(
        _told(PublishedClaim, found, claims),
        _told(PublishedReport, found, reports, body=True),
        _told(PublishedEvent, found, wholes, body=True),
    )


@prepared
def _stating(
    claims: Collection[str], reports: Collection[str], wholes: Collection[str], moment: AsOf
) -> QuerySet[Row]:
    return several(
        PublishedClaim.objects.listed(claims, moment),
        PublishedReport.objects.listed(reports, moment).with_body(),
        PublishedEvent.objects.listed(wholes, moment).with_body(),
    )


def _names(
    shown: Shown,
    found: _Mentioned,
    sources: Iterable[str],
    events: Iterable[str],
    *,
    known: Mapping[str, PublishedEvent] | None = None,
    zone: str = "",
) -> Names:
    """Of what was found and of what that names in turn; ``known`` are events found before."""
    known = known or {}
    claimants = {row.claimant for row in found.claims.values()}
    publishers = {row.publisher for row in found.reports.values()}
    voices = {*sources, *claimants, *publishers} - {""}
    about = {*events, *(row.event for row in found.claims.values())} - {""}
    entries = {row.since for row in found.claims.values()}
    missing = about - known.keys()
    behind = _behind(voices, missing, entries, shown.rows) if voices or missing or entries else []
    then = shown.query
    told = _told(PublishedSource, behind, voices)
    named = _told_apart({uid: source_name(row, then) for uid, row in told.items()})
    event_rows = {uid: row for uid, row in known.items() if uid in about}
    event_rows |= _told(PublishedEvent, behind, missing)
    cited = by_entry(one for one in behind if isinstance(one, PublishedReference))
    return Names(
        sources=named,
        events={uid: event_name(row, then) for uid, row in event_rows.items()},
        reports=_reports(found.reports, named, zone or shown.zone),
        claims={
            uid: _claim_name(row, named, in_short(cited.get(row.since, {})), then)
            for uid, row in found.claims.items()
        },
        marked=frozenset(uid for marks in cited.values() for uid in marks),
    )


@prepared
def _behind(
    sources: Collection[str], events: Collection[str], entries: Collection[int], moment: AsOf
) -> QuerySet[Row | PublishedReference]:
    return several(
        PublishedSource.objects.listed(sources, moment),
        PublishedEvent.objects.listed(events, moment),
        marked_citations(entries, moment),
    )


def _told(
    model: type[R], found: Iterable[object], uids: set[str], *, body: bool = False
) -> dict[str, R]:
    """Of what was found those of a kind, by uid; each by its first row if it came only later."""
    rows = {row.uid: row for row in found if isinstance(row, model)}
    rows |= rows_of(model).first_rows(uids - rows.keys(), body=body)
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
    kinds = {kind: str(SourceKind(kind).label) for kind in {n.kind for n in names.values()} - {""}}
    labels = {
        uid: [one.called, one.text, *([f"{one.text} ({kinds[one.kind]})"] if one.kind else [])]
        for uid, one in names.items()
    }
    told = told_apart(labels)
    used = Counter(map(folded, told.values()))
    # What tells nobody apart is not said.
    apart = {
        uid for uid, name in told.items() if used[folded(name)] == 1 and name != labels[uid][0]
    }
    return {
        uid: replace(one, short=told[uid]) if uid in apart else one for uid, one in names.items()
    }


def event_name(row: PublishedEvent, then: str = "") -> EventName:
    return EventName(
        row.uid,
        row.title,
        href=row.get_absolute_url() + then,
        zone=row.time_zone,
        parent=row.parent,
    )


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
        still_made=not row.retracted and row.lifecycle not in UNDONE,
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
    stands = newest and newest.until is None and not newest.withheld
    if newest and stands and shown.rows.reaches(newest.since, newest.effective_from):
        return newest
    row = PublishedEvent.objects.named(filter(None, [event]), shown.rows, body=True).get(event)
    return None if row is None or row.withheld else row


def _counted_in(whole: PublishedEvent) -> tuple[dict[str, str], Measures]:
    """What the categories of an event's tree are called, and its measures: who and what."""
    state = state_of(whole, EventState)
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
