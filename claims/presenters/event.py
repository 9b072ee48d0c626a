"""An event as readers meet it: what, where, when, and what it is a part of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.domain.dates_in_words import span_text
from claims.domain.messages import gettext as _
from claims.domain.standard_reasons import readable
from claims.presenters.names import Name, Names, ReportName
from claims.presenters.parties import allies_of, span_in_words
from claims.states.event import ContextState, EventState, PartyState

NO_POSITION = _("We have not stated a figure for this event.")


@dataclass(frozen=True)
class Days:
    """When it happened: a day, or two of them in one text."""

    first: str
    text: str
    last: str = ""


@dataclass(frozen=True)
class Background:
    """What nobody disputes, with where it stands; words of others only with their report."""

    text: str
    report: ReportName | None
    quote: str


@dataclass(frozen=True)
class EventPage:
    slug: str
    title: str
    summary: str
    place: str
    days: Days | None
    zone: str
    retracted: str
    context: tuple[Background, ...] = ()


@dataclass(frozen=True)
class MemberListed:
    """Who stood with a party; ``when`` is empty for all the time."""

    name: Name
    when: str


@dataclass(frozen=True)
class PartyListed:
    """A party of the whole event, with the names of those it is allied with."""

    name: str
    members: tuple[MemberListed, ...]
    allied: tuple[str, ...]


def parties_listed(parties: Sequence[PartyState], names: Names) -> tuple[PartyListed, ...]:
    return tuple(
        PartyListed(
            name=party.name,
            members=tuple(
                MemberListed(names.source(one.source), span_in_words(one.since, one.until))
                for one in party.members
            ),
            allied=allies_of(party, parties),
        )
        for party in parties
    )


def event_page(state: EventState, names: Names) -> EventPage:
    return EventPage(
        slug=state.slug,
        title=state.title,
        summary=state.summary,
        place=_place(state),
        days=days_of(state),
        zone=state.time_zone,
        retracted=readable(state.retracted.reason) if state.retracted else "",
        context=tuple(_background(one, names) for one in state.context),
    )


def _background(context: ContextState, names: Names) -> Background:
    report = names.report(context.report) if context.report else None
    return Background(context.text, report, context.quote if report else "")


def _place(state: EventState) -> str:
    """Where, and how exactly that is known, as far as somebody said."""
    if not state.place or not state.location_precision:
        return state.place
    return f"{state.place} ({state.location_precision.label})"


def days_of(state: EventState) -> Days | None:
    starts, ends = state.starts_on, state.ends_on
    if not starts:
        return None
    last = "" if not ends or ends == starts else ends.isoformat()
    return Days(starts.isoformat(), span_text(starts, ends or starts), last)
