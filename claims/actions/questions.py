"""Questions that claims raise by contradicting each other without a number, and how to put one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef

from claims.actions.addresses import free_address
from claims.actions.desk import Editor
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.relations import AGAINST
from claims.domain.slugs import free_slug, slugify
from claims.domain.text import clean
from claims.domain.vocabulary import Lifecycle, LinkState
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure
from claims.models.desk.link import Link
from claims.models.desk.question import Question, RivalAnswer

LONGEST_ANSWER = 300


@dataclass(frozen=True)
class Raised:
    """Claims that contradict each other: those that say the same stand together."""

    sides: tuple[tuple[Claim, ...], ...]

    @property
    def key(self) -> str:
        """The same for the same claims."""
        return "-".join(str(pk) for pk in sorted(c.pk for side in self.sides for c in side))


def raised_in(event: Event) -> list[Raised]:
    """What claims of an event and its parts raise, that is asked in no question yet."""
    claims = _without_number(event.tree())
    against: dict[int, set[int]] = defaultdict(set)
    links = Link.objects.filter(
        from_claim__in=claims, to_claim__in=claims, relation__in=AGAINST
    ).exclude(state=LinkState.REJECTED)
    for one, other in links.values_list("from_claim", "to_claim"):
        against[one].add(other)
        against[other].add(one)
    rows = Claim.objects.select_related("claimant").in_bulk(against)
    return [
        Raised(tuple(tuple(rows[pk] for pk in side) for side in sides)) for sides in _apart(against)
    ]


def _without_number(events: Iterable[Event]) -> set[int]:
    figures = Figure.objects.filter(claim=OuterRef("pk"))
    asked = RivalAnswer.claims.through.objects.filter(claim=OuterRef("pk"))
    found = Claim.objects.filter(event__in=events, lifecycle=Lifecycle.CURRENT)
    return set(found.filter(~Exists(figures), ~Exists(asked)).values_list("pk", flat=True))


def _apart(against: Mapping[int, set[int]]) -> list[list[list[int]]]:
    """Groups that hang together, each in as many sides as its contradictions ask for."""
    found, placed = [], set[int]()
    for first in sorted(against):
        if first in placed:
            continue
        sides: list[list[int]] = []
        waiting = [first]
        while waiting:
            pk = waiting.pop(0)
            if pk in placed:
                continue
            placed.add(pk)
            free = [side for side in sides if not against[pk] & set(side)]
            (free[0] if free else _new(sides)).append(pk)
            waiting += sorted(against[pk] - placed)
        found.append(sides)
    return found


def _new(sides: list[list[int]]) -> list[int]:
    sides.append([])
    return sides[-1]


def ask_question(
    event: Event, *, text: str, sides: Sequence[Sequence[Claim]] = (), by: Editor
) -> Question:
    """Put a question, with the claims of each side as a rival answer; a draft until published."""
    text = clean(text)
    if not text:
        raise RuleBroken(_("Write the question."))
    with transaction.atomic():
        question = Question(event=event, text=text)
        question.slug = free_address(question, text)
        question.save(by=by)
        taken: set[str] = set()
        for claims in sides:
            said = str(claims[0])[:LONGEST_ANSWER]
            slug = free_slug(slugify(said)[:60].strip("-") or "answer", taken.__contains__)
            taken.add(slug)
            answer = RivalAnswer(question=question, slug=slug, text=said)
            answer.save(by=by)
            answer.claims.set(claims)
        return question
