"""What readers see of a claim, and what of it is dated by a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from claims.domain.status import Status, reopens
from claims.domain.vocabulary import Lifecycle
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.evidence import Evidence, Stance, StatusChange
from claims.models.desk.figure import Figure
from claims.publishing.encoding import moment
from claims.publishing.figure import figure_state
from claims.publishing.history_cut import WHOLE, Cut
from claims.publishing.independence import origins
from claims.publishing.prefetch import parts

PUBLIC = {
    "slug",
    "claimant",
    "event",
    "statement",
    "short",
    "occasion",
    "utterance",
    "said_at",
    "said_precision",
    "lifecycle",
    "merged_into",
    "status",
    "citations",
    "figures",
    "stances",
    "evidence",
    "decisions",
}
PUBLIC_CITATION = {
    "report",
    "quote",
    "language",
    "translation",
    "translated_by",
    "locator",
    "first",
}
PUBLIC_STANCE = {
    "source",
    "stance",
    "report",
    "quote",
    "stated_at",
    "stated_precision",
    "asked_at",
    "asked_precision",
    "request",
}
# Of a request for comment readers learn how we asked; whom and when stand with the stance.
PUBLIC_REQUEST = {"channel"}
PUBLIC_EVIDENCE = {
    "key",
    "report",
    "other_claim",
    "originator",
    "bearing",
    "kind",
    "confidential",
    "note",
}
PUBLIC_DECISION = {"status", "was", "reason", "change", "at", "precision", "evidence"}


def state(claim: Claim, cut: Cut = WHOLE) -> dict[str, Any]:
    """The public state of a claim, whole or as it was dated by a moment."""
    evidence = [e for e in _evidence(claim) if _shown(e, cut)]
    return {
        "slug": claim.slug,
        "claimant": claim.claimant.uid,
        "event": claim.event.uid,
        "statement": claim.statement,
        "short": claim.short,
        "occasion": claim.occasion,
        "utterance": claim.utterance or claim.slug,
        "said": moment(claim.said_at, claim.said_precision),
        **_lifecycle(claim, cut),
        **decided(last_decision(claim, cut)),
        "citations": [
            citation_state(c) for c in _citations(claim) if cut.dated(c.report.published_at)
        ],
        "figures": [
            figure_state(f, cut) for f in _figures(claim) if cut.dated(f.as_of_at or claim.said_at)
        ],
        "stances": [stance_state(s) for s in _stances(claim) if cut.dated(_stance_date(s))],
        "evidence": [evidence_state(e) for e in evidence],
        "origins": origins(claim, evidence),
    }


def _lifecycle(claim: Claim, cut: Cut) -> dict[str, str]:
    """Nothing says when a claim was superseded, withdrawn or merged: only the whole holds it."""
    if not cut.whole:
        return {"lifecycle": Lifecycle.CURRENT.value, "merged_into": ""}
    into = claim.merged_into.uid if claim.merged_into else ""
    return {"lifecycle": claim.lifecycle, "merged_into": into}


def _shown(evidence: Evidence, cut: Cut) -> bool:
    other = evidence.other_claim
    reachable = evidence.confidential or other is None or cut.names(other)
    return reachable and cut.dated(evidence_date(evidence))


def decided(
    decision: StatusChange | None, named: Iterable[Evidence] | None = None
) -> dict[str, Any]:
    """The part of a state that a status change, and nothing else, moves.

    ``named`` is given for a decision that is not kept yet, to preview it.
    """
    if decision is None:
        return {
            "status": Status.UNCONFIRMED.value,
            "reason": "",
            "reopened": False,
            "decided": None,
            "named_evidence": [],
        }
    return {
        "status": decision.status,
        "reason": decision.reason,
        "reopened": reopens(Status(decision.was), Status(decision.status)),
        "decided": moment(decision.at, decision.precision),
        "named_evidence": sorted(e.key for e in _named(decision, named)),
    }


def _named(decision: StatusChange, named: Iterable[Evidence] | None) -> Iterable[Evidence]:
    return decision.evidence.all() if named is None else named


def last_decision(claim: Claim, cut: Cut = WHOLE) -> StatusChange | None:
    decisions = sorted(parts(claim, "decisions"), key=lambda d: -d.n)
    return next((d for d in decisions if cut.dated(d.at)), None)


def citation_state(citation: Citation) -> dict[str, Any]:
    return {
        "report": citation.report.uid,
        "quote": citation.quote,
        "language": citation.language,
        "translation": citation.translation,
        "translated_by": citation.translated_by,
        "locator": citation.locator,
        "first": citation.first,
    }


def stance_state(stance: Stance) -> dict[str, Any]:
    return {
        "source": stance.source.uid,
        "stance": stance.stance,
        "report": stance.report.uid if stance.report else "",
        "quote": stance.quote,
        "stated": moment(stance.stated_at, stance.stated_precision),
        "asked": moment(stance.asked_at, stance.asked_precision),
        **(
            {"channel": stance.request.channel} if stance.request and stance.request.channel else {}
        ),
    }


def evidence_state(evidence: Evidence) -> dict[str, Any]:
    """One piece of evidence; of a confidential one nothing that leads to its source."""
    shown = not evidence.confidential
    report, other, originator = evidence.report, evidence.other_claim, evidence.originator
    return {
        "key": evidence.key,
        "report": report.uid if shown and report else "",
        "claim": other.uid if shown and other else "",
        "originator": originator.uid if shown and originator else "",
        "has_originator": originator is not None,
        "bearing": evidence.bearing,
        "kind": evidence.kind,
        "confidential": evidence.confidential,
        "note": evidence.note,
    }


def _citations(claim: Claim) -> Iterable[Citation]:
    return parts(claim, "citations", "report")


def _figures(claim: Claim) -> Iterable[Figure]:
    return parts(claim, "figures", "category", "event", "supersedes", "repeats")


def _stances(claim: Claim) -> Iterable[Stance]:
    return parts(claim, "stances", "source", "report", "request")


def _evidence(claim: Claim) -> Iterable[Evidence]:
    return parts(claim, "evidence", "report", "other_claim", "originator")


def _stance_date(stance: Stance) -> datetime | None:
    return stance.stated_at or (stance.report.published_at if stance.report else stance.asked_at)


def evidence_date(evidence: Evidence) -> datetime | None:
    if evidence.report:
        return evidence.report.published_at
    return evidence.other_claim.said_at if evidence.other_claim else None
