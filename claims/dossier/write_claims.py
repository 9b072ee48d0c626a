"""Claims with all they own: written once sources, reports and events stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from claims.domain.dossier_format.examined import is_examined
from claims.domain.moments import Moment
from claims.domain.status import Status
from claims.domain.vocabulary import ChangeType, Lifecycle, StanceKind
from claims.dossier.structure import Object, references
from claims.dossier.write import Desk
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.comment_request import CommentRequest
from claims.models.desk.evidence import Evidence, NamedEvidence, Stance, StatusChange
from claims.states.claim import CitationState, ClaimState, EvidenceState, StanceState

Pairs = list[tuple[Claim, Object]]
"""Each new claim with the part of the dossier that tells of it."""


def write_claims(desk: Desk, *, at: datetime) -> Pairs:
    """The new claims, in the order of the file; each stands where its history ends."""
    shapes = desk.new("claim", "claims")
    made = [_claim(desk, shape) for shape in shapes]
    named = Claim.objects.filter(slug__in=_named(desk.dossier))
    desk.claims.update((row.slug, row) for row in named)
    desk.claims.update((row.slug, row) for row in made)
    into = [desk.claims.get(shape.get("merged_into", "")) for shape in shapes]
    # A claim says that it was merged only together with the claim it was merged into.
    merged = [Lifecycle.MERGED.value if other else None for other in into]
    desk.rows.put(made, later={"merged_into": into, "lifecycle": merged})
    pairs = list(zip(made, shapes, strict=True))
    _citations(desk, pairs)
    _stances(desk, pairs)
    _decisions(desk, pairs, _evidence(desk, pairs), at=at)
    return pairs


def _named(dossier: Object) -> set[str]:
    """Claims of this dossier and, of others, those it names."""
    named = {name for _, kind, name in references(dossier) if kind == "claim"}
    return named | {claim["slug"] for claim in dossier.get("claims", [])}


def _claim(desk: Desk, shape: Object) -> Claim:
    steps = shape.get("history", [])
    lifecycle = shape.get("lifecycle", Lifecycle.CURRENT.value)
    return Claim(
        status=steps[-1]["status"] if steps else Status.UNCONFIRMED.value,
        examined=bool(steps) and is_examined(steps, len(steps) - 1),
        lifecycle=Lifecycle.CURRENT.value if lifecycle == Lifecycle.MERGED else lifecycle,
        private_note=shape.get("private_note", ""),
        **desk.columns(ClaimState, shape, later={"merged_into", "lifecycle"}),
    )


def _citations(desk: Desk, pairs: Pairs) -> None:
    desk.rows.put(
        [
            Citation(claim=claim, **desk.columns(CitationState, shape))
            for claim, whole in pairs
            for shape in whole.get("citations", [])
        ]
    )


def _stances(desk: Desk, pairs: Pairs) -> None:
    """Stances, each with the request for comment that it speaks of."""
    made = [
        _stance(desk, claim, shape) for claim, whole in pairs for shape in whole.get("stances", [])
    ]
    desk.rows.put([stance.request for stance in made if stance.request])
    for stance in made:
        # Read again, now that the request has a number.
        stance.request = stance.request
    desk.rows.put(made)


def _stance(desk: Desk, claim: Claim, shape: Object) -> Stance:
    stance = Stance(claim=claim, **desk.columns(StanceState, shape))
    unanswered = shape["stance"] == StanceKind.NO_RESPONSE
    if unanswered or "channel" in shape:
        stance.request = CommentRequest(
            claim=claim,
            whom=stance.source,
            channel=shape.get("channel", ""),
            reply=None if unanswered else stance.report,
            # Whoever has answered is not waited for, wherever the answer stands.
            closed=not unanswered and stance.report is None,
            **desk.moment("asked", shape, "asked_at"),
        )
    return stance


def _evidence(desk: Desk, pairs: Pairs) -> dict[tuple[int, str], Evidence]:
    made = [
        Evidence(claim=claim, **desk.columns(EvidenceState, shape))
        for claim, whole in pairs
        for shape in whole.get("evidence", [])
    ]
    return {(row.claim_id, row.key): row for row in desk.rows.put(made)}


def _decisions(
    desk: Desk, pairs: Pairs, evidence: dict[tuple[int, str], Evidence], *, at: datetime
) -> None:
    """Each step as a decision of its own time: checked already, so only kept here."""
    steps = [
        (decision, step)
        for claim, whole in pairs
        for decision, step in _steps(desk, claim, whole, at)
    ]
    desk.rows.put([decision for decision, _ in steps])
    desk.rows.put(
        [
            NamedEvidence(decision=decision, evidence=evidence[decision.claim_id, key])
            for decision, step in steps
            for key in step.get("evidence", [])
        ]
    )


def _steps(
    desk: Desk, claim: Claim, whole: Object, at: datetime
) -> Iterator[tuple[StatusChange, Object]]:
    was, was_examined = Status.UNCONFIRMED.value, False
    steps = whole.get("history", [])
    for n, step in enumerate(steps, start=1):
        moment = Moment.parse(step["at"], desk.zone)
        decision = StatusChange(
            claim=claim,
            n=n,
            status=step["status"],
            was=was,
            examined=is_examined(steps, n - 1),
            was_examined=was_examined,
            reason=step["reason"],
            change=step.get("change", ChangeType.UPDATE.value),
            at=moment.at,
            precision=str(moment.precision),
            recorded_at=at,
            by=desk.rows.by,
        )
        was, was_examined = decision.status, decision.examined
        yield decision, step
