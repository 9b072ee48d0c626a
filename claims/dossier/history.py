"""Whether each step of a history could be taken, with what was known by then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from claims.domain.chains import Sources
from claims.domain.evidence import WITHDRAWN, EvidenceFacts
from claims.domain.iso import shown
from claims.domain.moments import Moment
from claims.domain.source_input import parties_of, source_facts
from claims.domain.status import Status, Weighed, missing
from claims.domain.vocabulary import Bearing, EvidenceKind, PublisherAction, StanceKind
from claims.dossier.errors import Complaints, Place
from claims.dossier.external_refs import Outside
from claims.dossier.structure import Object

LATE = (
    "Every report that the claim cites is dated after this status ({}): date the status no earlier"
    " than the first of them, or cite an earlier one."
)


@dataclass(frozen=True)
class Known:
    """What the steps rest on, from the whole file."""

    zone: str
    sources: Sources
    reports: dict[str, Moment | None]
    claims: dict[str, Moment | None]
    withdrawn: dict[str, Moment | None]
    """Reports that their publishers withdrew, and when."""

    def moment(self, text: str) -> Moment:
        return Moment.parse(text, self.zone)

    def stated(self, piece: Object) -> Moment | None:
        if "report" in piece:
            return self.reports[piece["report"]]
        return self.claims.get(piece.get("claim", ""))

    def dated(self, piece: Object) -> datetime | None:
        moment = self.stated(piece)
        return moment.at if moment else None

    def gone(self, piece: Object, by: datetime) -> str:
        """What had become by then of the report it rests on."""
        moment = self.withdrawn.get(piece.get("report", ""))
        return WITHDRAWN if moment and moment.latest(self.zone) <= by else ""

    def day(self, moment: Moment | None) -> date | None:
        return moment.day(self.zone) if moment else None


def check(dossier: Object, outside: Outside, complaints: Complaints, *, at: datetime) -> None:
    known = _known(dossier, outside)
    for n, claim in enumerate(dossier.get("claims", [])):
        if claim.get("history"):
            _check_order(claim, known, ("claims", n), complaints, at=at)
            for m, step in enumerate(claim["history"]):
                _check_step(claim, step, known, ("claims", n, "history", m), complaints)


def _known(dossier: Object, outside: Outside) -> Known:
    zone = dossier["event"].get("time_zone", "UTC")

    def at(shape: Object, key: str) -> Moment | None:
        return Moment.parse(shape[key], zone) if key in shape else None

    reports = {r["slug"]: at(r, "published_at") for r in dossier.get("reports", [])}
    claims = {c["slug"]: at(c, "said_at") for c in dossier.get("claims", [])}
    withdrawn = {
        r["slug"]: at(r, "publisher_action_at")
        for r in dossier.get("reports", [])
        if r.get("publisher_action") == PublisherAction.WITHDRAWN
    }
    return Known(zone, _sources(dossier), reports, {**outside.said, **claims}, withdrawn)


def _sources(dossier: Object) -> Sources:
    """That two know separately holds for both, whichever of them says so."""
    facts = {one["slug"]: source_facts(one) for one in dossier.get("sources", [])}
    apart: dict[str, set[str]] = {slug: set() for slug in facts}
    for fact in facts.values():
        for other in fact.apart_from:
            apart[fact.key].add(other)
            apart[other].add(fact.key)
    both = {slug: replace(fact, apart_from=frozenset(apart[slug])) for slug, fact in facts.items()}
    return Sources(both, parties_of(dossier))


def _check_order(
    claim: Object, known: Known, place: Place, complaints: Complaints, *, at: datetime
) -> None:
    latest = None
    for m, step in enumerate(claim["history"]):
        moment = known.moment(step["at"])
        where = (*place, "history", m, "at")
        if latest is not None and moment.latest(known.zone) < latest:
            complaints.add(where, "this lies before the step above it: put them in order.")
        if moment.at > at:
            complaints.add(where, "this has not come yet: a history tells of the past.")
        latest = max(latest, moment.at) if latest else moment.at


def _check_step(
    claim: Object, step: Object, known: Known, place: Place, complaints: Complaints
) -> None:
    pieces = {piece["key"]: piece for piece in claim.get("evidence", [])}
    by = known.moment(step["at"]).latest(known.zone)
    named = set(step.get("evidence", []))
    for key in sorted(named):
        if key not in pieces:
            advice = "add it to the evidence of this claim, or see whether it is misspelt."
            complaints.add((*place, "evidence"), f"there is no evidence {shown(key)}: {advice}")
        elif (dated := known.stated(pieces[key])) and dated.at > by:
            day = dated.day(known.zone).isoformat()
            complaints.add((*place, "evidence"), f"{shown(key)} is dated {day}, after this step.")
    if named <= pieces.keys():
        case = _case(claim, step, pieces, known, by)
        if not case["has_citation"] and (late := _late_citations(claim, known)):
            complaints.add((*place, "at"), LATE.format(late))
            case["has_citation"] = True
        for sentence in missing(Status(step["status"]), **case):
            complaints.add(place, sentence)


def _late_citations(claim: Object, known: Known) -> str:
    """The reports that a claim cites with their days; nothing where none has one."""
    cited = [citation["report"] for citation in claim.get("citations", [])]
    days = {slug: at.day(known.zone).isoformat() for slug in cited if (at := known.reports[slug])}
    return ", ".join(f"“{slug}” of {day}" for slug, day in days.items())


def _case(
    claim: Object, step: Object, pieces: dict[str, Object], known: Known, by: datetime
) -> Weighed:
    """What the rules weigh: the evidence the step names, and what else was dated by then."""
    named = set(step.get("evidence", []))
    on_file = [
        piece
        for key, piece in pieces.items()
        if key in named or ((dated := known.dated(piece)) and dated <= by)
    ]
    conceding = {
        s["source"] for s in claim.get("stances", []) if s["stance"] == StanceKind.CONCEDES
    }
    cited = [known.reports[citation["report"]] for citation in claim.get("citations", [])]
    return {
        "claimant": claim["claimant"],
        "evidence_on_file": [_facts(piece, conceding, known, by) for piece in on_file],
        "named": named,
        "reason": step["reason"],
        "has_citation": any(dated is None or dated.at <= by for dated in cited),
        "sources": known.sources,
        "said_on": known.day(known.claims[claim["slug"]]),
    }


def _facts(piece: Object, conceding: set[str], known: Known, by: datetime) -> EvidenceFacts:
    return EvidenceFacts(
        key=piece["key"],
        bearing=Bearing(piece["bearing"]),
        kind=EvidenceKind(piece["kind"]),
        originator=piece.get("originator"),
        concedes=piece.get("originator") in conceding,
        note=piece.get("note", ""),
        day=known.day(known.stated(piece)),
        gone=known.gone(piece, by),
    )
