"""The smallest valid things. A test states only what it is about."""

import json
from datetime import UTC, datetime
from itertools import count

from django.contrib.auth import get_user_model

from claims import actions
from claims.domain import categories, figures
from claims.domain.vocabulary import Bearing, EvidenceKind, StanceKind
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.comment_request import CommentRequest
from claims.models.desk.event import Category, Event
from claims.models.desk.evidence import Evidence, Stance
from claims.models.desk.figure import Figure
from claims.models.desk.link import Link
from claims.models.desk.party import Member, Party
from claims.models.desk.position import Position
from claims.models.desk.question import Question, RivalAnswer
from claims.models.desk.roles import give_role
from claims.models.desk.source import Report, Source
from claims.publishing import registry
from claims.states.encoding import dump

NOW = datetime(2024, 8, 27, 13, 0, tzinfo=UTC)
# How a moment stated to the day is kept: the first instant of it.
TODAY = datetime(2024, 8, 27, tzinfo=UTC)
_number = count(1)


def an_editor(name="", *, role=None, **more):
    user = get_user_model()
    name = name or f"editor{next(_number)}"
    made = user.objects.create_user(username=name, password="correct horse", is_staff=True, **more)
    if role:
        give_role(made, role)
    return made


def a_source(name="", **more):
    n = next(_number)
    source = Source(
        **{"slug": f"source-{n}", "name": name or f"Source {n}", "kind": "other", **more}
    )
    source.save()
    return source


def a_party(event, *members, name="", **more):
    """A party of the whole event; a member is a source, or a source from a day to a day."""
    root, n = event.root(), next(_number)
    name = name or f"Party {n}"
    party = Party(event=root, **{"slug": f"party-{n}", "name": name, **more})
    party.save()
    for one in members:
        source, *days = one if isinstance(one, tuple) else (one,)
        span = dict(zip(("since", "until"), days, strict=False))
        Member(event=root, party=party, source=source, **span).save()
    return party


def a_report(**more):
    n = next(_number)
    publisher = more.pop("publisher", None) or a_source(kind="media")
    report = Report(
        **{"slug": f"report-{n}", "publisher": publisher, "title": f"Report {n}", **more}
    )
    report.save()
    return report


def an_event(title="", **more):
    """An event with the default categories; a part of another when given a parent."""
    n = next(_number)
    event = Event(**{"slug": f"event-{n}", "title": title or f"Event {n}", **more})
    event.save()
    if event.parent is None:
        _copy_categories(event, categories.default_tree(), None)
    return event


def _copy_categories(event, nodes, parent):
    for position, node in enumerate(nodes):
        category = Category(
            event=event,
            slug=node["slug"],
            name=node["name"],
            parent=parent,
            complete=list(node.get("complete", [])),
            position=position,
        )
        category.save()
        _copy_categories(event, node.get("parts", []), category)


def a_claim(statement="", *, cited=True, **more):
    """A draft by somebody about something, found in one report unless told otherwise."""
    n = next(_number)
    claim = Claim(
        **{
            "slug": f"claim-{n}",
            "claimant": more.pop("claimant", None) or a_source(),
            "event": more.pop("event", None) or an_event(),
            "statement": statement or f"Something happened, number {n}.",
            **more,
        }
    )
    claim.save()
    if cited:
        a_citation(claim)
    return claim


def a_citation(claim, **more):
    report = more.pop("report", None) or a_report()
    citation = Citation(claim=claim, report=report, **more)
    citation.save()
    return citation


def a_figure(claim, value=14, *, qualifier="plain", category="all", **more):
    given = {end: more[end] for end in ("low", "high") if end in more}
    low, high = figures.bounds(qualifier, value, **given)
    figure = Figure(
        claim=claim,
        **{
            "key": f"figure-{next(_number)}",
            "measure": "killed",
            "category": claim.event.root().categories.get(slug=category),
            "qualifier": qualifier,
            "value": value,
            "low": low,
            "high": high,
            **more,
        },
    )
    figure.save()
    return figure


def a_stance(claim, stance=StanceKind.DENIES, **more):
    source = more.pop("source", None) or a_source()
    if stance == StanceKind.NO_RESPONSE and "request" not in more:
        asked = {key: more.pop(key) for key in ("asked_at", "asked_precision") if key in more}
        more["request"] = a_request(claim, whom=source, **asked)
    found = Stance(claim=claim, source=source, stance=stance, **more)
    found.save()
    return found


def a_request(claim, **more):
    """A request for comment to somebody, still awaited."""
    found = CommentRequest(
        claim=claim,
        whom=more.pop("whom", None) or a_source(),
        **{"asked_at": NOW, "asked_precision": "minute", "channel": "email", **more},
    )
    found.save()
    return found


def some_evidence(claim, bearing=Bearing.SUPPORTS, kind=EvidenceKind.OFFICIAL, **more):
    """A counting piece, from an originator of its own unless told otherwise."""
    evidence = Evidence(
        claim=claim,
        bearing=bearing,
        kind=kind,
        **{
            "key": f"piece-{next(_number)}",
            "report": a_report(),
            "originator": a_source(),
            "note": "What it shows, in a sentence.",
            **more,
        },
    )
    evidence.save()
    return evidence


def a_link(from_claim, to_claim, relation="contradicts", **more):
    link = Link(from_claim=from_claim, to_claim=to_claim, relation=relation, **more)
    link.save()
    return link


def a_position(event, *, category="everyone-else", **more):
    position = Position(
        event=event,
        category=event.root().categories.get(slug=category),
        **{
            "measure": "killed",
            "low": 38,
            "rationale": "The sum of what officials counted.",
            **more,
        },
    )
    position.save()
    return position


def a_question(event=None, text="Who fired on the school?", answers=(), **more):
    """A question with rival answers: each its slug, its words and the claims that give it."""
    slug = f"question-{next(_number)}"
    question = Question(event=event or an_event(), text=text, **{"slug": slug, **more})
    question.save()
    for slug, said, claims in answers:
        answer = RivalAnswer(question=question, slug=slug, text=said)
        answer.save()
        answer.claims.set(claims)
    return question


def published(subject, *, by=None, at=NOW):
    """The same thing, on record."""
    actions.publish([subject], by=by, at=at)
    subject.refresh_from_db()
    return subject


def raw(body):
    """What a body holds, as anybody reads it who has a copy of the record."""
    return json.loads(body.body)


def published_state(subject):
    """What readers see of a thing, as the plain values that its body holds."""
    found = registry.published_state(subject)
    return dump(found) if found else None


def state(subject, *cut):
    """What readers would see of a thing, as plain values."""
    return dump(registry.state(subject, *cut))
