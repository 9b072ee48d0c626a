"""A source as readers meet it: what it is, what came of what it said, how it speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from claims.domain.messages import gettext as _
from claims.domain.messages import listed, ngettext
from claims.domain.standard_reasons import readable
from claims.domain.status import Status
from claims.domain.vocabulary import Nature
from claims.presenters.figure_index import RecordedClaim
from claims.presenters.moments import When, stated
from claims.presenters.names import ClaimName, EventName, Name, Names, ReportName
from claims.presenters.parties import allies_of, span_in_words
from claims.presenters.status import StatusMark
from claims.states.event import PartyState
from claims.states.source import SourceState

MOST_OCCASIONS = 8
# Room between two stretches of the bar, in percent of its width.
SEAM = 0.5


@dataclass(frozen=True)
class Apart:
    """A source we hold to know separately, with the public reason."""

    other: Name
    reason: str


@dataclass(frozen=True)
class SpokeFor:
    """Whom it speaks for; ``when`` is empty for always."""

    whom: Name
    when: str = ""


@dataclass(frozen=True)
class StoodWith:
    """The party with which a source stood in one event."""

    event: EventName
    party: str
    allied: tuple[str, ...]
    when: str


@dataclass(frozen=True)
class SourcePage:
    slug: str
    name: str
    kind: str
    nature: str
    aliases: tuple[str, ...]
    about: str
    url: str
    speaks_for: tuple[SpokeFor, ...]
    apart: tuple[Apart, ...]
    retracted: str
    merged_into: Name | None = None
    kind_code: str = ""
    nature_code: str = ""
    """What its editor says it is; empty where nobody said."""


@dataclass(frozen=True)
class Stretch:
    """One piece of the bar."""

    mark: str
    x: str
    width: str


@dataclass(frozen=True)
class StanceTaken:
    """What this source said of a claim of somebody else's."""

    claim: ClaimName
    stance: str
    quote: str
    when: When | None
    report: ReportName | None


@dataclass(frozen=True)
class Occasion:
    text: str
    times: int


def source_page(state: SourceState, names: Names) -> SourcePage:
    return SourcePage(
        slug=state.slug,
        name=state.name,
        kind=state.kind.label,
        nature=state.nature.label if state.nature is Nature.UNNAMED else "",
        aliases=_also_called(state),
        about=state.about,
        url=state.url if state.url.startswith(("https://", "http://")) else "",
        speaks_for=tuple(_spoke_for(state, names)),
        apart=tuple(Apart(names.source(s.other), s.reason) for s in state.separations),
        retracted=readable(state.retracted.reason) if state.retracted else "",
        merged_into=names.source(state.merged_into) if state.merged_into else None,
        kind_code=state.kind,
        nature_code=state.nature or "",
    )


def _also_called(state: SourceState) -> tuple[str, ...]:
    """Its other names, each once."""
    names = dict.fromkeys([state.short_name, *state.aliases])
    return tuple(name for name in names if name not in ("", state.name))


def _spoke_for(state: SourceState, names: Names) -> Iterator[SpokeFor]:
    if state.speaks_for:
        yield SpokeFor(names.source(state.speaks_for))
    for one in state.voices:
        yield SpokeFor(names.source(one.whom), span_in_words(one.since, one.until))


def stood_with(
    event: EventName, parties: Sequence[PartyState], voices: Collection[str]
) -> Iterator[StoodWith]:
    """The parties of an event of which one of these, whom a source speaks for too, is a member."""
    for party in parties:
        spans = [
            span_in_words(member.since, member.until)
            for member in party.members
            if member.source in voices
        ]
        if spans:
            allied = allies_of(party, parties)
            yield StoodWith(event, party.name, allied, str(listed(filter(None, spans))))


def bar(marks: Sequence[StatusMark]) -> tuple[Stretch, ...]:
    """The counts as one bar, in the order of the statuses; nothing where there are no claims."""
    total = sum(mark.count for mark in marks)
    found, start = [], 0.0
    for mark in marks:
        share = 100 * mark.count / total if total else 0
        if share:
            width = max(share - SEAM, share / 2)
            found.append(Stretch(mark.mark, f"{start:.4g}%", f"{width:.4g}%"))
        start += share
    return tuple(found)


def stances_taken(
    source: str, claims: Iterable[RecordedClaim], names: Names, zone: str
) -> tuple[StanceTaken, ...]:
    """Stances of one source, on the claims of others only, by the clocks of their events."""
    return tuple(
        StanceTaken(
            claim=names.claim(claim.uid),
            stance=stance.stance.label,
            quote=stance.quote,
            when=stated(stance.stated or stance.asked, clocks),
            report=names.report(stance.report).by_clocks(clocks) if stance.report else None,
        )
        for claim in claims
        for clocks in (names.event(claim.state.event).zone or zone,)
        if claim.state.claimant != source
        for stance in claim.state.stances
        if stance.source == source
    )


def occasions(claims: Iterable[RecordedClaim]) -> tuple[Occasion, ...]:
    """The occasions of its claims, the commonest first; one utterance counts once."""
    spoken = {(c.state.utterance, c.state.occasion) for c in claims if c.state.occasion}
    counted = Counter(occasion for __, occasion in sorted(spoken))
    return tuple(Occasion(text, times) for text, times in counted.most_common(MOST_OCCASIONS))


def in_words(marks: Sequence[StatusMark]) -> str:
    """The record in one sentence."""
    total = sum(mark.count for mark in marks)
    if not total:
        return _("We hold no claim of this source.")
    if total == 1 and any(mark.count for mark in marks if mark.code == Status.CONFIRMED):
        return _("One claim, confirmed in full.")
    if total == 1 and any(mark.count for mark in marks if mark.code == Status.REFUTED):
        return _("One claim, refuted.")
    count = {mark.code: f"{mark.count:,}" if mark.count else _("none") for mark in marks}
    return ngettext(
        "One claim: %(confirmed)s confirmed in full, %(refuted)s refuted.",
        "%(total)s claims: %(confirmed)s confirmed in full, %(refuted)s refuted.",
        total,
        total=f"{total:,}",
        confirmed=count[Status.CONFIRMED],
        refuted=count[Status.REFUTED],
    )
