"""A claim's published state as its page shows it: the same for readers and in a preview."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from claims.domain.messages import gettext as _
from claims.domain.moments import FIRST
from claims.domain.vocabulary import Lifecycle, Precision, StanceKind
from claims.presenters.checked import Checked, checked
from claims.presenters.claim_parts import (
    ClaimFigure,
    EvidenceLine,
    Quoted,
    StanceLine,
    carried_by,
    citation,
    claim_figure,
    evidence_line,
    stance_line,
)
from claims.presenters.lifecycle import Fate, fate_of, said_since
from claims.presenters.moments import When, minute, stated
from claims.presenters.names import ClaimName, EventName, Name, Names
from claims.presenters.new_since import LastLook, NewSince, new_since
from claims.presenters.notice import Notice, notices
from claims.presenters.status import StatusMark, mark_of
from claims.states.claim import ClaimState, StanceState

# About three lines of a phone; a first sentence that is longer stands whole.
LONGEST_LEAD = 150
# Behind a word of some length: “Gen.” and “Capt.” end nothing.
_SENTENCE_ENDS = re.compile(r"(?<=\w{4}[.!?۔؟])(?<!Brig.|Capt.|Sept.)\s+(?=\S)")
MAKES_IT = _("Makes this claim")
SAYS_IT_AGAIN = _("Says it again")


@dataclass(frozen=True)
class CountedSince:
    """Of the claims that replaced figures of it, the one that stands and was said last."""

    claim: ClaimName
    figures: int
    """How many figures it replaced."""


@dataclass(frozen=True)
class ClaimPage:
    """``fate`` stands in the place of the status; ``since_said`` is what others have said since.

    ``recorded`` is set where the decision was carried over: when its history was put together.
    ``reported`` is when the first report of it is of, where nobody tells when it was said.
    """

    status: StatusMark
    fate: Fate | None
    since_said: ClaimName | None
    counted_since: CountedSince | None
    reopened: bool
    decided: When | None
    recorded: When | None
    checked: Checked
    new: NewSince
    notices: tuple[Notice, ...]
    event: EventName
    statement: str
    short: str
    claimant: Name
    said: When | None
    reported: When | None
    occasion: str
    words: tuple[Quoted, ...]
    figures: tuple[ClaimFigure, ...]
    reason: str
    evidence: tuple[EvidenceLine, ...]
    carried_by: str
    stances: tuple[StanceLine, ...]

    @property
    def standing(self) -> str:
        """The word or two that stand before everything else: its fate, or its status."""
        return self.fate.word if self.fate else self.status.label

    @property
    def lead(self) -> str:
        """The reason as far as there is room for it on the first screen."""
        return lead(self.reason)

    @property
    def quoted(self) -> tuple[Quoted, ...]:
        return tuple(quoted for quoted in self.words if quoted.quote)

    @property
    def unquoted(self) -> tuple[Quoted, ...]:
        """Reports that carry the claim without words of theirs on file."""
        return tuple(quoted for quoted in self.words if not quoted.quote)

    @property
    def seen_original(self) -> bool:
        return any(quoted.first or quoted.own for quoted in self.words)


@dataclass(frozen=True)
class Mentions:
    """The uids a state names: what to look up before it can be shown."""

    sources: frozenset[str]
    events: frozenset[str]
    reports: frozenset[str]
    claims: frozenset[str]


def claim_page(
    state: ClaimState,
    names: Names,
    *,
    zone: str,
    own_zone: str = "UTC",
    since: Sequence[ClaimName] = (),
    newer: Sequence[tuple[ClaimName, Collection[str]]] = (),
    look: LastLook | None = None,
    today: date | None = None,
) -> ClaimPage:
    """``since`` are the claims that took one another's place after this one, the newest last.

    ``newer`` are the claims whose figures replaced some of it, each with the keys of these.
    What is the newsroom's own is told by its clocks (``own_zone``), what was said by the event's.
    """
    event = names.event(state.event)
    who = names.source(state.claimant)
    recorded_at = look.recorded_at if look else None
    decided = state.decided.at if state.decided else None
    return ClaimPage(
        status=mark_of(state.status, examined=state.examined),
        fate=fate_of(state, names, zone=zone, own_zone=own_zone, since=since),
        since_said=said_since(state, names, since),
        counted_since=_counted_since(newer),
        reopened=state.reopened,
        decided=_decided(state, zone) if recorded_at else _decided(state, own_zone),
        recorded=minute(recorded_at, own_zone) if recorded_at else None,
        checked=checked(state, decided=decided, today=today, zone=own_zone),
        new=new_since(state, names, look, zone=zone),
        notices=notices(state, names),
        event=event,
        statement=state.statement,
        short=state.short,
        claimant=who,
        said=stated(state.said, zone),
        reported=None if state.said else _first_report(state, names),
        occasion=state.occasion,
        words=tuple(
            citation(c, names, who, misattributed=state.lifecycle is Lifecycle.MISATTRIBUTED)
            for c in state.citations
        ),
        figures=tuple(
            claim_figure(
                figure,
                names,
                event=event.uid,
                zone=zone,
                newer=[claim for claim, keys in newer if figure.key in keys],
            )
            for figure in state.figures
        ),
        reason=state.reason,
        evidence=tuple(evidence_line(e, names, state.named_evidence) for e in state.evidence),
        carried_by=carried_by(state, names),
        stances=_stances(state, names, zone),
    )


def _counted_since(newer: Sequence[tuple[ClaimName, Collection[str]]]) -> CountedSince | None:
    standing = [CountedSince(claim, len(keys)) for claim, keys in reversed(newer) if not claim.fate]
    return max(
        standing, key=lambda one: one.claim.said.at if one.claim.said else FIRST, default=None
    )


def _decided(state: ClaimState, zone: str) -> When | None:
    """To the minute, where it is known to the second."""
    moment = state.decided
    exact = moment is not None and moment.precision == Precision.SECOND
    return minute(moment.at, zone) if moment and exact else stated(moment, zone)


def _first_report(state: ClaimState, names: Names) -> When | None:
    dated = (r for r in (names.report(c.report) for c in state.citations) if r.moment)
    first = min(dated, key=lambda r: r.moment.at if r.moment else FIRST, default=None)
    return first.published if first else None


def lead(reason: str) -> str:
    """The first sentences of a reason, as many as fit in a few lines of a phone."""
    told = ""
    for sentence in _SENTENCE_ENDS.split(reason.strip()):
        if told and len(told) + len(sentence) >= LONGEST_LEAD:
            break
        told = f"{told} {sentence}".strip()
    return told


def _stances(state: ClaimState, names: Names, zone: str) -> tuple[StanceLine, ...]:
    """The claimant stands first, unless we found that it never said so."""
    lines = tuple(
        replace(stance_line(s, names, zone), position=SAYS_IT_AGAIN)
        if _is_return(s, state.stances[:n])
        else stance_line(s, names, zone)
        for n, s in enumerate(state.stances)
    )
    spoken = {s.source for s in state.stances}
    if state.claimant in spoken or state.lifecycle == Lifecycle.MISATTRIBUTED:
        return lines
    own = StanceLine(names.source(state.claimant), MAKES_IT, "", None, None, None)
    # Without a day of its own, a claim is where we found it.
    cited = [] if state.said else sorted(state.citations, key=lambda c: not c.first)[:1]
    found = next((names.report(one.report) for one in cited), None)
    return (replace(own, stated=stated(state.said, zone), report=found), *lines)


def _is_return(stance: StanceState, before: Sequence[StanceState]) -> bool:
    """Whether somebody asserts what it had withdrawn."""
    gone = any((s.source, s.stance) == (stance.source, StanceKind.WITHDRAWS) for s in before)
    return gone and stance.stance is StanceKind.ASSERTS


def mentions(state: ClaimState) -> Mentions:
    figures = state.figures
    refs = ("supersedes", "repeats", "same_people_as", "built_on", "derived_from")
    return Mentions(
        sources=frozenset(
            {state.claimant}
            | {s.source for s in state.stances}
            | {e.originator for e in state.evidence}
            | {f.credits for f in figures if f.credits}
        ),
        events=frozenset({state.event} | {f.event for f in figures}),
        reports=frozenset(
            {c.report for c in state.citations}
            | {s.report for s in state.stances}
            | {e.report for e in state.evidence}
        ),
        claims=frozenset(
            {state.merged_into}
            | {e.claim for e in state.evidence}
            | {other.claim for f in figures for ref in refs for other in getattr(f, ref)}
        ),
    )
