"""A claim's published state as its page shows it: the same for readers and in a preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.domain.vocabulary import Lifecycle, StanceKind
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
from claims.presenters.moments import When, stated
from claims.presenters.names import ClaimName, EventName, Name, Names
from claims.presenters.notice import Notice, notices
from claims.presenters.status import StatusMark, mark_of
from claims.states.claim import ClaimState, StanceState

MAKES_IT = "Makes this claim"
SAYS_IT_AGAIN = "Says it again"


@dataclass(frozen=True)
class ClaimPage:
    status: StatusMark
    reopened: bool
    decided: When | None
    notices: tuple[Notice, ...]
    event: EventName
    statement: str
    short: str
    claimant: Name
    said: When | None
    occasion: str
    words: tuple[Quoted, ...]
    figures: tuple[ClaimFigure, ...]
    reason: str
    evidence: tuple[EvidenceLine, ...]
    carried_by: str
    stances: tuple[StanceLine, ...]

    @property
    def quoted(self) -> tuple[Quoted, ...]:
        return tuple(quoted for quoted in self.words if quoted.quote)

    @property
    def unquoted(self) -> tuple[Quoted, ...]:
        """Reports that carry the claim without words of theirs on file."""
        return tuple(quoted for quoted in self.words if not quoted.quote)

    @property
    def seen_original(self) -> bool:
        return any(quoted.first for quoted in self.words)


@dataclass(frozen=True)
class Mentions:
    """The uids a state names: what to look up before it can be shown."""

    sources: frozenset[str]
    events: frozenset[str]
    reports: frozenset[str]
    claims: frozenset[str]


def claim_page(
    state: ClaimState, names: Names, *, zone: str, newest: ClaimName | None = None
) -> ClaimPage:
    """``newest`` is the claim that took the place of a superseded or withdrawn one, if any."""
    event = names.event(state.event)
    return ClaimPage(
        status=mark_of(state.status, examined=state.examined),
        reopened=state.reopened,
        decided=stated(state.decided, zone),
        notices=notices(state, names, zone=zone, newest=newest),
        event=event,
        statement=state.statement,
        short=state.short,
        claimant=names.source(state.claimant),
        said=stated(state.said, zone),
        occasion=state.occasion,
        words=tuple(citation(c, names) for c in state.citations),
        figures=tuple(claim_figure(f, names, event=event.uid, zone=zone) for f in state.figures),
        reason=state.reason,
        evidence=tuple(evidence_line(e, names, state.named_evidence) for e in state.evidence),
        carried_by=carried_by(state, names),
        stances=_stances(state, names, zone),
    )


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
    return (replace(own, stated=stated(state.said, zone)), *lines)


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
