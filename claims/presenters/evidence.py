"""What bears on a claim, and what the parties say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claims.domain.vocabulary import COUNTS, Bearing
from claims.presenters.moments import When, stated
from claims.presenters.names import ClaimName, Name, Names, ReportName
from claims.states.claim import ClaimState, EvidenceState, StanceState

CONFIDENTIAL = Name("", "a confidential source, known to us")
NOBODY = Name("", "no originator named")
WEIGHT = {Bearing.SUPPORTS: "Supports the claim", Bearing.AGAINST: "Speaks against the claim"}


@dataclass(frozen=True)
class EvidenceLine:
    """``counts``: it can carry a status. ``weighed``: the decision names it."""

    bearing: str
    kind: str
    originator: Name
    note: str
    counts: bool
    weighed: bool
    report: ReportName | None
    claim: ClaimName | None


@dataclass(frozen=True)
class StanceLine:
    party: Name
    position: str
    quote: str
    report: ReportName | None
    stated: When | None
    asked: When | None
    how: str = ""


def evidence_line(state: EvidenceState, names: Names, named: Iterable[str]) -> EvidenceLine:
    return EvidenceLine(
        bearing=WEIGHT[state.bearing],
        kind=state.kind.label,
        originator=_originator(state, names),
        note=state.note,
        counts=state.kind in COUNTS and state.has_originator,
        weighed=state.key in named,
        report=names.report(state.report) if state.report else None,
        claim=names.claim(state.claim) if state.claim else None,
    )


def _originator(state: EvidenceState, names: Names) -> Name:
    if state.confidential:
        return CONFIDENTIAL
    return names.source(state.originator) if state.originator else NOBODY


def stance_line(state: StanceState, names: Names, zone: str) -> StanceLine:
    return StanceLine(
        party=names.source(state.source),
        position=state.stance.label,
        quote=state.quote,
        report=names.report(state.report) if state.report else None,
        stated=stated(state.stated, zone),
        asked=stated(state.asked, zone),
        how=state.channel.label if state.channel else "",
    )


def carried_by(state: ClaimState) -> str:
    """How many carried it, and how few of them know: "Carried by 5 reports, 2 independent …"."""
    reports = {c.report for c in state.citations} | {e.report for e in state.evidence}
    carried = _many(len(reports - {""}), "report")
    supports, against = state.origins.supports, state.origins.against
    if not supports and not against:
        return f"Carried by {carried}. No independent origin is on file."
    said = f"Carried by {carried}, {_many(supports, 'independent origin')}"
    return f"{said}; {_many(against, 'origin')} against." if against else f"{said}."


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")
