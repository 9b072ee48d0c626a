"""The desk's face: where editors record, decide and publish. Each module registers its kind."""

from claims.admin import (
    claim,
    comment_requests,
    event,
    figure,
    inbox,
    link,
    people,
    position,
    report,
    second_look,
    source,
)

__all__ = [
    "claim",
    "comment_requests",
    "event",
    "figure",
    "inbox",
    "link",
    "people",
    "position",
    "report",
    "second_look",
    "source",
]
