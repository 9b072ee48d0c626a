"""Every field of the desk is classed public or private here; a new one fails a test until it is.

What readers see of a thing stands in its state; what they never see is listed below or beside the
state, with why where it is not plain.
"""

from __future__ import annotations

from django.db.models import Model

from claims.models.desk.audit import AuditEvent
from claims.models.desk.authorship import Authorship, DecisionDigest
from claims.models.desk.backup import Backup
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.comment_request import CommentRequest
from claims.models.desk.decision import Decision
from claims.models.desk.event import Category, ContextNote, Event, Measure
from claims.models.desk.evidence import Evidence, NamedEvidence, Stance, StatusChange
from claims.models.desk.figure import Figure, FigurePart, FigureReading
from claims.models.desk.identity import Identity
from claims.models.desk.inbox import ErrorReport
from claims.models.desk.link import Link
from claims.models.desk.live_table import LiveTable
from claims.models.desk.merge import Merge
from claims.models.desk.party import Member, Party, Voice
from claims.models.desk.position import FindingAnswer, LeftOut, Position, PositionReading
from claims.models.desk.presence import Presence, Visit
from claims.models.desk.proposal import Proposal
from claims.models.desk.question import Question, RivalAnswer
from claims.models.desk.second_look import SecondLook
from claims.models.desk.sign_in import SignIn, Tries
from claims.models.desk.source import Report, Separation, Source
from claims.models.desk.told_apart import ToldApart
from claims.states.base import State, fields_of
from claims.states.claim import CitationState, ClaimState, EvidenceState, StanceState
from claims.states.encoding import is_moment
from claims.states.event import (
    CategoryState,
    ContextState,
    EventState,
    MeasureState,
    MemberState,
    PartyState,
)
from claims.states.figure import FigureState, ReadingState, TermState
from claims.states.link import LinkState
from claims.states.position import (
    DecidedState,
    FindingState,
    LeftOutState,
    PositionState,
    ReadAsState,
)
from claims.states.question import QuestionState, RivalAnswerState
from claims.states.report import ReportState
from claims.states.source import SeparationState, SourceState, VoiceState


def columns_of(kind: type[State]) -> set[str]:
    """The desk's columns that a state of this kind is read from."""
    columns = {about.column for about in fields_of(kind).values() if about.column}
    dated = {about.column for n, about in fields_of(kind).items() if is_moment(kind, n)}
    return columns | {f"{column.removesuffix('_at')}_precision" for column in dated if column}


PUBLIC: dict[type[Model], set[str]] = {
    Source: columns_of(SourceState),
    Separation: columns_of(SeparationState),
    Voice: columns_of(VoiceState),
    Report: columns_of(ReportState),
    ContextNote: columns_of(ContextState),
    # Members stand with their parties.
    Event: columns_of(EventState) | {"members"},
    Category: columns_of(CategoryState),
    Measure: columns_of(MeasureState),
    Party: columns_of(PartyState),
    Member: columns_of(MemberState),
    # Decisions reach readers one by one: the last of them is in the state.
    Claim: columns_of(ClaimState) | {"decisions"},
    Citation: columns_of(CitationState),
    Stance: columns_of(StanceState) | {"request"},
    # Of a request for comment readers learn how we asked; whom and when stand with the stance.
    CommentRequest: {"channel"},
    Evidence: columns_of(EvidenceState),
    StatusChange: {
        *("status", "was", "examined", "was_examined"),
        *("reason", "change", "at", "precision", "evidence"),
    },
    NamedEvidence: {"evidence"},
    Figure: columns_of(FigureState) | {"also_supersedes"},
    FigurePart: {"part", "sign"},
    FigureReading: columns_of(ReadingState),
    Link: columns_of(LinkState),
    Position: columns_of(PositionState) | {"as_stated", "held_before"},
    Question: columns_of(QuestionState),
    RivalAnswer: columns_of(RivalAnswerState),
    LeftOut: {"figure", "reason"},
    PositionReading: {"figure", "reading"},
    FindingAnswer: columns_of(FindingState),
    Decision: columns_of(DecidedState),
    ErrorReport: set(),
    ToldApart: set(),
    DecisionDigest: set(),
    Authorship: set(),
    AuditEvent: set(),
    Proposal: set(),
    SecondLook: set(),
    Backup: set(),
    Identity: set(),
    LiveTable: set(),
    Presence: set(),
    SignIn: set(),
    Tries: set(),
    Visit: set(),
    Merge: set(),
}
PRIVATE: dict[type[Model], frozenset[str] | set[str]] = {
    # What the desk did to its own rows; readers see what came of it.
    Merge: {
        "id",
        "kind",
        "merged",
        "into",
        "reason",
        "steps",
        "touched",
        "head",
        "at",
        "by",
        "undone_at",
    },
    Source: SourceState.PRIVATE,
    Identity: {"id", "source", "sealed", "paper", "kept_by", "kept_at"},
    Separation: SeparationState.PRIVATE,
    Voice: VoiceState.PRIVATE,
    Report: ReportState.PRIVATE,
    Event: EventState.PRIVATE,
    ContextNote: ContextState.PRIVATE,
    Category: CategoryState.PRIVATE,
    Measure: MeasureState.PRIVATE,
    Party: PartyState.PRIVATE,
    Member: MemberState.PRIVATE,
    Claim: ClaimState.PRIVATE,
    Citation: CitationState.PRIVATE,
    Stance: StanceState.PRIVATE,
    CommentRequest: {
        "id",
        "claim",
        "whom",
        "asked_at",
        "asked_precision",
        "deadline_at",
        "deadline_precision",
        "asked_by",
        "reply",
        "closed",
        "note",
    },
    Evidence: EvidenceState.PRIVATE,
    # Who decided is never public; when it was typed is not when it was decided.
    StatusChange: {"id", "claim", "n", "recorded_at", "by"},
    NamedEvidence: {"id", "decision"},
    Figure: FigureState.PRIVATE,
    FigurePart: TermState.PRIVATE,
    FigureReading: ReadingState.PRIVATE,
    Link: LinkState.PRIVATE,
    Position: PositionState.PRIVATE,
    Question: QuestionState.PRIVATE,
    RivalAnswer: RivalAnswerState.PRIVATE,
    LeftOut: LeftOutState.PRIVATE,
    PositionReading: ReadAsState.PRIVATE,
    ToldApart: {"id", "one", "other", "reason", "at", "by"},
    FindingAnswer: FindingState.PRIVATE,
    Decision: DecidedState.PRIVATE,
    # A reader who reports an error is nobody's business but the desk's.
    ErrorReport: {
        "id",
        "version",
        "about",
        "words",
        "grounds",
        "contact",
        "received_at",
        "outcome",
        "correction",
        "note",
        "answered_at",
        "answered_by",
    },
    SecondLook: {
        "id",
        "version",
        "claim",
        "position",
        "question",
        "cause",
        "about_kind",
        "about_uid",
        "about_name",
        "why",
        "raised_at",
        "raised_by",
        "cleared_at",
        "cleared_by",
        "note",
        "verdict",
        "opinion",
    },
    # Of the machine, not of any claim.
    Backup: {"id", "path", "made_at", "entries", "digest", "size", "holds", "destroyed_at"},
    LiveTable: {
        *("id", "event", "reader", "digest"),
        *("made_by", "made_at", "withdrawn_by", "withdrawn_at"),
    },
    # Who wrote and decided; in public a salted digest stands for it.
    DecisionDigest: {"n", "kind", "decision", "about", "salt", "previous", "digest"},
    Authorship: {"entry", "by", "decided", "second", "signed", "salt"},
    # What waits to be signed: readers see what comes of it.
    Proposal: {
        *("id", "kind", "uid", "key", "page", "query", "typed", "digest", "eyes", "by", "at"),
        *("state", "settled_by", "settled_at", "note"),
    },
    AuditEvent: {
        *("n", "at", "kind", "what", "by", "address", "about_kind", "about"),
        *("detail", "entry", "previous", "digest"),
    },
    Presence: {"id", "who", "kind", "key", "since_at", "seen_at"},
    SignIn: {"id", "who", "begun_at", "seen_at", "browser"},
    Tries: {"id", "key", "begun_at", "used"},
    Visit: {"id", "who", "seen_at", "before_at"},
}
