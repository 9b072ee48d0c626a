"""Every field of the desk is classed public or private here; a new one fails a test until it is.

Public names stand beside the function that writes them into a state. What is private is listed
below, with why where it is not plain.
"""

from __future__ import annotations

from django.db.models import Model

from claims.models.desk.claim import Citation, Claim
from claims.models.desk.comment_request import CommentRequest
from claims.models.desk.event import Category, Event
from claims.models.desk.evidence import Evidence, NamedEvidence, Stance, StatusChange
from claims.models.desk.figure import Figure, FigurePart, FigureReading
from claims.models.desk.inbox import ErrorReport
from claims.models.desk.link import Link
from claims.models.desk.merge import Merge
from claims.models.desk.position import FindingAnswer, LeftOut, Position, PositionReading
from claims.models.desk.presence import Presence, Visit
from claims.models.desk.second_look import SecondLook
from claims.models.desk.source import Report, Separation, Source
from claims.models.desk.told_apart import ToldApart
from claims.publishing import claim, event, figure, findings, link, position, report, source

# Of the desk itself: its keys, its versions, and where publication stands (the entries tell).
OF_THE_DESK = {"id", "version", "uid", "publication", "changed"}

PUBLIC: dict[type[Model], set[str]] = {
    Source: source.PUBLIC,
    Separation: source.PUBLIC_SEPARATION,
    Report: report.PUBLIC,
    Event: event.PUBLIC,
    Category: event.PUBLIC_CATEGORY,
    Claim: claim.PUBLIC,
    Citation: claim.PUBLIC_CITATION,
    Stance: claim.PUBLIC_STANCE,
    CommentRequest: claim.PUBLIC_REQUEST,
    Evidence: claim.PUBLIC_EVIDENCE,
    StatusChange: claim.PUBLIC_DECISION,
    NamedEvidence: {"evidence"},
    Figure: figure.PUBLIC,
    FigurePart: figure.PUBLIC_PART,
    FigureReading: figure.PUBLIC_READING,
    Link: link.PUBLIC,
    Position: position.PUBLIC,
    LeftOut: position.PUBLIC_LEFT_OUT,
    PositionReading: position.PUBLIC_READING,
    FindingAnswer: findings.PUBLIC,
    ErrorReport: set(),
    ToldApart: set(),
    SecondLook: set(),
    Presence: set(),
    Visit: set(),
    Merge: set(),
}
PRIVATE: dict[type[Model], set[str]] = {
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
    # That something is yet to be completed is for the desk to know.
    Source: OF_THE_DESK | {"stub"},
    Separation: {"id", "source"},
    Report: OF_THE_DESK | {"stub"},
    Event: OF_THE_DESK | {"stub"},
    Category: {"id", "event", "position"},
    # Who works on it and when is the desk's own; a request for comment reaches readers as a stance.
    Claim: OF_THE_DESK
    | {"private_note", "assignee", "next_check_at", "next_check_precision", "handover"}
    | {"requests", "second_looks"},
    Citation: {"id", "claim"},
    Stance: {"id", "claim"},
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
    Evidence: {"id", "claim"},
    # Who decided is never public; when it was typed is not when it was decided.
    StatusChange: {"id", "claim", "n", "recorded_at", "by"},
    NamedEvidence: {"id", "decision"},
    Figure: {"id", "claim"},
    FigurePart: {"id", "whole"},
    FigureReading: {"id", "figure"},
    # A suggestion or a rejection is the desk's own business: only confirmed links are published.
    Link: OF_THE_DESK | {"state"},
    Position: OF_THE_DESK | {"second_looks"},
    LeftOut: {"id", "position"},
    PositionReading: {"id", "position"},
    ToldApart: {"id", "one", "other", "reason", "at", "by"},
    FindingAnswer: {
        "id",
        "version",
        "event",
        "answer",
        "as_answered",
        "answered_at",
        "answered_precision",
        "by",
    },
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
    },
    Presence: {"id", "who", "kind", "key", "since_at", "seen_at"},
    Visit: {"id", "who", "seen_at", "before_at"},
}
