"""Put on record what has changed of a thing that readers know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import ChangeType, EntryKind, NumberChange
from claims.models.desk.base import Publishable
from claims.models.desk.position import Position
from claims.publishing.new_entry import Step
from claims.publishing.number_changes import has_moved, with_held
from claims.publishing.registry import kind_of, published_state
from claims.publishing.substance import substance
from claims.states.base import differing
from claims.states.position import PositionState
from claims.states.subject import SubjectState


@dataclass(frozen=True)
class Told:
    """What readers are told of one change; ``number`` why a figure of ours is another now."""

    note: str
    change: ChangeType
    minor: bool
    number: NumberChange | None
    at: datetime


def again(subject: Publishable, shape: SubjectState, told: Told) -> Step:
    before = published_state(subject)
    if before is None:
        raise RuleBroken(
            _(
                "Readers see nothing of “%(subject)s”: it cannot be changed for them.",
                subject=subject,
            )
        )
    if told.minor and (touched := substance(before, shape)):
        raise RuleBroken(
            _("This is not a minor change: it touches %(names)s.", names=", ".join(touched))
        )
    after, change = _number_told(subject, before, shape, told)
    return Step(
        EntryKind.CHANGED,
        kind_of(subject),
        subject.uid,
        after,
        change=change,
        minor=told.minor,
        note=told.note,
        fields=tuple(sorted(set(differing(before, shape)) - {"held"})),
    )


def _number_told(
    subject: Publishable, before: SubjectState, shape: SubjectState, told: Told
) -> tuple[SubjectState, ChangeType]:
    """A figure of ours keeps what readers saw of it before; our own error is a correction."""
    if not isinstance(before, PositionState) or not isinstance(shape, PositionState):
        return shape, told.change
    if not has_moved(before, shape):
        return replace(shape, held=before.held), told.change
    number = told.number
    if number is None and told.change == ChangeType.CORRECTION:
        number = NumberChange.OUR_ERROR
    if number is None:
        raise RuleBroken(
            _(
                "Say why the number of “%(subject)s” is another now: readers see it.",
                subject=subject,
            )
        )
    after = with_held(
        before,
        shape,
        cast(Position, subject),
        change=NumberChange(number),
        why=told.note,
        at=told.at,
    )
    ours = number is NumberChange.OUR_ERROR
    return after, ChangeType.CORRECTION if ours else ChangeType.UPDATE
