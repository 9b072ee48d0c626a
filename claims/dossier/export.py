"""From the desk to a dossier: the same desk always gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable

from claims.domain.dossier_format import FORMAT
from claims.domain.errors import RuleBroken
from claims.dossier import desk_shapes, queries
from claims.dossier.canonical_form import canonical
from claims.dossier.errors import Complaints
from claims.dossier.structure import Object
from claims.models.desk.claim import Claim
from claims.models.desk.event import Category, Event
from claims.models.desk.link import Link
from claims.models.desk.party import Party
from claims.models.desk.source import Report, Source


def export(slug: str) -> bytes:
    """Everything on the desk about one event, private notes included, as canonical UTF-8."""
    return dumps(shape_of(_root(slug)))


def dumps(dossier: Object) -> bytes:
    return (json.dumps(dossier, ensure_ascii=False, indent=1) + "\n").encode()


def _root(slug: str) -> Event:
    event: Event | None = Event.objects.filter(slug=slug).first()
    if event is None:
        raise RuleBroken(f"There is no event “{slug}” here.")
    if event.parent is not None:
        root: Event = event.root()
        raise RuleBroken(f"“{slug}” is a part of “{root.slug}”: export that.")
    return event


def shape_of(event: Event) -> Object:
    """The dossier of a root event in its one form."""
    tree = queries.with_context(event.tree())
    zone, named = event.time_zone, queries.Roots().namer(event.slug)
    claims = queries.claims(event__in=tree)
    reports, parties = _reports(claims, tree), queries.parties(event=event)
    questions = queries.questions(event__in=tree)
    raw: Object = {
        "format": FORMAT,
        "event": event_tree(tree, event),
        "categories": category_tree(event),
        "parties": [desk_shapes.party(party) for party in parties],
        "measures": [desk_shapes.measure(m) for m in event.measures.order_by("position", "pk")],
        "sources": [desk_shapes.source(s) for s in _sources(claims, reports, parties)],
        "reports": [desk_shapes.report(r, zone) for r in reports],
        "claims": [desk_shapes.claim(c, zone, named) for c in claims],
        "links": [desk_shapes.link(k) for k in _links(claims, event)],
        "questions": [desk_shapes.question(q) for q in questions],
        "positions": [
            *(desk_shapes.position(p, zone, named) for p in queries.positions(tree)),
            *(desk_shapes.our_answer(q, zone) for q in questions if q.standing),
        ],
        "answers": [desk_shapes.answer(a, zone) for a in event.answers.order_by("pk")],
        "decisions": [desk_shapes.decision(d, zone) for d in queries.decisions(event.slug)],
    }
    complaints = Complaints()
    dossier = canonical(raw, complaints)
    complaints.settle()
    return dossier


def event_tree(tree: Iterable[Event], node: Event) -> Object:
    parts = [event_tree(tree, part) for part in tree if part.parent_id == node.pk]
    return desk_shapes.event(node, parts)


def category_tree(event: Event) -> list[Object]:
    rows = list(event.categories.order_by("position", "pk"))
    return [_category(rows, row) for row in rows if row.parent_id is None]


def _category(rows: list[Category], node: Category) -> Object:
    parts = [_category(rows, row) for row in rows if row.parent_id == node.pk]
    return desk_shapes.category(node, parts)


def _reports(claims: list[Claim], tree: Iterable[Event]) -> list[Report]:
    """The reports these claims and events name, with those that they reprint."""
    wanted = {c.report_id for claim in claims for c in claim.citations.all()}
    wanted |= {c.report_id for e in tree for c in e.context.all() if c.report_id}
    wanted |= {s.report_id for claim in claims for s in claim.stances.all() if s.report_id}
    wanted |= {e.report_id for claim in claims for e in claim.evidence.all() if e.report_id}
    while True:
        found = queries.reports(pk__in=wanted)
        more = {r.reprints_id for r in found if r.reprints_id} - wanted
        if not more:
            return found
        wanted |= more


def _sources(claims: list[Claim], reports: list[Report], parties: list[Party]) -> list[Source]:
    """The sources these name, with those they speak for or were set apart from."""
    wanted = {claim.claimant_id for claim in claims} | {report.publisher_id for report in reports}
    wanted |= {s.source_id for claim in claims for s in claim.stances.all()}
    wanted |= {f.credits_id for c in claims for f in c.figures.all() if f.credits_id}
    wanted |= {e.originator_id for c in claims for e in c.evidence.all() if e.originator_id}
    wanted |= {member.source_id for party in parties for member in party.members.all()}
    while True:
        found = queries.sources(pk__in=wanted)
        more = {s.speaks_for_id for s in found if s.speaks_for_id}
        more |= {voice.whom_id for s in found for voice in s.voices.all()}
        more |= {apart.other_id for s in found for apart in s.separations.all()}
        if more <= wanted:
            return found
        wanted |= more


def _links(claims: list[Claim], event: Event) -> list[Link]:
    """The links of these claims; one that joins two events stands with the later of them.

    So each file can be read once those before it were.
    """
    here = {claim.pk for claim in claims}
    roots = queries.Roots()
    found = queries.links(from_claim__in=here)
    found += [k for k in queries.links(to_claim__in=here) if k.from_claim_id not in here]

    def latest(link: Link) -> int:
        ends = (link.from_claim.event_id, link.to_claim.event_id)
        return max(roots.root(end) for end in ends)

    return sorted((k for k in found if latest(k) == event.pk), key=lambda k: k.pk)
