"""What a previewed state mentions, called as readers will see it called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from claims.domain.vocabulary import Publication
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source
from claims.presenters.addresses import page
from claims.presenters.claim import Mentions
from claims.presenters.moments import when
from claims.presenters.names import ClaimName, EventName, Name, Names, ReportName
from claims.presenters.status import mark_of
from claims.publishing import registry

S = TypeVar("S", bound=Publishable)
State = Mapping[str, Any]


def shown(subject: Publishable) -> State | None:
    """What readers see of a thing, or will when it goes along; None where it was withheld."""
    if subject.publication == Publication.WITHHELD:
        return None
    return registry.published_state(subject) or registry.state(subject)


def names_for(found: Mentions, *, zone: str, root: Event | None = None) -> Names:
    """Names by uid: of what readers see as they see it, of what goes along as it stands."""
    claims = _states(Claim, found.claims)
    reports = _states(Report, found.reports)
    wanted = {
        *found.sources,
        *(state["claimant"] for _, state in claims.values()),
        *(state["publisher"] for _, state in reports.values()),
    }
    sources = {uid: _source(*pair) for uid, pair in _states(Source, wanted).items()}
    return Names(
        sources=sources,
        events={uid: _event(*pair) for uid, pair in _states(Event, found.events).items()},
        reports={uid: _report(*pair, sources, zone) for uid, pair in reports.items()},
        claims={uid: _claim(*pair, sources) for uid, pair in claims.items()},
        categories=_categories(root),
    )


def _states(model: type[S], uids: Iterable[str]) -> dict[str, tuple[S, State]]:
    found = ((subject, shown(subject)) for subject in model._base_manager.filter(uid__in=set(uids)))
    return {subject.uid: (subject, state) for subject, state in found if state is not None}


def _href(kind: str, subject: Publishable, state: State) -> str:
    """Nothing to open where readers have no page yet."""
    return page(kind, state["slug"]) if subject.on_record else ""


def _source(source: Source, state: State) -> Name:
    return Name(source.uid, state["name"], state["short_name"], _href("source", source, state))


def _event(event: Event, state: State) -> EventName:
    return EventName(
        event.uid,
        state["title"],
        href=_href("event", event, state),
        zone=state["time_zone"],
        parent=state["parent"],
    )


def _report(report: Report, state: State, sources: Mapping[str, Name], zone: str) -> ReportName:
    linked = state["linked"] and state["url"].startswith(("https://", "http://"))
    publisher = sources.get(state["publisher"])
    said = state["published"]
    return ReportName(
        report.uid,
        state["title"] or "Untitled report",
        href=state["url"] if linked else "",
        publisher=publisher.called if publisher else "",
        published=when(datetime.fromisoformat(said["at"]), said["precision"], zone)
        if said
        else None,
        medium=state["medium"],
        address="" if linked else state["url"],
        archive=state["archive_url"] if linked else "",
    )


def _claim(claim: Claim, state: State, sources: Mapping[str, Name]) -> ClaimName:
    claimant = sources.get(state["claimant"])
    return ClaimName(
        claim.uid,
        state["statement"],
        state["short"],
        _href("claim", claim, state),
        status=mark_of(state["status"]),
        claimant=claimant.called if claimant else "",
        note="Retracted" if state.get("retracted") else "",
    )


def _categories(root: Event | None) -> dict[str, str]:
    state = shown(root) if root else None
    return {c["slug"]: c["name"] for c in state["categories"]} if state else {}
