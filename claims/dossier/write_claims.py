"""Claims with all they own: written once sources, reports and events stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from claims.domain.moments import Moment
from claims.domain.status import Status
from claims.domain.vocabulary import ChangeType, Lifecycle, StanceKind
from claims.dossier.structure import Object
from claims.dossier.write import Desk, given
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.comment_request import CommentRequest
from claims.models.desk.evidence import Evidence, NamedEvidence, Stance, StatusChange

Pairs = list[tuple[Claim, Object]]
"""Each new claim with the part of the dossier that tells of it."""


def write_claims(desk: Desk, *, at: datetime) -> Pairs:
    """The new claims, in the order of the file; each stands where its history ends."""
    shapes = desk.new("claim", "claims")
    made = [_claim(desk, shape) for shape in shapes]
    desk.claims = {row.slug: row for row in Claim.objects.filter(slug__in=_named(desk.dossier))}
    desk.claims |= {row.slug: row for row in made}
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
    claims = dossier.get("claims", [])
    named = {claim["slug"] for claim in claims}
    named |= {claim["merged_into"] for claim in claims if "merged_into" in claim}
    named |= {e["claim"] for c in claims for e in c.get("evidence", []) if "claim" in e}
    return named | {link[end] for link in dossier.get("links", []) for end in ("from", "to")}


def _claim(desk: Desk, shape: Object) -> Claim:
    names = ("slug", "statement", "short", "occasion", "utterance", "private_note")
    steps = shape.get("history", [])
    lifecycle = shape.get("lifecycle", Lifecycle.CURRENT.value)
    return Claim(
        claimant=desk.sources[shape["claimant"]],
        event=desk.events[shape["event"]],
        status=steps[-1]["status"] if steps else Status.UNCONFIRMED.value,
        lifecycle=Lifecycle.CURRENT.value if lifecycle == Lifecycle.MERGED else lifecycle,
        **given(shape, names),
        **desk.moment("said", shape, "said_at"),
    )


def _citations(desk: Desk, pairs: Pairs) -> None:
    names = ("quote", "language", "translation", "translated_by", "locator", "first")
    desk.rows.put(
        [
            Citation(claim=claim, report=desk.reports[shape["report"]], **given(shape, names))
            for claim, whole in pairs
            for shape in whole.get("citations", [])
        ]
    )


def _stances(desk: Desk, pairs: Pairs) -> None:
    """Stances; where nobody has answered, with the request for comment they tell of."""
    made = [
        _stance(desk, claim, shape) for claim, whole in pairs for shape in whole.get("stances", [])
    ]
    desk.rows.put([stance.request for stance in made if stance.request])
    for stance in made:
        # Read again, now that the request has a number.
        stance.request = stance.request
    desk.rows.put(made)


def _stance(desk: Desk, claim: Claim, shape: Object) -> Stance:
    source, asked = desk.sources[shape["source"]], desk.moment("asked", shape, "asked_at")
    waiting = shape["stance"] == StanceKind.NO_RESPONSE
    return Stance(
        claim=claim,
        source=source,
        report=desk.reports.get(shape.get("report", "")),
        request=CommentRequest(claim=claim, whom=source, **asked) if waiting else None,
        **given(shape, ("stance", "quote")),
        **desk.moment("stated", shape, "stated_at"),
        **asked,
    )


def _evidence(desk: Desk, pairs: Pairs) -> dict[tuple[int, str], Evidence]:
    names = ("key", "bearing", "kind", "confidential", "note")
    made = [
        Evidence(
            claim=claim,
            report=desk.reports.get(shape.get("report", "")),
            other_claim=desk.claims.get(shape.get("claim", "")),
            originator=desk.sources.get(shape.get("originator", "")),
            **given(shape, names),
        )
        for claim, whole in pairs
        for shape in whole.get("evidence", [])
    ]
    return {(row.claim_id, row.key): row for row in desk.rows.put(made)}


def _decisions(
    desk: Desk, pairs: Pairs, evidence: dict[tuple[int, str], Evidence], *, at: datetime
) -> None:
    """Each step as a decision of its own time: checked already, so only kept here."""
    told = [
        (decision, step)
        for claim, whole in pairs
        for decision, step in _steps(desk, claim, whole, at)
    ]
    desk.rows.put([decision for decision, _ in told])
    desk.rows.put(
        [
            NamedEvidence(decision=decision, evidence=evidence[decision.claim_id, key])
            for decision, step in told
            for key in step.get("evidence", [])
        ]
    )


def _steps(
    desk: Desk, claim: Claim, whole: Object, at: datetime
) -> Iterator[tuple[StatusChange, Object]]:
    was = Status.UNCONFIRMED.value
    for n, step in enumerate(whole.get("history", []), start=1):
        moment = Moment.parse(step["at"], desk.zone)
        decision = StatusChange(
            claim=claim,
            n=n,
            status=step["status"],
            was=was,
            reason=step["reason"],
            change=step.get("change", ChangeType.UPDATE.value),
            at=moment.at,
            precision=str(moment.precision),
            recorded_at=at,
            by=desk.rows.by,
        )
        was = step["status"]
        yield decision, step
