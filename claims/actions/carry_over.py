"""Publish an imported history: what was known when, put on record today and marked as such."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from claims.actions.desk import Editor, keep, mark_all_published
from claims.actions.import_dates import Timeline
from claims.actions.publish import begun, check_ready
from claims.domain.standard_reasons import RETRACTED_BEFORE
from claims.domain.status import Status
from claims.domain.vocabulary import ChangeType, EntryKind, Publication
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.evidence import StatusChange
from claims.models.desk.position import Position
from claims.models.desk.question import Question
from claims.models.desk.source import Report
from claims.models.record.entry import Entry
from claims.models.record.public_time import public_time
from claims.publishing import log
from claims.publishing.claim import decided
from claims.publishing.claim import state as claim_state
from claims.publishing.cutoff import Cut
from claims.publishing.dependencies import links_ready, needed_first
from claims.publishing.event import state as event_state
from claims.publishing.new_entry import Step
from claims.publishing.prefetch import OF_CLAIMS, forget, read_again
from claims.publishing.registry import kind_of, published_state, state
from claims.states.body import DecisionState
from claims.states.event import EventState
from claims.states.subject import RetractedState, SubjectState


def carry_over(
    event: Event,
    *,
    claims: Sequence[Claim],
    positions: Sequence[Position] = (),
    questions: Sequence[Question] = (),
    retracted: Sequence[Claim | Report] = (),
    note: str,
    by: Editor,
    at: datetime,
) -> list[Entry]:
    """Publish claims of one event for the first time, with their histories.

    The caller holds the head (``log.writing``), and undoes all of it where this fails.
    Each decision becomes a step at its own time, holding only what was dated by then; a closing
    step holds the rest; one entry on the event stands for the whole import.
    """
    at = public_time(at)
    given: list[Publishable] = [event, *claims, *positions, *questions]
    read = [*read_again([event]), *read_again(claims, *OF_CLAIMS), *read_again(positions)]
    read += read_again(questions)
    # What an event that readers know needs by now waits for its own publication.
    ordered = needed_first(subject for subject in read if not subject.on_record)
    published = [s for s in ordered if isinstance(s, Claim)]
    ordered += links_ready(published, going=frozenset(s.uid for s in ordered))
    check_ready(ordered)
    going = {subject.uid for subject in ordered if not subject.on_record}
    gone = [subject for subject in retracted if subject.uid in going]
    timeline = Timeline(event.time_zone, at, [s for s in ordered if not s.on_record])
    entries = log.append(_steps(timeline, event, gone, note), by=by, at=at)
    _mark(timeline.order, given, gone, by=by)
    return entries


def _mark(
    fresh: Sequence[Publishable],
    given: Sequence[Publishable],
    retracted: Sequence[Publishable],
    *,
    by: Editor,
) -> None:
    """On the caller's own copies, so that the next save of one is not refused as stale."""
    own = {subject.uid: subject for subject in [*given, *retracted]}
    mark_all_published([own.get(subject.uid, subject) for subject in fresh], by=by)
    for subject in retracted:
        keep(subject, by=by, publication=Publication.RETRACTED)


def _steps(
    timeline: Timeline, event: Event, retracted: Sequence[Publishable], note: str
) -> list[Step]:
    """Carried-over steps by their times, needs before those who need them; then the closing."""
    taken_back = frozenset(subject.uid for subject in retracted)
    dated: list[Step] = []
    closing: list[Step] = []
    fresh = False
    for subject in timeline.order:
        past = _past(subject, timeline)
        dated += past
        if subject.uid == event.uid:
            fresh = not past
        else:
            closing += _closing(subject, past, timeline, taken_back=taken_back)
        if isinstance(subject, Claim):
            forget(subject)
    dated.sort(key=_when)
    # The event's own closing state comes last of all: it stands for the import. Where no step of
    # the past tells of it, what is said to be about it comes after it.
    first = [_imported(event, event_state(event), None)] if fresh else []
    return [*dated, *first, *closing, _import_entry(event, note)]


def _when(step: Step) -> datetime:
    assert step.effective_at is not None  # noqa: S101  # only dated steps are sorted
    return step.effective_at


def _past(subject: Publishable, timeline: Timeline) -> list[Step]:
    if isinstance(subject, Claim):
        return [_decided_step(subject, d, m, timeline) for d, m in timeline.decided(subject)]
    if subject.uid in timeline.begins:
        return [_step(subject, timeline, timeline.begins[subject.uid])]
    return []


def _decided_step(
    claim: Claim, decision: StatusChange, moment: datetime, timeline: Timeline
) -> Step:
    named = sorted(e.key for e in decision.evidence.all())
    about = DecisionState(
        status_from=None if decision.n == 1 else Status(decision.was),
        status_to=Status(decision.status),
        reason=decision.told,
        evidence=tuple(named),
        examined_from=None if decision.n == 1 else decision.was_examined,
        examined_to=decision.examined,
    )
    # Two decisions of one day stand at the same moment: each step holds its own.
    dated = claim_state(claim, Cut(by=moment, also=timeline.known_by(moment)))
    change = None if decision.n == 1 else ChangeType(decision.change)
    return _imported(claim, decided(dated, decision), moment, decision=about, change=change)


def _step(subject: Publishable, timeline: Timeline, moment: datetime) -> Step:
    cut = Cut(by=moment, also=timeline.known_by(moment))
    return _imported(subject, state(subject, cut), moment)


def _closing(
    subject: Publishable, past: list[Step], timeline: Timeline, *, taken_back: frozenset[str]
) -> Iterator[Step]:
    """What the steps of a subject do not hold, effective now."""
    whole = state(subject, Cut(also=timeline.subjects))
    if subject.uid in taken_back:
        about = RetractedState(reason=RETRACTED_BEFORE, at=timeline.now)
        yield _imported(subject, replace(whole, retracted=about), None)
    elif not past:
        yield _imported(subject, whole, None, decision=begun(whole))
    elif past[-1].state != whole:
        yield _imported(subject, whole, None)


def _imported(
    subject: Publishable,
    shape: SubjectState,
    moment: datetime | None,
    *,
    decision: DecisionState | None = None,
    change: ChangeType | None = None,
) -> Step:
    kind = kind_of(subject)
    return Step(
        EntryKind.IMPORTED,
        kind,
        subject.uid,
        shape,
        change=change,
        decision=decision,
        effective_at=moment,
    )


def _import_entry(event: Event, note: str) -> Step:
    """The one entry that stands for all that was carried over.

    Of an event that readers know it says what they know, with the categories they need now: an
    import publishes nobody's unfinished edit.
    """
    shape = event_state(event)
    if event.on_record and isinstance(shown := published_state(event), EventState):
        known = {category.slug for category in shown.categories}
        new = tuple(c for c in shape.categories if c.slug not in known)
        shape = replace(shown, categories=(*shown.categories, *new))
    return Step(EntryKind.IMPORT, kind_of(event), event.uid, shape, note=note)
