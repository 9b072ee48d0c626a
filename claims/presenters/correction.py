"""A correction as readers follow it: what we said, what we say instead, and why."""

from __future__ import annotations

from dataclasses import dataclass

from claims.domain.messages import in_a_row
from claims.domain.vocabulary import Lifecycle
from claims.presenters.change import Change, whose
from claims.presenters.figure_index import number_of
from claims.presenters.lifecycle import WORDS
from claims.presenters.names import Names
from claims.presenters.position_in_words import amount, not_established
from claims.presenters.question import our_answer
from claims.presenters.status import mark_of
from claims.states.claim import ClaimState
from claims.states.event import EventState
from claims.states.position import PositionState
from claims.states.question import QuestionState
from claims.states.source import SourceState
from claims.states.subject import SubjectState


@dataclass(frozen=True)
class Correction:
    """``was`` and ``now`` are empty where what changed is told by ``change.fields`` alone.

    ``then`` is the address of the page as it stood before; ``retracted``: we took all of it back.
    """

    change: Change
    was: str
    now: str
    then: str
    retracted: bool = False


def correction_of(
    change: Change,
    before: SubjectState | None,
    after: SubjectState | None,
    names: Names,
    *,
    retracted: bool = False,
) -> Correction:
    was, now = _differing(before, after, names)
    page = change.href.partition("?")[0]
    then = f"{page}?as_of={change.seq - 1}" if page and before else ""
    return Correction(change, was, now, then, retracted)


def _differing(
    before: SubjectState | None, after: SubjectState | None, names: Names
) -> tuple[str, str]:
    """The first thing a reader would have read otherwise."""
    match before, after:
        case PositionState(), PositionState():
            pairs = [(_number(before), _number(after))]
        case QuestionState(), QuestionState():
            pairs = [(our_answer(before), our_answer(after)), (before.text, after.text)]
        case ClaimState(), ClaimState():
            pairs = _of_claims(before, after, names)
        case SourceState(), SourceState():
            pairs = [(before.name, after.name)]
        case EventState(), EventState():
            pairs = [(before.title, after.title), (before.summary, after.summary)]
        case _:
            pairs = []
    return next(((a, b) for a, b in pairs if a != b), ("", ""))


def _of_claims(before: ClaimState, after: ClaimState, names: Names) -> list[tuple[str, str]]:
    return [
        (before.statement, after.statement),
        (_claimant(before, names), _claimant(after, names)),
        (_became(before), _became(after)),
        (_status(before), _status(after)),
        (_figures(before), _figures(after)),
    ]


def _claimant(state: ClaimState, names: Names) -> str:
    who = names.source(state.claimant)
    if state.lifecycle is Lifecycle.MISATTRIBUTED:
        return whose(who, disowned=True)
    return who.text


def _became(state: ClaimState) -> str:
    return WORDS.get(state.lifecycle, state.lifecycle.label)


def _number(state: PositionState) -> str:
    return amount(state) if state.established else not_established()


def _status(state: ClaimState) -> str:
    return mark_of(state.status, examined=state.examined).label


def _figures(state: ClaimState) -> str:
    return in_a_row(number_of(figure) for figure in state.figures)
