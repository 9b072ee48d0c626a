"""Things on the desk in the shape of a dossier, as far as the engine reads one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from claims.domain.figure_treatment import Ties
from claims.domain.moments import Moment, stated_apart
from claims.models.desk.claim import Claim
from claims.models.desk.decision import Decision
from claims.models.desk.event import Category, Event, Measure
from claims.models.desk.figure import Figure
from claims.models.desk.party import Party
from claims.models.desk.position import FindingAnswer, Position
from claims.models.desk.source import Source
from claims.publishing.prefetch import parts

Shape = dict[str, object]
T = TypeVar("T", Category, Event)


def tree_of(rows: Sequence[T], node: T, shape: Callable[[T], Shape]) -> Shape:
    below: dict[int | None, list[T]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)

    def down(one: T) -> Shape:
        parts = [down(part) for part in below.get(one.pk, ()) if part.pk != node.pk]
        own = {"grouping": one.grouping, "complete": one.complete}
        return {**shape(one), **own, "parts": parts}

    return down(node)


def category_shape(rows: Sequence[Category]) -> list[Shape]:
    """The trees of an event's categories."""

    def own(row: Category) -> Shape:
        return {"slug": row.slug, "name": row.name}

    return [tree_of(rows, top, own) for top in rows if top.parent_id is None]


def measure_shape(row: Measure) -> Shape:
    names = ("slug", "name", "one", "many", "nature", "sum_of")
    return {name: getattr(row, name) for name in names}


def event_shape(row: Event) -> Shape:
    return {"slug": row.slug, "title": row.title, "time_zone": row.time_zone}


def source_shape(row: Source) -> Shape:
    return {
        "slug": row.slug,
        "name": row.name,
        "short_name": row.short_name,
        "aliases": row.aliases,
        "kind": row.kind,
        "speaks_for": voices_shape(row),
        "apart_from": [{"source": apart.other.slug} for apart in parts(row, "separations")],
    }


def voices_shape(row: Source) -> list[Shape]:
    """Whom it speaks for: always, and from a day to a day."""
    always = [{"source": row.speaks_for.slug}] if row.speaks_for else []
    dated = parts(row, "voices")
    return always + [
        {"source": one.whom.slug, "from": one.since, "until": one.until} for one in dated
    ]


def party_shape(row: Party) -> Shape:
    members = sorted(row.members.all(), key=lambda member: member.pk)
    return {
        "slug": row.slug,
        "name": row.name,
        "members": [
            {"source": one.source.slug, "from": one.since, "until": one.until} for one in members
        ],
        "allied_with": row.allied_with,
    }


def claim_shape(
    claim: Claim, ties: Mapping[int, Ties], root: Event, keys: Mapping[int, str], zone: str
) -> Shape:
    return {
        "slug": claim.slug,
        "claimant": claim.claimant.slug,
        "event": claim.event.slug,
        "statement": claim.statement,
        "utterance": claim.utterance,
        "said_at": moment_text(claim.said_at, claim.said_precision, zone),
        "said_precision": stated_apart(claim.said_precision),
        "citations": [
            {"quote": c.quote, "translation": c.translation} for c in parts(claim, "citations")
        ],
        "lifecycle": claim.lifecycle,
        "publication": claim.publication,
        "status": claim.status,
        "stances": [{"source": s.source.slug, "stance": s.stance} for s in parts(claim, "stances")],
        "evidence": [
            {"originator": e.originator.slug if e.originator else None}
            for e in parts(claim, "evidence")
        ],
        "figures": [_figure(f, ties[f.pk], claim, keys, zone) for f in parts(claim, "figures")],
    }


def _figure(figure: Figure, ties: Ties, claim: Claim, keys: Mapping[int, str], zone: str) -> Shape:
    def named(pk: int | None) -> str | None:
        """Figures of other events go by an address that is nobody's here."""
        return None if pk is None else keys.get(pk, f"elsewhere/{pk}")

    copied = (
        *("measure", "words", "qualifier", "value", "low", "high", "basis", "final"),
        *("includes_attackers", "breakdown_complete", "estimate"),
    )
    return {
        "id": figure.key,
        **{name: getattr(figure, name) for name in copied},
        "category": figure.category.slug,
        "event": figure.event.slug if figure.event else None,
        "as_of": moment_text(figure.as_of_at, figure.as_of_precision, zone),
        "treatment": ties.treatment,
        "credits": figure.credits.slug if figure.credits else None,
        "supersedes": [named(pk) for pk in ties.replaced],
        "repeats": named(ties.repeats),
        "derived_from": [{"figure": named(pk), "sign": sign} for sign, pk in ties.derived],
        "same_people_as": [named(pk) for pk in sorted(ties.same)],
        "built_on": [named(other.pk) for other in parts(figure, "built_on")],
        "readings": [
            {
                "event": r.event.slug if r.event else None,
                "category": r.category.slug if r.category else None,
            }
            for r in parts(figure, "readings")
        ],
    }


def decision_shape(decision: Decision) -> Shape:
    about: Shape = {"figure": decision.figure}
    if decision.part and decision.category:
        about = {
            "event": decision.part.slug,
            "category": decision.category.slug,
            "measure": decision.measure,
            "party": decision.party,
        }
    elif decision.parties:
        about = {"parties": decision.parties}
    copied = ("option", "figures", "low", "high")
    return {"about": about, **{name: getattr(decision, name) for name in copied}}


def answer_shape(answer: FindingAnswer) -> Shape:
    finding = {"kind": answer.kind, "figures": answer.figures}
    return {"finding": finding, "answer": answer.answer}


def position_shape(position: Position, keys: Mapping[int, str]) -> Shape:
    """What a position adds up, and which words it says how to read."""
    used = sorted(keys[figure.pk] for figure in position.uses.all() if figure.pk in keys)
    read = sorted(keys[one.figure_id] for one in position.readings.all() if one.figure_id in keys)
    return {
        "event": position.event.slug,
        "category": position.category.slug,
        "measure": position.measure,
        "uses": used,
        "readings": [{"figure": key} for key in read],
    }


def moment_text(at: datetime | None, precision: str, zone: str) -> str | None:
    return Moment(at, precision).text(zone) if at else None
