"""What a figure of ours was before: each value, until when it stood, and why it changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from claims.domain.vocabulary import ChangeType, NumberChange
from claims.presenters.moments import When, minute, stated
from claims.presenters.names import Name
from claims.presenters.position_in_words import brief, not_established
from claims.states.position import HeldState, PositionState, TouchedState


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
    """``until`` is empty for the value that stands; ``kind`` and ``why`` tell why another came.

    ``since`` is empty for what was held before it came on record here.
    """

    amount: str
    stated_at: When | None
    since: When | None
    until: When | None = None
    kind: str = ""
    why: str = ""
    corrected: bool = False
    seq: int = 0
    touches: tuple[Name, ...] = ()
    """What else the change bears on."""


def held_values(
    steps: Iterable[PositionStep], zone: str, touched: Mapping[str, Name] | None = None
) -> tuple[HeldValue, ...]:
    """The oldest first; what changed but the number is one value.

    ``touched`` names what changes bear on, by uid.
    """
    moved: list[PositionStep] = []
    for step in steps:
        if not moved or _number(step.state) != _number(moved[-1].state):
            moved.append(step)
    if not moved:
        return ()
    before = [_brought(one, zone) for one in moved[0].state.held]
    held = [_held(step, zone, touched or {}, after) for step, after in pairwise(moved)]
    return (*before, *held, _held(moved[-1], zone, {}))


def touched_in(steps: Iterable[PositionStep]) -> set[TouchedState]:
    """All that changes of a number bear on."""
    return {one for step in steps for held in step.state.held for one in held.touches}


def _brought(held: HeldState, zone: str) -> HeldValue:
    """A value from before our own record of it, as a file told it."""
    return HeldValue(
        amount=brief(held) if held.established else not_established(),
        stated_at=None,
        since=None,
        until=stated(held.until, zone),
        kind=held.change.label,
        why=held.why,
        corrected=held.change is NumberChange.OUR_ERROR,
    )


def _number(state: PositionState) -> tuple[bool, int | None, int | None, int | None]:
    return state.established, state.low, state.best, state.high


def _held(
    step: PositionStep, zone: str, touched: Mapping[str, Name], after: PositionStep | None = None
) -> HeldValue:
    state = step.state
    known = after is not None and len(after.state.held) > len(state.held)
    why = after.state.held[-1] if after and known else None
    label = ChangeType(after.change).label if after and after.change else ""
    return HeldValue(
        amount=brief(state) if state.established else not_established(),
        stated_at=stated(state.stated, zone),
        since=minute(step.at, zone),
        until=minute(after.at, zone) if after else None,
        kind=why.change.label if why else label,
        why=after.note if after else "",
        corrected=after is not None and after.change == ChangeType.CORRECTION,
        seq=step.seq,
        touches=tuple(
            touched[one.uid] for one in (why.touches if why else ()) if one.uid in touched
        ),
    )
