"""A plan of publication as an editor looks at it: what goes, what is new, how it will look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.urls import reverse

from claims.actions.publish import Plan
from claims.admin.decisions.difference import Difference, difference
from claims.admin.decisions.preview import claim_preview, question_preview, zone_of
from claims.admin.decisions.spelling import Spelling
from claims.admin.workbench.preview import Preview, position_preview
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Publication
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.position import Position
from claims.models.desk.question import Question
from claims.presenters.claim import ClaimPage
from claims.presenters.claim_parts import ClaimFigure, EvidenceLine, Quoted
from claims.presenters.question import QuestionPage
from claims.publishing.cutoff import Cut
from claims.publishing.registry import differs, kind_of, published_state, state
from claims.publishing.substance import substance
from claims.states.claim import ClaimState
from claims.states.encoding import dump
from claims.states.position import PositionState
from claims.states.question import QuestionState
from claims.states.subject import SubjectState


@dataclass(frozen=True)
class Going:
    """One thing on its way to readers. ``rows``: what they do not see yet."""

    name: str
    kind: str
    url: str
    asked: bool
    rows: tuple[Difference, ...]
    claim: ClaimPage | None
    both: tuple[Side, ...] = ()
    position: Preview | None = None
    question: QuestionPage | None = None


def shown(plan: Plan, *, asked: Sequence[Publishable]) -> dict[str, object]:
    """What is published for the first time, what else goes along, and what changes."""
    first = [_going(s, plan, asked) for s in plan.first]
    changed = [_going(s, plan, asked) for s in plan.changed]
    return {
        "first": [going for going in first if going.asked],
        "along": [going for going in first if not going.asked],
        "changed": changed,
        "may_be_minor": all(_may_be_minor(s, plan) for s in plan.changed),
        "again": any(s.publication == Publication.RETRACTED for s in plan.changed),
    }


def looked_at(plan: Plan) -> Iterator[object]:
    """What must be published just as it was shown."""
    return states_of(plan, {s.uid: state(s, _cut(plan)) for s in plan.subjects})


def states_of(plan: Plan, states: Mapping[str, SubjectState]) -> Iterator[object]:
    """The same where the states were built before."""
    for subject in plan.subjects:
        yield [subject.uid, dump(states[subject.uid])]


def has_news(subject: Publishable) -> bool:
    return subject.publication != Publication.PUBLISHED or differs(subject)


def _going(subject: Publishable, plan: Plan, asked: Sequence[Publishable]) -> Going:
    after = state(subject, _cut(plan))
    before = published_state(subject) if subject.on_record else None
    spelling, kind = Spelling(zone_for(subject)), kind_of(subject)
    return Going(
        name=str(subject),
        kind=kind.label,
        url=reverse(f"admin:claims_{kind}_change", args=[subject.pk]),
        asked=subject.uid in {s.uid for s in asked},
        rows=tuple(difference(before, after, spelling)),
        claim=claim_preview(after) if isinstance(after, ClaimState) else None,
        both=as_read(before, after)
        if isinstance(before, ClaimState) and isinstance(after, ClaimState)
        else (),
        position=position_preview(subject, after)
        if isinstance(subject, Position) and isinstance(after, PositionState)
        else None,
        question=question_preview(after) if isinstance(after, QuestionState) else None,
    )


def _may_be_minor(subject: Publishable, plan: Plan) -> bool:
    """Whether nothing of substance is touched, and nothing published again."""
    before = published_state(subject)
    again = subject.publication == Publication.RETRACTED
    return not again and before is not None and not substance(before, state(subject, _cut(plan)))


def _cut(plan: Plan) -> Cut:
    return Cut(also=frozenset(s.uid for s in plan.subjects))


def zone_for(subject: Publishable) -> str:
    if isinstance(subject, Claim | Position | Question):
        return zone_of(subject.event)
    return zone_of(subject) if isinstance(subject, Event) else "UTC"


T = TypeVar("T")


@dataclass(frozen=True)
class Side:
    """What stands on one side only: it went, came, or was changed."""

    heading: str
    figures: tuple[ClaimFigure, ...]
    words: tuple[Quoted, ...]
    evidence: tuple[EvidenceLine, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.figures or self.words or self.evidence)


def as_read(before: ClaimState, after: ClaimState) -> tuple[Side, ...]:
    """Both sides; nothing where no such thing changed."""
    then, now = claim_preview(before), claim_preview(after)
    sides = (_side(_("Readers read now"), then, now), _side(_("Readers will read"), now, then))
    return () if all(side.is_empty for side in sides) else sides


def _side(heading: str, own: ClaimPage, other: ClaimPage) -> Side:
    return Side(
        heading,
        _only(own.figures, other.figures),
        _only(own.words, other.words),
        _only(own.evidence, other.evidence),
    )


def _only(own: Sequence[T], other: Sequence[T]) -> tuple[T, ...]:
    return tuple(one for one in own if one not in other)
