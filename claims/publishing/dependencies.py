"""What must be on record before a thing can be, so that no body names what readers cannot reach."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Q

from claims.domain.vocabulary import LinkState
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.evidence import Evidence
from claims.models.desk.figure import Figure
from claims.models.desk.link import Link
from claims.models.desk.position import Position
from claims.models.desk.question import Question
from claims.models.desk.source import Report, Source
from claims.publishing.prefetch import OF_FIGURES, Reading, parts

Subjects = Iterator[Publishable | None]


def needed_first(subjects: Iterable[Publishable]) -> list[Publishable]:
    """The subjects and every never-published thing they need, needs before those who need them."""
    given = {subject.uid: subject for subject in subjects}
    ordered: dict[str, Publishable] = {}
    visiting: set[str] = set()

    def visit(subject: Publishable) -> None:
        if subject.uid in visiting:
            return
        visiting.add(subject.uid)
        for need in needs(subject):
            if not need.on_record:
                visit(given.get(need.uid, need))
        ordered[subject.uid] = subject

    for subject in given.values():
        visit(subject)
    return list(ordered.values())


def needs(subject: Publishable) -> list[Publishable]:
    found = NEEDS[type(subject)](subject)
    return [need for need in found if need is not None]


def links_ready(claims: Iterable[Claim], *, going: frozenset[str]) -> list[Link]:
    """Confirmed links of these claims, never published, whose both ends are or are going to be.

    ``going``: what goes on record in any case, links among it.
    """
    given = list(claims)
    ends = Q(from_claim__in=given) | Q(to_claim__in=given)
    links = list(Link.objects.filter(ends, state=LinkState.CONFIRMED).order_by("pk"))
    Reading(given).along(links, "from_claim", "to_claim")
    return [
        link
        for link in links
        if not (link.on_record or link.uid in going)
        and all(end.on_record or end.uid in going for end in (link.from_claim, link.to_claim))
    ]


def _source(source: Source) -> Subjects:
    yield source.speaks_for
    yield source.merged_into
    for separation in parts(source, "separations", "other"):
        yield separation.other
    for voice in parts(source, "voices", "whom"):
        yield voice.whom


def _event(event: Event) -> Subjects:
    yield event.parent
    for context in parts(event, "context", "report"):
        yield context.report
    if event.parent_id is None:
        for member in parts(event, "members", "source"):
            yield member.source


def _report(report: Report) -> Subjects:
    yield report.publisher
    yield report.reprints


def _claim(claim: Claim) -> Subjects:
    yield claim.claimant
    yield claim.event
    yield claim.merged_into
    for citation in parts(claim, "citations", "report"):
        yield citation.report
    for stance in parts(claim, "stances", "source", "report"):
        yield from (stance.source, stance.report)
    along = ("event", "supersedes__claim", "repeats__claim", "credits")
    for figure in parts(claim, "figures", *along, many=OF_FIGURES):
        yield from figure_needs(figure)
    for evidence in parts(claim, "evidence", "report", "originator", "other_claim"):
        yield from evidence_needs(evidence)


def figure_needs(figure: Figure) -> Subjects:
    """What it counts, and the claims whose figures it refers to.

    One that cannot be published, for it has no citation, is not asked for: until it has, the
    figure does not name it.
    """
    yield figure.event
    yield figure.credits
    for reading in parts(figure, "readings", "event"):
        yield reading.event
    named = [figure.supersedes, figure.repeats]
    named += [term.part for term in parts(figure, "derived_from", "part__claim")]
    for name in ("also_supersedes", "same_people_as", "built_on"):
        named += parts(figure, name, "claim")
    yield from (other.claim for other in named if other and _may_go(other.claim))


def _may_go(claim: Claim) -> bool:
    return claim.on_record or bool(parts(claim, "citations"))


def evidence_needs(evidence: Evidence) -> Subjects:
    """Nothing for a confidential piece: what it rests on is never named."""
    if not evidence.confidential:
        yield from (evidence.report, evidence.originator, evidence.other_claim)


def _link(link: Link) -> Subjects:
    yield link.from_claim
    yield link.to_claim


def _position(position: Position) -> Subjects:
    yield position.event
    for figure in position.uses.select_related("claim"):
        yield figure.claim
    for out in position.leaves_out.select_related("figure__claim"):
        yield out.figure.claim
    for reading in position.readings.select_related("figure__claim"):
        yield reading.figure.claim


def _question(question: Question) -> Subjects:
    yield question.event
    for answer in parts(question, "answers"):
        yield from answer.claims.order_by("pk")


NEEDS: dict[type[Publishable], Callable[[Any], Subjects]] = {
    Source: _source,
    Event: _event,
    Report: _report,
    Claim: _claim,
    Link: _link,
    Position: _position,
    Question: _question,
}
