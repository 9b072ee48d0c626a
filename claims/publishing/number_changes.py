"""A number of ours that becomes another: what it was, why, and what else that bears on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from claims.domain.moments import Moment
from claims.domain.vocabulary import NumberChange, Publication, SubjectKind
from claims.models.desk.claim import Claim
from claims.models.desk.figure import Figure
from claims.models.desk.position import Position
from claims.models.desk.question import Question
from claims.models.record.public_time import public_precision, public_time
from claims.states.encoding import dump
from claims.states.position import NUMBER, HeldState, PositionState, TouchedState
from claims.states.subject import SubjectState

Touched = Claim | Position | Question


def has_moved(before: SubjectState | None, after: object) -> bool:
    """Whether two states of a position, or the desk's own row, say another number."""
    if not isinstance(before, PositionState):
        return False
    return any(getattr(before, name) != getattr(after, name) for name in NUMBER)


def with_held(
    before: PositionState,
    after: PositionState,
    position: Position,
    *,
    change: NumberChange,
    why: str,
    at: datetime,
) -> PositionState:
    """The new state, with what it takes the place of."""
    held = HeldState(
        **{name: getattr(before, name) for name in NUMBER},
        until=Moment(public_time(at), public_precision()),
        change=change,
        why=why,
        touches=tuple(
            TouchedState(kind=KINDS[type(one)], uid=one.uid)
            for one in touched_by(position, before, after)
        ),
    )
    return replace(after, held=(*before.held, held))


def kept(state: PositionState) -> list[dict[str, object]]:
    """What was held, as the desk keeps it."""
    return [dump(one) for one in state.held]


KINDS: dict[type[Touched], SubjectKind] = {
    Claim: SubjectKind.CLAIM,
    Position: SubjectKind.POSITION,
    Question: SubjectKind.QUESTION,
}


def touched_by(position: Position, before: PositionState, after: object) -> list[Touched]:
    """What editors look at again when a number of ours moves; readers know all of it.

    Claims whose number of the same people came to lie inside or outside of ours; our figures for
    what this is a part of and for its parts; questions answered by what it rests on.
    """
    return [*_claims(position, before, after), *_parts(position), *_questions(position)]


def _claims(position: Position, before: PositionState, after: object) -> Iterator[Claim]:
    same = Q(event=position.event) | Q(event=None, claim__event=position.event)
    figures = Figure.objects.filter(
        same, measure=position.measure, category=position.category
    ).filter(claim__publication=Publication.PUBLISHED)
    seen = set[int]()
    for figure in figures.select_related("claim").order_by("claim", "pk"):
        moved = _fits(figure, before) != _fits(figure, after)
        if moved and figure.claim_id not in seen:
            seen.add(figure.claim_id)
            yield figure.claim


def _fits(figure: Figure, ours: object) -> bool:
    """Whether both can be true of the same people."""
    low, best, high = (getattr(ours, name) for name in ("low", "best", "high"))
    if not getattr(ours, "established", False):
        return True
    least, most = (best, best) if low is None and high is None else (low, high)
    above = most is not None and figure.low is not None and figure.low > most
    below = least is not None and figure.high is not None and figure.high < least
    return not (above or below)


def _parts(position: Position) -> Iterator[Position]:
    """Of the same measure, above and below, and of the same event's other categories."""
    others = Position.objects.filter(
        event__in=position.event.root().tree(),
        measure=position.measure,
        publication=Publication.PUBLISHED,
    ).exclude(pk=position.pk)
    related = {event.pk for event in position.event.tree()}
    above = position.event.parent
    while above is not None:
        related.add(above.pk)
        above = above.parent
    yield from others.filter(event__in=related).select_related("event", "category").order_by("pk")


def _questions(position: Position) -> Iterator[Question]:
    named = Q(figures__used_in=position) | Q(figures__left_out_of__position=position)
    claims = Claim.objects.filter(named)
    found = Question.objects.filter(answers__claims__in=claims, publication=Publication.PUBLISHED)
    yield from found.distinct().order_by("pk")
