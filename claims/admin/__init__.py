"""The desk's face: where editors record, decide and publish. Importing it registers all of it."""

from claims.admin import (
    audit_log,
    claim,
    comment_requests,
    event,
    figure,
    inbox,
    link,
    position,
    proposals,
    question,
    report,
    second_look,
    source,
    urls,
    users,
)

__all__ = [
    "audit_log",
    "claim",
    "comment_requests",
    "event",
    "figure",
    "inbox",
    "link",
    "position",
    "proposals",
    "question",
    "report",
    "second_look",
    "source",
    "urls",
    "users",
]
