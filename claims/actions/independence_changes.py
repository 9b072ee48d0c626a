"""Where who knows independently of whom has changed: what rests on that is looked at again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from claims.actions.dependents import Dependent, Reliance, relying_on
from claims.actions.desk import Editor
from claims.actions.second_look import chains_moved
from claims.actions.status import missing_for
from claims.domain.chains import Originator, dependent
from claims.domain.second_look import Cause
from claims.domain.status import Status
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure
from claims.models.desk.position import Position
from claims.models.desk.question import Question, RivalAnswer
from claims.models.desk.source import Source
from claims.publishing.independence import facts_of, said_on

# Statuses that rest on who knows independently of whom.
RESTING = (Status.PARTLY_CONFIRMED, Status.CONFIRMED, Status.DISPUTED, Status.REFUTED)

Claims = QuerySet[Claim]
Pairs = frozenset[tuple[int, int]]
"""Claims that one subject rests on, two and two, of which neither knows by the other."""


def no_longer_held(claims: Claims) -> list[tuple[Claim, list[str]]]:
    """Those whose status lacks what it needs, with who knows independently as it is now."""
    found = []
    settled = claims.filter(status__in=RESTING).select_related("claimant", "event__parent")
    for claim in settled.order_by("pk"):
        last = claim.decisions.order_by("-n").first()
        named = list(last.evidence.all()) if last else []
        reason = last.reason if last else ""
        lacking = missing_for(claim, to=Status(claim.status), reason=reason, evidence=named)
        found += [(claim, lacking)] if lacking else []
    return found


def of_events(*events: Event) -> Claims:
    """Claims of whole events."""
    return Claim.objects.filter(event__in={one for event in events for one in event.root().tree()})


def of_sources(*sources: Source) -> Claims:
    """Claims made or borne out by these, by whoever speaks for them, by whom they speak for."""
    joined = {source.pk for source in sources}
    waiting = joined
    while waiting:
        near = Source.objects.filter(
            Q(pk__in=waiting)
            | Q(spokespeople__in=waiting)
            | Q(speaks_for__in=waiting)
            | Q(voiced_by__source__in=waiting)
            | Q(voices__whom__in=waiting)
        )
        waiting = set(near.values_list("pk", flat=True)) - joined
        joined |= waiting
    own = Claim.objects.filter(claimant__in=joined).values("pk")
    borne_out = Claim.objects.filter(evidence__originator__in=joined).values("pk")
    return Claim.objects.filter(Q(pk__in=own) | Q(pk__in=borne_out))


@dataclass(frozen=True)
class Resting:
    """What rested on who knows independently, at one moment."""

    claims: dict[Claim, list[str]]
    apart: dict[Dependent, Pairs]


@contextmanager
def chains_moving(
    about: Publishable, touched: Callable[[], Claims], *, cause: Cause, by: Editor, at: datetime
) -> Iterator[None]:
    """Around an edit after which claims ``touched`` by it may hang together otherwise."""
    before = _resting(touched())
    yield
    now = _resting(touched() | Claim.objects.filter(pk__in=[c.pk for c in before.claims]))
    settled = [s for s, pairs in now.apart.items() if pairs - before.apart.get(s, pairs)]
    chains_moved(
        about,
        shaken=_shaken(before, now),
        lacking=now.claims,
        settled=settled,
        cause=cause,
        by=by,
        at=at,
    )


def _shaken(before: Resting, now: Resting) -> list[Reliance]:
    """Statuses that came to lack something, and what rests on them or on two now joined."""
    found: dict[Dependent, list[str]] = {}
    for claim, lacks in now.claims.items():
        if before.claims.get(claim) != lacks:
            found[claim] = lacks
            for one in relying_on(claim):
                if not isinstance(one.subject, Claim):
                    found.setdefault(one.subject, []).append(_lacks(claim))
    for subject, pairs in before.apart.items():
        if joined := pairs - now.apart.get(subject, pairs):
            found.setdefault(subject, []).append(_told(joined))
    return [Reliance(subject, tuple(why)) for subject, why in found.items()]


def _lacks(claim: Claim) -> str:
    said = _("It rests on a claim whose status lacks what it needs now: “%(claim)s”.")
    return said % {"claim": claim}


def _told(pairs: Pairs) -> str:
    """The first two of them, by name."""
    named = Claim.objects.select_related("claimant").in_bulk(min(pairs))
    one, other = (named[key] for key in min(pairs))
    return _(
        "Two claims that it rests on count as one chain now:"
        " %(one)s: “%(first)s”; %(other)s: “%(second)s”."
    ) % {"one": one.claimant, "first": one, "other": other.claimant, "second": other}


def _resting(claims: Claims) -> Resting:
    return Resting(dict(no_longer_held(claims)), dict(_apart(claims)))


def _apart(claims: Claims) -> Iterator[tuple[Dependent, Pairs]]:
    keys = claims.values("pk")
    figures = Figure.objects.select_related("claim__claimant", "claim__event__parent")
    stated = Position.objects.filter(uses__claim__in=keys).distinct().order_by("pk")
    for position in stated.prefetch_related(Prefetch("uses", figures)):
        yield position, _pairs(position.event, {f.claim for f in position.uses.all()})
    answered = Question.objects.filter(answers__claims__in=keys).exclude(standing="").distinct()
    for question in answered.order_by("pk").prefetch_related("answers__claims__claimant"):
        yield question, _pairs(question.event, _weighed(question.chosen, question.answers.all()))


def _weighed(chosen: str, answers: Iterable[RivalAnswer]) -> set[Claim]:
    """What an answer that we hold rests on: claims that give it, or in words of ours all."""
    return {c for answer in answers if chosen in ("", answer.slug) for c in answer.claims.all()}


def _pairs(event: Event, claims: set[Claim]) -> Pairs:
    sources = facts_of([claim.claimant for claim in claims], event)
    said = {c.pk: Originator(c.claimant.uid, day=said_on(c)) for c in claims}
    two_and_two = combinations(sorted(said), 2)
    return frozenset((a, b) for a, b in two_and_two if not dependent(said[a], said[b], sources))
