"""One entry of the record as a change."""

from __future__ import annotations

from claims.api.addresses import page_url, url
from claims.api.fields import Code, Flag, Instant, Integer, Shape, Text, TextList
from claims.api.serializers.position import TouchedSerializer
from claims.domain.status import LABELS as STATUSES
from claims.domain.vocabulary import (
    CHANGE_TYPE_LABELS,
    ENTRY_KIND_LABELS,
    NUMBER_CHANGE_LABELS,
    SUBJECT_KIND_LABELS,
    SubjectKind,
)
from claims.lookup.history import body_of
from claims.models.record.entry import Entry
from claims.states.base import values
from claims.states.body import Body
from claims.states.claim import ClaimState
from claims.states.event import EventState
from claims.states.question import QuestionState
from claims.states.report import ReportState
from claims.states.source import SourceState
from claims.states.subject import SubjectState, WithheldState

OUR_FIGURE = "Our own figure"
PAGED = (SubjectKind.EVENT, SubjectKind.SOURCE, SubjectKind.CLAIM, SubjectKind.QUESTION)


class RangeSerializer(Shape):
    """One number of ours."""

    established = Flag("False where we said that the number is not established.", always=True)
    low = Integer("The least we held possible.")
    best = Integer("The likeliest, where we named one.")
    high = Integer("The most we held possible.")


class SubjectSerializer(Shape):
    """The thing that changed."""

    kind = Code("What kind of thing changed.", SUBJECT_KIND_LABELS, always=True)
    uid = Text("Its uid.", always=True)
    slug = Text("Its short name in addresses.")
    title = Text("What it was called by this entry: a claim's sentence, a name, a title.")
    url = Text("Where this API gives it.")
    page = Text("Its page for people.")


class NumberSerializer(Shape):
    """A figure of ours that became another number."""

    change = Code("Why: news, a late report, another method or our error.", NUMBER_CHANGE_LABELS)
    before = RangeSerializer(read_only=True, help_text="What we held until then.")
    after = RangeSerializer(read_only=True, help_text="What we hold since.")
    touches = TouchedSerializer(many=True, read_only=True, help_text="What else it bears on.")


class ChangeSerializer(Shape):
    """One entry of the record as a change."""

    entry = Integer("The number of the entry.", always=True)
    url = Text("The entry itself, with its digest.", always=True)
    kind = Code("What was done.", ENTRY_KIND_LABELS, always=True)
    subject = SubjectSerializer(read_only=True, help_text="What changed.")
    effective_at = Instant("Since when it holds.", always=True)
    recorded_at = Instant("When it was put on record.", always=True)
    carried_over = Flag(
        "True where it was put together from published reports and not published here then.",
        always=True,
    )
    change = Code(
        "Update, clarification or correction (we were wrong); null where it was first published.",
        CHANGE_TYPE_LABELS,
    )
    minor = Flag("True where no figure, quote, claimant, time or status was touched.", always=True)
    note = Text("What changed, in our words.")
    status_from = Code("The status before, where one was decided.", STATUSES)
    status_to = Code("The status after, where one was decided.", STATUSES)
    examined_from = Flag(
        "Whether an editor had examined the claim before; null where the entry does not say."
    )
    examined_to = Flag(
        "Whether an editor had examined it then: an unconfirmed claim may be one that nobody has"
        " looked at yet. Null where no status was decided."
    )
    reason = Text("Why the status was decided so, or why we took it back.")
    reopened = Flag("True where it moved off confirmed or refuted.", always=True)
    fields_changed = TextList(
        "Which fields of the state differ from the entry before.", always=True
    )
    number = NumberSerializer(
        read_only=True,
        allow_null=True,
        help_text="Set where a figure of ours became another number: from what, to what, and why.",
    )
    withheld = Flag("True where the words of this entry were removed.", always=True)


def change(entry: Entry) -> dict[str, object]:
    body = body_of(entry)
    state = body.state if body and isinstance(body.state, SubjectState) else None
    decision = body.change.decision if body else None
    retracted = state.retracted if state else None
    return {
        "entry": entry.seq,
        "url": url("entry", str(entry.seq)),
        "kind": entry.kind,
        "subject": subject(entry, body.state if body else None),
        "effective_at": entry.effective_at,
        "recorded_at": entry.recorded_at,
        "carried_over": entry.carried_over,
        "change": entry.change,
        "minor": entry.minor,
        "note": body.change.note if body else None,
        "status_from": decision and decision.status_from,
        "status_to": decision and decision.status_to,
        "examined_from": decision and decision.examined_from,
        "examined_to": state.examined if decision and isinstance(state, ClaimState) else None,
        "reason": (decision and decision.reason) or (retracted and retracted.reason),
        "reopened": bool(
            decision
            and decision.status_to != decision.status_from
            and isinstance(state, ClaimState)
            and state.reopened
        ),
        "fields_changed": (body and body.change.fields) or (),
        "number": _number(body) if body else None,
        "withheld": state is None,
    }


def _number(body: Body) -> dict[str, object] | None:
    before = body.number_before
    if before is None:
        return None
    return {
        "change": before.change,
        "before": values(before),
        "after": values(body.state),
        "touches": before.touches,
    }


def subject(entry: Entry, state: SubjectState | WithheldState | None) -> dict[str, object]:
    kind = SubjectKind(entry.subject_kind)
    slug = getattr(state, "slug", "")
    paged = kind in PAGED
    return {
        "kind": kind,
        "uid": entry.subject,
        "slug": slug,
        "title": OUR_FIGURE if kind is SubjectKind.POSITION else _title(state),
        "url": url(kind, entry.subject if kind is SubjectKind.POSITION else slug),
        "page": page_url(kind, slug) if paged else None,
    }


def _title(state: SubjectState | WithheldState | None) -> str:
    match state:
        case ClaimState():
            return state.statement
        case QuestionState():
            return state.text
        case EventState() | ReportState():
            return state.title
        case SourceState():
            return state.name
    return ""
