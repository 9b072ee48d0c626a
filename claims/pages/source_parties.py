"""Of one source: the party it stood with in each event, and who spoke for it there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from claims.domain.chains import SourceFacts
from claims.domain.moments import Moment
from claims.domain.vocabulary import Publication
from claims.lookup.as_of import Shown
from claims.lookup.names import event_name, source_name
from claims.lookup.states import states
from claims.models.record.event_tree import with_those_above
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedReference,
    PublishedSource,
)
from claims.presenters.names import Name
from claims.presenters.parties import facts_of, parties_told
from claims.presenters.source import StoodWith, stood_with
from claims.states.event import EventState
from claims.states.source import SourceState

MOST_EVENTS = 50
MOST_SPEAKERS = 50


@dataclass(frozen=True)
class Speaker:
    """Somebody who speaks for a source, or did."""

    row: PublishedSource
    facts: SourceFacts
    name: Name


def spoke_for(uid: str, claim: PublishedClaim, speakers: Mapping[str, Speaker], zone: str) -> bool:
    """Whether who made a claim spoke for a source that day, itself or through others."""
    said = Moment(claim.said_at, claim.said_precision) if claim.said_at else None
    voice, heard = claim.claimant, {uid}
    day = said.day(zone) if said else None
    while voice in speakers and voice not in heard:
        heard.add(voice)
        voice = speakers[voice].facts.voice(day) or ""
    return voice == uid and claim.claimant != uid


def speakers_for(uid: str, shown: Shown) -> list[Speaker]:
    """Who speaks for it, who speaks for them, and so on."""
    rows = PublishedSource.objects.as_of(shown.rows).filter(publication=Publication.PUBLISHED)
    found: dict[str, PublishedSource] = {}
    level = {uid}
    while level and len(found) < MOST_SPEAKERS:
        dated = PublishedReference.objects.filter(named__in=level, field="voices").values("since")
        nearer = rows.filter(Q(speaks_for__in=level) | Q(since__in=dated)).exclude(uid=uid)
        named = nearer.order_by("name", "since")[: MOST_SPEAKERS - len(found)]
        level = {row.uid for row in named} - found.keys()
        found |= {row.uid: row for row in named if row.uid in level}
    known = states((row.since for row in found.values()), kind=SourceState) if found else {}
    return [
        Speaker(row, facts_of(row.uid, known[row.since]), source_name(row, shown.query))
        for row in found.values()
        if row.since in known
    ]


def parties_of(
    row: PublishedSource, state: SourceState, own: Sequence[PublishedClaim], shown: Shown
) -> tuple[StoodWith, ...]:
    """In each event of which it is a member, itself or by whom it speaks for."""
    voices = _lineage(row, state, shown)
    named = PublishedReference.objects.filter(named__in=voices, field="parties").values("since")
    events = PublishedEvent.objects.as_of(shown.rows).filter(since__in=named)
    found = list(events.exclude(publication=Publication.WITHHELD).newest_first()[:MOST_EVENTS])
    if row.side:
        found += _without_parties(own, {event.uid for event in found}, shown)
    known = states((event.since for event in found), kind=EventState) if found else {}
    sided = _side_of(row, shown)
    return tuple(
        one
        for event in found
        if event.since in known
        for one in stood_with(
            event_name(event, shown.query), parties_told(known[event.since], sided), voices
        )
    )


def _lineage(row: PublishedSource, state: SourceState, shown: Shown) -> set[str]:
    """Itself, whom it speaks for, whom they speak for, and so on."""
    level = {str(one.whom) for one in state.voices} | {str(state.speaks_for)}
    level -= {"", row.uid}
    found = {row.uid, *level}
    while level:
        rows = PublishedSource.objects.as_of(shown.rows).filter(uid__in=level)
        always = set(rows.values_list("speaks_for", flat=True))
        dated = PublishedReference.objects.filter(since__in=rows.values("since"), field="voices")
        level = (always | set(dated.values_list("named", flat=True))) - found - {""}
        found |= level
    return found


def _without_parties(
    own: Iterable[PublishedClaim], found: set[str], shown: Shown
) -> list[PublishedEvent]:
    """Whole events of its claims, which may be from before events had parties."""
    above = with_those_above({claim.event for claim in own}, shown.rows)
    return [row for row in above if not row.parent and row.uid not in found and not row.withheld]


def _side_of(row: PublishedSource, shown: Shown) -> list[PublishedSource]:
    """A source with the one that its side is called by, where there is one."""
    if not row.side or row.slug == row.side:
        return [row]
    rows = PublishedSource.objects.as_of(shown.rows).filter(publication=Publication.PUBLISHED)
    return [row, *rows.filter(slug=row.side)[:1]]
