"""What a figure of ours was before: each value, until when it stood, and why it changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from claims.domain.vocabulary import ChangeType
from claims.presenters.moments import When, minute, stated
from claims.presenters.sentence import brief, not_established
from claims.states.position import PositionState


@dataclass(frozen=True)
class PositionStep:
    """A figure of ours as it was put on record, with what readers were told of the change."""

    seq: int
    state: PositionState
    at: datetime
    change: str
    note: str


@dataclass(frozen=True)
class HeldValue:
    """``until`` is empty for the value that stands; ``kind`` and ``why`` tell why another came."""

    amount: str
    stated_at: When | None
    since: When
    until: When | None = None
    kind: str = ""
    why: str = ""
    corrected: bool = False
    seq: int = 0


def held_values(steps: Iterable[PositionStep], zone: str) -> tuple[HeldValue, ...]:
    """The oldest first; what changed but the number is one value."""
    moved: list[PositionStep] = []
    for step in steps:
        if not moved or _number(step.state) != _number(moved[-1].state):
            moved.append(step)
    if not moved:
        return ()
    held = [_held(step, zone, after) for step, after in pairwise(moved)]
    return (*held, _held(moved[-1], zone))


def _number(state: PositionState) -> tuple[bool, int | None, int | None, int | None]:
    return state.established, state.low, state.best, state.high


def _held(step: PositionStep, zone: str, after: PositionStep | None = None) -> HeldValue:
    state = step.state
    return HeldValue(
        amount=brief(state) if state.established else not_established(),
        stated_at=stated(state.stated, zone),
        since=minute(step.at, zone),
        until=minute(after.at, zone) if after else None,
        kind=ChangeType(after.change).label if after and after.change else "",
        why=after.note if after else "",
        corrected=after is not None and after.change == ChangeType.CORRECTION,
        seq=step.seq,
    )
