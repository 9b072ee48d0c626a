"""The parties of an event as its record tells of them, older entries included."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from claims.domain.chains import SourceFacts, Voice
from claims.domain.dates_in_words import day_text, month_text
from claims.domain.messages import gettext as _
from claims.domain.parties import Member, Parties, Party, Span
from claims.domain.source_input import parties_by_side
from claims.states.event import EventState, MemberState, PartyState
from claims.states.names import SourceUid
from claims.states.source import SourceState


class Sided(Protocol):
    """A source on record, and the side that was said of it before events had parties."""

    uid: str
    slug: str
    side: str

    @property
    def called(self) -> str: ...


def parties_told(state: EventState, sources: Iterable[Sided] = ()) -> tuple[PartyState, ...]:
    """The parties of a whole event.

    Where it was published before events had parties, each side of its ``sources`` is one.
    """
    if state.parties is not None:
        return state.parties
    known = list(sources)
    uids = {source.slug: source.uid for source in known}
    sided = parties_by_side(
        {"slug": source.slug, "name": source.called, "side": source.side} for source in known
    )
    return tuple(
        PartyState(
            slug=party["slug"],
            name=party["name"],
            members=tuple(
                MemberState(source=SourceUid(uids[one["source"]]), since="", until="")
                for one in party["members"]
            ),
            allied_with=(),
        )
        for party in sided
    )


def parties_in(state: EventState, sources: Iterable[Sided] = ()) -> Parties:
    """The same, to ask who stood with whom; members go by their uids."""
    return parties_of(parties_told(state, sources))


def parties_of(parties: Iterable[PartyState]) -> Parties:
    return Parties(
        tuple(
            Party(
                slug=party.slug,
                name=party.name,
                members=tuple(
                    Member(one.source, Span.read(one.since, one.until)) for one in party.members
                ),
                allied_with=frozenset(party.allied_with),
            )
            for party in parties
        )
    )


def facts_of(uid: str, state: SourceState) -> SourceFacts:
    """Whom a source speaks for, always or from a day to a day."""
    always = [Voice(state.speaks_for)] if state.speaks_for else []
    dated = [Voice(one.whom, Span.read(one.since, one.until)) for one in state.voices]
    return SourceFacts(uid, state.name, speaks_for=(*always, *dated))


def allies_of(party: PartyState, parties: Iterable[PartyState]) -> tuple[str, ...]:
    """Names of the parties with which it is allied, whichever of the two says so."""
    return tuple(
        other.name
        for other in parties
        if other.slug in party.allied_with or party.slug in other.allied_with
    )


def span_in_words(since: str, until: str) -> str:
    """From a day to a day, as exactly as they were stated; empty for always."""
    if since and until:
        return _("from %(first)s to %(last)s", first=day_in_words(since), last=day_in_words(until))
    if since:
        return _("from %(day)s", day=day_in_words(since))
    return _("until %(day)s", day=day_in_words(until)) if until else ""


def day_in_words(stated: str) -> str:
    """“26 August 2024”, “August 2024”, “2024”."""
    year, *rest = stated.split("-")
    day = date(int(year), *(int(part) for part in (*rest, "1", "1")[:2]))
    if len(rest) > 1:
        return day_text(day)
    return month_text(day) if rest else year
