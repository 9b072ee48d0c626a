"""Change where verification of a claim stands: the only way a status ever changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from claims.actions.desk import Editor, keep, mark_published, note_difference
from claims.actions.publish import check_ready, first_step
from claims.actions.second_look import status_moved
from claims.domain.audit import AuditKind
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.status import Status, Weighed, check_change, check_examined, missing
from claims.domain.text import kept_as_typed
from claims.domain.vocabulary import (
    TAKEN_BACK,
    ChangeType,
    EntryKind,
    Precision,
    Publication,
    SubjectKind,
)
from claims.models.desk.claim import Claim
from claims.models.desk.evidence import Evidence, NamedEvidence, StatusChange
from claims.models.record.entry import Entry
from claims.models.record.public_time import public_precision, public_time
from claims.publishing import audit, log
from claims.publishing.claim import decided, evidence_state, origins_state, state
from claims.publishing.dependencies import evidence_needs, needed_first
from claims.publishing.independence import evidence_facts, said_on, sources_of
from claims.publishing.new_entry import Step
from claims.publishing.registry import published_state
from claims.states.body import DecisionState
from claims.states.claim import ClaimState, EvidenceState

NO_STATUS = _("This claim was taken back: readers see no status of it.")


def change_status(
    claim: Claim,
    *,
    to: Status,
    reason: str,
    evidence: Sequence[Evidence] = (),
    examined: bool = True,
    change: ChangeType = ChangeType.UPDATE,
    by: Editor,
    at: datetime,
) -> StatusChange:
    """Decide a status. On a published claim readers see it at once, with its reason.

    An unconfirmed claim that is not ``examined`` was only noted: nobody tried to establish it.
    Raises ``RuleBroken`` with all that is missing, ``Stale`` where the claim is no longer what
    the editor saw.
    """
    with log.writing():
        now = claim.held()
        check_status(now, to=to, reason=reason, evidence=evidence, examined=examined)
        decision = decide(
            now,
            to=to,
            reason=reason,
            evidence=evidence,
            examined=examined,
            change=change,
            by=by,
            at=at,
        )
        if now.publication == Publication.PUBLISHED:
            _tell_readers(now, decision, by=by, at=at)
        else:
            audit.write(AuditKind.DECIDED, "status", by=by, at=at, about=now, detail=str(to))
        status_moved(now, was=Status(decision.was), to=to, reason=decision.reason, by=by, at=at)
        claim.refresh_from_db()
        return decision


def check_status(
    claim: Claim,
    *,
    to: Status,
    reason: str,
    evidence: Sequence[Evidence] = (),
    examined: bool = True,
) -> None:
    if claim.publication in TAKEN_BACK:
        raise RuleBroken(NO_STATUS)
    check_examined(to, examined=examined)
    check_change(to, **_case(claim, reason, evidence))


def missing_for(
    claim: Claim, *, to: Status, reason: str, evidence: Sequence[Evidence] = ()
) -> list[str]:
    """What a status still needs, in sentences."""
    return missing(to, **_case(claim, reason, evidence))


def missing_by_status(
    claim: Claim, *, reason: str, evidence: Sequence[Evidence]
) -> dict[Status, list[str]]:
    """What each status still needs, in sentences; for the editor to see before deciding."""
    case = _case(claim, reason, evidence)
    return {status: missing(status, **case) for status in Status}


def _case(claim: Claim, reason: str, named: Sequence[Evidence]) -> Weighed:
    on_file = list(claim.evidence.select_related("originator", "report", "other_claim"))
    return {
        "claimant": claim.claimant.uid,
        "evidence_on_file": evidence_facts(claim, on_file),
        "named": {e.key for e in named},
        "reason": reason,
        "has_citation": claim.citations.exists(),
        "sources": sources_of(claim, on_file),
        "said_on": said_on(claim),
    }


def decide(
    claim: Claim,
    *,
    to: Status,
    reason: str,
    evidence: Sequence[Evidence],
    examined: bool = True,
    change: ChangeType,
    by: Editor,
    at: datetime,
    precision: Precision | None = None,
) -> StatusChange:
    """Keep a decision that was checked, and move the claim."""
    last = claim.decisions.order_by("-n").first()
    decision = StatusChange.objects.create(
        claim=claim,
        n=last.n + 1 if last else 1,
        status=to,
        was=last.status if last else Status.UNCONFIRMED,
        examined=examined,
        was_examined=bool(last and last.examined),
        reason=kept_as_typed(reason),
        change=change,
        at=at if precision else public_time(at),
        precision=precision or public_precision(),
        recorded_at=at,
        by=by,
    )
    NamedEvidence.objects.bulk_create(
        NamedEvidence(decision=decision, evidence=piece) for piece in evidence
    )
    keep(claim, by=by, status=to, examined=examined)
    return decision


def _tell_readers(claim: Claim, decision: StatusChange, *, by: Editor, at: datetime) -> Entry:
    """Write the last published state with the decision, and nothing else of the desk, in it."""
    named = list(decision.evidence.select_related("report", "originator", "other_claim"))
    rests_on = [need for piece in named for need in evidence_needs(piece) if need is not None]
    along = [s for s in needed_first(rests_on) if not s.on_record]
    check_ready(along)
    also = frozenset(s.uid for s in along)
    step = Step(
        EntryKind.STATUS,
        SubjectKind.CLAIM,
        claim.uid,
        preview_status(claim, decision, named),
        change=ChangeType(decision.change),
        decision=DecisionState(
            status_from=Status(decision.was),
            status_to=Status(decision.status),
            reason=decision.told,
            evidence=tuple(sorted(e.key for e in named)),
            examined_from=decision.was_examined,
            examined_to=decision.examined,
        ),
    )
    *_, entry = log.append([*(first_step(s, also=also) for s in along), step], by=by, at=at)
    for subject in along:
        mark_published(subject, by=by)
    note_difference(claim, by=by)
    return entry


def preview_status(claim: Claim, decision: StatusChange, named: Sequence[Evidence]) -> ClaimState:
    """What readers will see: their present state, with this decision and the evidence it names.

    Of a draft, what they would see if it were published as it stands.
    """
    shown = published_state(claim)
    before = shown if isinstance(shown, ClaimState) else state(claim)
    evidence = _shown(claim, before, named)
    after = replace(decided(before, decision, named), evidence=evidence)
    if evidence == before.evidence:
        return after
    on_record = claim.evidence.filter(key__in=[piece.key for piece in evidence])
    return replace(after, origins=origins_state(claim, on_record))


def _shown(
    claim: Claim, before: ClaimState, named: Sequence[Evidence]
) -> tuple[EvidenceState, ...]:
    evidence = {piece.key: piece for piece in before.evidence}
    evidence |= {piece.key: evidence_state(piece) for piece in named}
    order = list(claim.evidence.order_by("pk").values_list("key", flat=True))
    # What readers see but the desk has since removed stays until it is published so.
    return (*(evidence.pop(key) for key in order if key in evidence), *evidence.values())
