"""One entry of the record as a change that readers can follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from claims.domain.messages import gettext as _
from claims.domain.messages import joined
from claims.domain.standard_reasons import readable
from claims.domain.vocabulary import (
    ChangeType,
    EntryKind,
    Lifecycle,
    NumberChange,
    SubjectKind,
)
from claims.presenters.addresses import page
from claims.presenters.lifecycle import WORDS
from claims.presenters.moments import When, minute, stated
from claims.presenters.names import Name, Names
from claims.presenters.position_in_words import amount
from claims.presenters.question import our_answer
from claims.presenters.status import StatusMark, mark_of
from claims.states.base import fields_of
from claims.states.body import KINDS, Body, ChangeState, DecisionState
from claims.states.claim import ClaimState
from claims.states.event import EventState
from claims.states.link import LinkState
from claims.states.position import HeldState, PositionState
from claims.states.question import QuestionState
from claims.states.report import ReportState
from claims.states.source import SourceState
from claims.states.subject import SubjectState, WithheldState

HEADLINES = {
    EntryKind.PUBLISHED: _("Recorded"),
    EntryKind.CHANGED: _("Changed"),
    EntryKind.STATUS: _("Status decided"),
    EntryKind.CHECKED: _("Checked, no change"),
    EntryKind.RETRACTED: _("Retracted"),
    EntryKind.SUPPRESSED: _("Withheld"),
    EntryKind.IMPORTED: _("Recorded from reports"),
    EntryKind.IMPORT: _("History carried over"),
}


NUMBER_HEADLINES = {
    NumberChange.NEWS: _("Our figure changed: news"),
    NumberChange.LATE_REPORT: _("Our figure changed: a late report"),
    NumberChange.METHOD: _("Our figure changed: another method"),
    NumberChange.OUR_ERROR: _("Our figure corrected: our error"),
}
_BECAME = {code: word for code, word in WORDS.items() if code != Lifecycle.MISATTRIBUTED}
REMOVED = {
    SubjectKind.EVENT: _("Event withheld"),
    SubjectKind.SOURCE: _("Source withheld"),
    SubjectKind.REPORT: _("Report withheld"),
    SubjectKind.CLAIM: _("Claim withheld"),
    SubjectKind.POSITION: _("Position withheld"),
    SubjectKind.LINK: _("Link withheld"),
    SubjectKind.QUESTION: _("Question withheld"),
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
    claim or a figure of ours is about. What is ``disowned`` was never said by whom ``who`` names,
    and ``who`` says so.
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
    disowned: bool
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
    number: HeldState | None = None
    """What a figure of ours was before, where this made it another number, and why."""

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
    own_zone: str = "UTC",
    was: PositionState | None = None,
) -> Change:
    """``body`` is None where the words were removed for good; ``was`` is what a position was.

    What the newsroom did is told by its own clocks, what was carried over by those of the event.
    """
    state = body.state if body else None
    decision = body.change.decision if body else None
    claim = state if isinstance(state, ClaimState) else None
    who = names.source(claim.claimant) if claim else None
    disowned = claim is not None and claim.lifecycle is Lifecycle.MISATTRIBUTED
    return Change(
        seq=entry.seq,
        kind=entry.kind,
        subject_kind=entry.subject_kind,
        when=_when(entry, decision, state, zone, own_zone),
        headline=_headline(entry, body),
        what=_what(entry, state, was, names),
        href=_href(entry, state, names, then),
        who=whose(who, disowned=disowned) if who else "",
        who_kind=who.kind if who else "",
        who_nature=who.nature if who else "",
        disowned=disowned,
        event=_event(state, names),
        before=_before(decision),
        after=mark_of(decision.status_to, examined=claim.examined) if decision and claim else None,
        reason=_reason(body) if body else "",
        fields=_fields(entry, body.change) if body else (),
        change=ChangeType(entry.change).label if entry.change else "",
        minor=entry.minor,
        reopened=bool(
            claim and claim.reopened and decision and decision.status_to != decision.status_from
        ),
        recorded=minute(entry.recorded_at, own_zone)
        if entry.effective_at < entry.recorded_at
        else None,
        readable=isinstance(state, SubjectState),
        number=body.number_before if body else None,
    )


def whose(who: Name, *, disowned: bool) -> str:
    """Whose claim it is, or who never made it."""
    return _("Wrongly attributed to %(source)s", source=who.in_sentence) if disowned else who.called


def _before(decision: DecisionState | None) -> StatusMark | None:
    """An entry from before editors said whether they had examined it was told as if they had."""
    if decision is None or decision.status_from is None:
        return None
    return mark_of(decision.status_from, examined=decision.examined_from is not False)


def _when(
    entry: EntryColumns,
    decision: DecisionState | None,
    state: SubjectState | WithheldState | None,
    zone: str,
    own_zone: str,
) -> When:
    """A carried-over decision is no more exact than the report it rests on.

    What we stated is dated by when we did, also where a figure it uses is only dated later.
    """
    if entry.effective_at == entry.recorded_at:
        return minute(entry.effective_at, own_zone)
    match state:
        case ClaimState() if decision:
            decided = stated(state.decided, zone)
        case PositionState() | QuestionState():
            decided = stated(state.stated, zone)
        case _:
            decided = None
    return decided or minute(entry.effective_at, zone)


def _headline(entry: EntryColumns, body: Body | None) -> str:
    kind = EntryKind(entry.kind)
    if body is None:
        return _("Words removed")
    number = body.number_before
    decision = body.change.decision
    closing = kind is EntryKind.IMPORTED and entry.effective_at == entry.recorded_at
    if closing and not decision:
        return _("What carries no date was added")
    if kind is EntryKind.IMPORTED and decision and decision.status_from:
        return HEADLINES[EntryKind.STATUS]
    if kind is EntryKind.CHANGED and entry.change:
        return NUMBER_HEADLINES[number.change] if number else _changed(entry, body)
    if kind is EntryKind.STATUS and entry.change == ChangeType.CORRECTION:
        return _("Correction of the status")
    return HEADLINES[kind]


def _changed(entry: EntryColumns, body: Body) -> str:
    """What became of a claim where that changed; whoever never made it is named beside it."""
    claim = body.state if isinstance(body.state, ClaimState) else None
    became = claim.lifecycle if claim and "lifecycle" in (body.change.fields or ()) else None
    if became in _BECAME and entry.change != ChangeType.CORRECTION:
        return _BECAME[became]
    return ChangeType(entry.change).label


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
            return joined([state.text, our_answer(state)])
        case LinkState():
            return _("A link between two claims")
        case ClaimState():
            return state.statement
        case SourceState() | EventState() | ReportState():
            return _called(state) or label
        case _:
            return REMOVED[SubjectKind(entry.subject_kind)]


def _called(state: SourceState | EventState | ReportState) -> str:
    return state.name if isinstance(state, SourceState) else state.title


def _ours(state: PositionState, was: PositionState | None, names: Names) -> str:
    """Our own figure with where, whom and when: never a bare number."""
    event = names.event(state.event)
    as_of = stated(state.as_of, event.zone)
    now, before = _range(state), _range(was) if was else ""
    moved = now
    if before and before != now:
        moved = _("%(now)s, before that %(before)s", now=now, before=before)
    places = {
        "event": event.text,
        "counted": names.counted(state.category, state.measure),
        "number": moved,
    }
    if not as_of:
        return _("Our own figure, %(event)s: %(counted)s: %(number)s", **places)
    return _(
        "Our own figure, %(event)s: %(counted)s: %(number)s, as of %(day)s",
        **places,
        day=as_of.day,
    )


def _range(state: PositionState) -> str:
    return amount(state) if state.established else _("not established")


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
        return _("On the ground of %(ground)s.", ground=body.state.withheld.grounds.label)
    decision = body.change.decision
    return readable((decision.reason if decision else "") or body.change.note)


def _fields(entry: EntryColumns, change: ChangeState) -> tuple[str, ...]:
    """What was changed, as readers call it; a field of an older release by its own name."""
    if not change.fields:
        return ()
    known = fields_of(KINDS[SubjectKind(entry.subject_kind)])
    return tuple(
        sorted(str(known[f].readers) if f in known else f.replace("_", " ") for f in change.fields)
    )
