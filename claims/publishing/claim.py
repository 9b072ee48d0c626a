"""What readers see of a claim and of a link between two, and what of them is dated by a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from claims.domain.status import Status, reopens
from claims.domain.vocabulary import Bearing, Channel, Lifecycle
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.evidence import Evidence, Stance, StatusChange
from claims.models.desk.figure import Figure
from claims.models.desk.link import Link
from claims.publishing.cutoff import WHOLE, Cut
from claims.publishing.figure import figure_state
from claims.publishing.from_desk import from_desk, moment
from claims.publishing.independence import origins
from claims.publishing.prefetch import OF_FIGURES, parts
from claims.states.claim import (
    CitationState,
    ClaimState,
    EvidenceState,
    OriginsState,
    StanceState,
)
from claims.states.link import LinkState


def state(claim: Claim, cut: Cut = WHOLE) -> ClaimState:
    """The public state of a claim, whole or as it was dated by a moment."""
    evidence = [
        e for e in parts(claim, "evidence", "report", "other_claim", "originator") if _shown(e, cut)
    ]
    undecided = from_desk(
        ClaimState,
        claim,
        utterance=claim.utterance or claim.slug,
        # Nothing says when a claim was superseded, withdrawn or merged: only the whole holds it.
        **({} if cut.whole else {"lifecycle": Lifecycle.CURRENT, "merged_into": ""}),
        reason="",
        reopened=False,
        decided=None,
        examined=False,
        named_evidence=(),
        citations=tuple(
            citation_state(one)
            for one in parts(claim, "citations", "report")
            if cut.dated(one.report.published_at)
        ),
        figures=tuple(
            figure_state(f, cut) for f in _figures(claim) if cut.dated(f.as_of_at or claim.said_at)
        ),
        stances=tuple(
            stance_state(one)
            for one in parts(claim, "stances", "source", "report", "request")
            if _stated(one, cut)
        ),
        evidence=tuple(evidence_state(e) for e in evidence),
        origins=origins_state(claim, evidence),
    )
    return decided(undecided, last_decision(claim, cut))


def _shown(evidence: Evidence, cut: Cut) -> bool:
    other = evidence.other_claim
    reachable = evidence.confidential or other is None or cut.names(other)
    return reachable and cut.dated(evidence_date(evidence))


def decided(
    before: ClaimState, decision: StatusChange | None, named: Iterable[Evidence] | None = None
) -> ClaimState:
    """The state with that part of it which a status change, and nothing else, moves.

    ``named`` is given for a decision that is not kept yet, to preview it.
    """
    if decision is None:
        return replace(
            before,
            status=Status.UNCONFIRMED,
            reason="",
            reopened=False,
            decided=None,
            examined=False,
            named_evidence=(),
        )
    pieces = decision.evidence.all() if named is None else named
    return replace(
        before,
        status=Status(decision.status),
        reason=decision.told,
        reopened=reopens(Status(decision.was), Status(decision.status)),
        decided=moment(decision.at, decision.precision),
        examined=decision.examined,
        named_evidence=tuple(sorted(e.key for e in pieces)),
    )


def last_decision(claim: Claim, cut: Cut = WHOLE) -> StatusChange | None:
    decisions = sorted(parts(claim, "decisions"), key=lambda d: -d.n)
    return next((d for d in decisions if cut.dated(d.at)), None)


def citation_state(citation: Citation) -> CitationState:
    return from_desk(CitationState, citation)


def stance_state(stance: Stance) -> StanceState:
    """Of a request for comment readers learn how we asked; whom and when stand with the stance."""
    channel = stance.request.channel if stance.request else ""
    return from_desk(StanceState, stance, channel=Channel(channel) if channel else None)


def evidence_state(evidence: Evidence) -> EvidenceState:
    """One piece of evidence; of a confidential one nothing that leads to its source."""
    hidden = {"report": "", "claim": "", "originator": ""} if evidence.confidential else {}
    return from_desk(
        EvidenceState, evidence, has_originator=evidence.originator is not None, **hidden
    )


def origins_state(claim: Claim, evidence: Iterable[Evidence]) -> OriginsState:
    found = origins(claim, evidence)
    return OriginsState(supports=found[Bearing.SUPPORTS], against=found[Bearing.AGAINST])


def _figures(claim: Claim) -> Iterable[Figure]:
    along = ("category", "event", "supersedes__claim", "repeats__claim", "credits")
    return parts(claim, "figures", *along, many=OF_FIGURES)


def _stated(stance: Stance, cut: Cut) -> bool:
    """Dated by then, and nowhere but in a report that had appeared by then."""
    appeared = stance.report.published_at if stance.report else None
    if stance.report and not cut.dated(appeared):
        return False
    return cut.dated(stance.stated_at or appeared or stance.asked_at)


def evidence_date(evidence: Evidence) -> datetime | None:
    if evidence.report:
        return evidence.report.published_at
    return evidence.other_claim.said_at if evidence.other_claim else None


def link_state(link: Link, cut: Cut = WHOLE) -> LinkState:
    return from_desk(LinkState, link)
