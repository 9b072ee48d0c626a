"""Things on the desk as a dossier writes them, before what means nothing is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from claims.domain.moments import Moment, stated_apart
from claims.domain.vocabulary import Publication
from claims.dossier.structure import Object
from claims.models.desk.claim import Claim
from claims.models.desk.event import Category, Event
from claims.models.desk.evidence import NamedEvidence, StatusChange
from claims.models.desk.figure import Figure
from claims.models.desk.link import Link
from claims.models.desk.position import FindingAnswer, Position
from claims.models.desk.source import Report, Source

Named = Callable[[Figure], str]
"""How a figure is named from the dossier at hand: by its id, or as event/id."""


def moment(at: datetime | None, precision: str, zone: str) -> str | None:
    return Moment(at, precision).text(zone) if at else None


def event(row: Event) -> Object:
    return {
        "slug": row.slug,
        "title": row.title,
        "summary": row.summary,
        "place": row.place,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "starts_on": _day(row.starts_on),
        "ends_on": _day(row.ends_on),
        "time_zone": row.time_zone,
        "grouping": row.grouping,
        "complete": row.complete,
    }


def category(row: Category) -> Object:
    return {
        "slug": row.slug,
        "name": row.name,
        "grouping": row.grouping,
        "complete": row.complete,
    }


def source(row: Source) -> Object:
    return {
        "slug": row.slug,
        "name": row.name,
        "short_name": row.short_name,
        "aliases": row.aliases,
        "kind": row.kind,
        "side": row.side,
        "speaks_for": row.speaks_for.slug if row.speaks_for else None,
        "about": row.about,
        "url": row.url,
        "apart_from": [
            {"source": apart.other.slug, "reason": apart.reason}
            for apart in _by_pk(row.separations)
        ],
    }


def report(row: Report, zone: str) -> Object:
    return {
        "slug": row.slug,
        "publisher": row.publisher.slug,
        "title": row.title,
        "url": row.url,
        "link": row.linked,
        "medium": row.medium,
        "language": row.language,
        "published_at": moment(row.published_at, row.published_precision, zone),
        "accessed_at": moment(row.accessed_at, row.accessed_precision, zone),
        "archive_url": row.archive_url,
        "reprints": row.reprints.slug if row.reprints else None,
    }


def claim(row: Claim, zone: str, named: Named) -> Object:
    withheld = row.publication == Publication.WITHHELD
    return {
        "slug": row.slug,
        "claimant": row.claimant.slug,
        "event": row.event.slug,
        "statement": row.statement,
        "short": row.short,
        "occasion": row.occasion,
        "utterance": row.utterance,
        "said_at": moment(row.said_at, row.said_precision, zone),
        "said_precision": stated_apart(row.said_precision),
        "citations": [_citation(c) for c in _by_pk(row.citations)],
        "figures": [_figure(f, zone, named) for f in _by_pk(row.figures)],
        "stances": [_stance(s, zone) for s in _by_pk(row.stances)],
        "evidence": [_evidence(e) for e in _by_pk(row.evidence)],
        "history": [_decision(d, zone) for d in sorted(row.decisions.all(), key=lambda d: d.n)],
        "private_note": row.private_note,
        # What was withheld must not be published anew by carrying it elsewhere.
        "publication": Publication.DRAFT.value if withheld else row.publication,
        "lifecycle": row.lifecycle,
        "merged_into": row.merged_into.slug if row.merged_into else None,
    }


def _citation(row: Any) -> Object:
    names = ("quote", "language", "translation", "translated_by", "locator", "first")
    return {"report": row.report.slug} | {name: getattr(row, name) for name in names}


def _figure(row: Figure, zone: str, named: Named) -> Object:
    names = ("measure", "words", "qualifier", "value", "low", "high", "bounds_note", "basis")
    marks = ("includes_attackers", "breakdown_complete", "final", "treatment", "treatment_note")
    return {
        "id": row.key,
        **{name: getattr(row, name) for name in (*names, *marks)},
        "category": row.category.slug,
        "event": row.event.slug if row.event else None,
        "as_of": moment(row.as_of_at, row.as_of_precision, zone),
        "supersedes": named(row.supersedes) if row.supersedes else None,
        "repeats": named(row.repeats) if row.repeats else None,
        "same_people_as": _names(row, "same_people_as", named),
        "derived_from": [
            {"figure": named(term.part), "sign": term.sign} for term in _by_pk(row.derived_from)
        ],
        "built_on": _names(row, "built_on", named),
        "readings": [_reading(r) for r in _by_pk(row.readings)],
    }


def _names(row: Figure, field: str, named: Named) -> list[str]:
    return [named(other) for other in sorted(getattr(row, field).all(), key=named)]


def _reading(row: Any) -> Object:
    return {
        "event": row.event.slug if row.event else None,
        "category": row.category.slug if row.category else None,
        "note": row.note,
    }


def _stance(row: Any, zone: str) -> Object:
    return {
        "source": row.source.slug,
        "stance": row.stance,
        "report": row.report.slug if row.report else None,
        "quote": row.quote,
        "stated_at": moment(row.stated_at, row.stated_precision, zone),
        "asked_at": moment(row.asked_at, row.asked_precision, zone),
    }


def _evidence(row: Any) -> Object:
    return {
        "key": row.key,
        "report": row.report.slug if row.report else None,
        "claim": row.other_claim.slug if row.other_claim else None,
        "originator": row.originator.slug if row.originator else None,
        "bearing": row.bearing,
        "kind": row.kind,
        "confidential": row.confidential,
        "note": row.note,
    }


def _decision(row: StatusChange, zone: str) -> Object:
    named: list[NamedEvidence] = list(row.namedevidence_set.all())
    return {
        "status": row.status,
        "at": moment(row.at, row.precision, zone),
        "reason": row.reason,
        "evidence": sorted(name.evidence.key for name in named),
        "change": row.change,
    }


def link(row: Link) -> Object:
    return {
        "from": row.from_claim.slug,
        "relation": row.relation,
        "to": row.to_claim.slug,
        "state": row.state,
        "note": row.note,
    }


def position(row: Position, zone: str, named: Named) -> Object:
    names = ("measure", "established", "low", "best", "high", "method")
    prose = ("rationale", "dissent", "override_reason")
    return {
        "event": row.event.slug,
        "category": row.category.slug,
        **{name: getattr(row, name) for name in (*names, *prose)},
        "as_of": moment(row.as_of_at, row.as_of_precision, zone),
        "uses": sorted(named(figure) for figure in row.uses.all()),
        "leaves_out": [
            {"figure": named(out.figure), "reason": out.reason} for out in _by_pk(row.leaves_out)
        ],
        "readings": [
            {"figure": named(r.figure), "reading": r.reading} for r in _by_pk(row.readings)
        ],
        "at": moment(row.stated_at, row.stated_precision, zone),
    }


def answer(row: FindingAnswer, zone: str) -> Object:
    return {
        "finding": {"kind": row.kind, "figures": row.figures},
        "answer": row.answer,
        "reason": row.reason,
        "at": moment(row.answered_at, row.answered_precision, zone),
    }


def _by_pk(rows: Any) -> Iterable[Any]:
    return sorted(rows.all(), key=lambda row: row.pk)


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None
