"""What readers will see, made by the code that makes their pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.conf import settings

from claims.domain import canonical
from claims.domain.measures import MEASURES
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Publication
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source
from claims.presenters.addresses import page
from claims.presenters.claim import ClaimPage, Mentions, claim_page, mentions
from claims.presenters.counting_context import measures_of
from claims.presenters.lifecycle import fate_label
from claims.presenters.moments import stated
from claims.presenters.names import ClaimName, EventName, Name, Names, ReportName
from claims.presenters.question import QuestionPage, claims_in, question_page
from claims.presenters.report_marks import report_marks
from claims.presenters.status import mark_of
from claims.publishing import registry
from claims.states.claim import ClaimState
from claims.states.event import EventState
from claims.states.question import QuestionState
from claims.states.report import ReportState
from claims.states.source import SourceState
from claims.states.subject import SubjectState


def claim_preview(state: ClaimState) -> ClaimPage:
    event = Event.objects.filter(uid=state.event).first()
    zone = zone_of(event)
    root = event.root() if event else None
    names = names_for(mentions(state), zone=zone, root=root)
    return claim_page(state, names, zone=zone, own_zone=settings.TIME_ZONE)


def question_preview(state: QuestionState) -> QuestionPage:
    zone = zone_of(Event.objects.filter(uid=state.event).first())
    none = frozenset[str]()
    named = Mentions(none, frozenset({state.event}), none, frozenset(claims_in([state])))
    return question_page(state, names_for(named, zone=zone), zone=zone)


def zone_of(event: Event | None) -> str:
    state = shown(event) if event else None
    return state.time_zone if isinstance(state, EventState) else "UTC"


def seal(*looked_at: object) -> str:
    """A digest of what an editor was shown: what is confirmed must still be that."""
    text = canonical.dumps(list(looked_at))
    return hashlib.sha256(text.encode()).hexdigest()


S = TypeVar("S", bound=Publishable)
T = TypeVar("T", bound=SubjectState)


def shown(subject: Publishable) -> SubjectState | None:
    """What readers see of a thing, or will when it goes along; None where it was withheld."""
    if subject.publication == Publication.WITHHELD:
        return None
    return registry.published_state(subject) or registry.state(subject)


def names_for(found: Mentions, *, zone: str, root: Event | None = None) -> Names:
    """Names by uid: of what readers see as they see it, of what goes along as it stands."""
    claims = _states(Claim, ClaimState, found.claims)
    reports = _states(Report, ReportState, found.reports)
    wanted = {
        *found.sources,
        *(state.claimant for _, state in claims.values()),
        *(state.publisher for _, state in reports.values()),
    }
    named = _states(Source, SourceState, wanted)
    sources = {uid: _source(*pair) for uid, pair in named.items()}
    events = _states(Event, EventState, found.events)
    state = shown(root) if root else None
    whole = state if isinstance(state, EventState) else None
    return Names(
        sources=sources,
        events={uid: _event(*pair) for uid, pair in events.items()},
        reports={uid: _report(*pair, sources, zone) for uid, pair in reports.items()},
        claims={uid: _claim(*pair, sources) for uid, pair in claims.items()},
        categories={one.slug: one.name for one in whole.categories} if whole else {},
        measures=measures_of(whole) if whole else MEASURES,
    )


def _states(model: type[S], kind: type[T], uids: Iterable[str]) -> dict[str, tuple[S, T]]:
    found = ((subject, shown(subject)) for subject in model._base_manager.filter(uid__in=set(uids)))
    return {subject.uid: (subject, state) for subject, state in found if isinstance(state, kind)}


def _href(kind: str, subject: Publishable, slug: str) -> str:
    """Nothing to open where readers have no page yet."""
    return page(kind, slug) if subject.on_record else ""


def _source(source: Source, state: SourceState) -> Name:
    return Name(
        source.uid,
        state.name,
        state.short_name,
        _href("source", source, state.slug),
        speaks_for=state.speaks_for,
    )


def _event(event: Event, state: EventState) -> EventName:
    return EventName(
        event.uid,
        state.title,
        href=_href("event", event, state.slug),
        zone=state.time_zone,
        parent=state.parent,
    )


def _report(
    report: Report, state: ReportState, sources: Mapping[str, Name], zone: str
) -> ReportName:
    linked = state.linked and state.url.startswith(("https://", "http://"))
    publisher = sources.get(state.publisher)
    outlet = publisher.called if publisher else ""
    return ReportName(
        report.uid,
        state.title or outlet or _("Untitled report"),
        href=state.url if linked else "",
        publisher=outlet,
        by=state.publisher,
        published=stated(state.published, zone),
        moment=state.published,
        medium=state.medium or "",
        address="" if linked else state.url,
        archive=state.archive_url if linked else "",
        marks=report_marks(state, zone),
    )


def _claim(claim: Claim, state: ClaimState, sources: Mapping[str, Name]) -> ClaimName:
    claimant = sources.get(state.claimant)
    return ClaimName(
        claim.uid,
        state.statement,
        state.short,
        _href("claim", claim, state.slug),
        status=mark_of(state.status, examined=state.examined),
        claimant=claimant.called if claimant else "",
        fate=fate_label(state.lifecycle, retracted=state.retracted is not None),
        said=state.said,
        spoken_by=claimant.voice if claimant else state.claimant,
    )
