"""One entry of the record as a change that readers can follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from claims.domain.vocabulary import ChangeType, EntryKind, SubjectKind
from claims.presenters.addresses import page
from claims.presenters.moments import When, minute, stated
from claims.presenters.names import Names
from claims.presenters.question import our_answer
from claims.presenters.sentence import amount
from claims.presenters.status import StatusMark, mark_of
from claims.states.base import fields_of
from claims.states.body import KINDS, Body, ChangeState, DecisionState
from claims.states.claim import ClaimState
from claims.states.event import EventState
from claims.states.link import LinkState
from claims.states.position import PositionState
from claims.states.question import QuestionState
from claims.states.report import ReportState
from claims.states.source import SourceState
from claims.states.subject import SubjectState, WithheldState

HEADLINES = {
    EntryKind.PUBLISHED: "Put on record",
    EntryKind.CHANGED: "Changed",
    EntryKind.STATUS: "Status decided",
    EntryKind.CHECKED: "Checked, no change",
    EntryKind.RETRACTED: "Retracted",
    EntryKind.SUPPRESSED: "Withheld",
    EntryKind.IMPORTED: "Put on record from reports",
    EntryKind.IMPORT: "History carried over",
}


class EntryColumns(Protocol):
    """The columns of an entry."""

    @property
    def seq(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def subject_kind(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def change(self) -> str: ...
    @property
    def minor(self) -> bool: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def effective_at(self) -> datetime: ...


@dataclass(frozen=True)
class Change:
    """``before`` and ``after`` are set where a status was decided.

    ``recorded`` is set on what was carried over: when it was put together. ``event`` names what a
    claim or a figure of ours is about.
    """

    seq: int
    kind: str
    subject_kind: str
    when: When
    headline: str
    what: str
    href: str
    who: str
    who_kind: str
    who_nature: str
    event: str
    before: StatusMark | None
    after: StatusMark | None
    reason: str
    fields: tuple[str, ...]
    change: str
    minor: bool
    reopened: bool
    recorded: When | None
    readable: bool

    @property
    def anchor(self) -> str:
        return f"change-{self.seq}"


def change_of(
    entry: EntryColumns,
    body: Body | None,
    names: Names,
    zone: str,
    then: str = "",
    *,
    was: PositionState | None = None,
) -> Change:
    """``body`` is None where the words were removed for good; ``was`` is what a position was."""
    state = body.state if body else None
    decision = body.change.decision if body else None
    claim = state if isinstance(state, ClaimState) else None
    who = names.source(claim.claimant) if claim else None
    return Change(
        seq=entry.seq,
        kind=entry.kind,
        subject_kind=entry.subject_kind,
        when=_when(entry, decision, claim, zone),
        headline=_headline(entry, decision, removed=body is None),
        what=_what(entry, state, was, names),
        href=_href(entry, state, names, then),
        who=who.called if who else "",
        who_kind=who.kind if who else "",
        who_nature=who.nature if who else "",
        event=_event(state, names),
        before=mark_of(decision.status_from, examined=True)
        if decision and decision.status_from
        else None,
        after=mark_of(decision.status_to, examined=bool(decision.reason)) if decision else None,
        reason=_reason(body) if body else "",
        fields=_fields(entry, body.change) if body else (),
        change=ChangeType(entry.change).label if entry.change else "",
        minor=entry.minor,
        reopened=bool(
            claim and claim.reopened and decision and decision.status_to != decision.status_from
        ),
        recorded=minute(entry.recorded_at, zone)
        if entry.effective_at < entry.recorded_at
        else None,
        readable=isinstance(state, SubjectState),
    )


def _when(
    entry: EntryColumns, decision: DecisionState | None, claim: ClaimState | None, zone: str
) -> When:
    """A carried-over decision is no more exact than the report it rests on."""
    decided = stated(claim.decided, zone) if claim and decision else None
    if decided and entry.effective_at < entry.recorded_at:
        return decided
    return minute(entry.effective_at, zone)


def _headline(entry: EntryColumns, decision: DecisionState | None, *, removed: bool) -> str:
    kind = EntryKind(entry.kind)
    if removed:
        return "Words removed"
    closing = kind is EntryKind.IMPORTED and entry.effective_at == entry.recorded_at
    if closing and not decision:
        return "Completed with what carries no date"
    if kind is EntryKind.IMPORTED and decision and decision.status_from:
        return HEADLINES[EntryKind.STATUS]
    if kind is EntryKind.CHANGED and entry.change:
        return ChangeType(entry.change).label
    if kind is EntryKind.STATUS and entry.change == ChangeType.CORRECTION:
        return "Correction of the status"
    return HEADLINES[kind]


def _what(
    entry: EntryColumns,
    state: SubjectState | WithheldState | None,
    was: PositionState | None,
    names: Names,
) -> str:
    label = SubjectKind(entry.subject_kind).label
    match state:
        case PositionState():
            return _ours(state, was, names)
        case QuestionState():
            return f"{state.text} {our_answer(state)}"
        case LinkState():
            return "A link between two claims"
        case ClaimState():
            return state.statement
        case SourceState() | EventState() | ReportState():
            return _called(state) or label
        case _:
            return f"{label} withheld"


def _called(state: SourceState | EventState | ReportState) -> str:
    return state.name if isinstance(state, SourceState) else state.title


def _ours(state: PositionState, was: PositionState | None, names: Names) -> str:
    """Our own figure with where, whom and when: never a bare number."""
    whom = names.category(state.category)
    counted = f"{whom}, {names.measure(state.measure)}"
    event = names.event(state.event)
    as_of = stated(state.as_of, event.zone)
    when = f", as of {as_of.day}" if as_of else ""
    now, before = _range(state), _range(was) if was else ""
    moved = f"{now}, before that {before}" if before and before != now else now
    return f"Our own figure, {event.text}: {counted}: {moved}{when}"


def _range(state: PositionState) -> str:
    return amount(state) if state.established else "not established"


def _href(
    entry: EntryColumns, state: SubjectState | WithheldState | None, names: Names, then: str
) -> str:
    match state:
        case PositionState():
            return names.event(state.event).href
        case LinkState():
            return names.claim(state.from_claim).href
        case ClaimState() | EventState() | SourceState() | QuestionState():
            return page(entry.subject_kind, state.slug, then)
        case WithheldState() if entry.subject_kind != SubjectKind.REPORT:
            return page(entry.subject_kind, state.slug, then)
        case _:
            return ""


def _event(state: SubjectState | WithheldState | None, names: Names) -> str:
    """What a claim or a figure of ours is about, where the list of names tells."""
    about = state.event if isinstance(state, ClaimState | PositionState | QuestionState) else ""
    return names.events[about].text if about in names.events else ""


def _reason(body: Body) -> str:
    if isinstance(body.state, WithheldState):
        return f"On the ground of {body.state.withheld.grounds.label}."
    decision = body.change.decision
    return (decision.reason if decision else "") or body.change.note


def _fields(entry: EntryColumns, change: ChangeState) -> tuple[str, ...]:
    """What was changed, as readers call it; a field of an older release by its own name."""
    if not change.fields:
        return ()
    known = fields_of(KINDS[SubjectKind(entry.subject_kind)])
    return tuple(
        sorted(known[f].readers if f in known else f.replace("_", " ") for f in change.fields)
    )
