"""Where Django looks for models.

Import them from ``models.desk`` and ``models.record``: the public side may read the record alone,
and this name would pull in the desk.
"""

from claims.models.desk import (
    audit,
    authorship,
    backup,
    claim,
    comment_request,
    decision,
    event,
    evidence,
    figure,
    identity,
    inbox,
    link,
    merge,
    party,
    position,
    presence,
    proposal,
    question,
    second_look,
    source,
    told_apart,
)
from claims.models.record import checkpoint, clock, entry, rows, vocabulary

__all__ = [
    "audit",
    "authorship",
    "backup",
    "checkpoint",
    "claim",
    "clock",
    "comment_request",
    "decision",
    "entry",
    "event",
    "evidence",
    "figure",
    "identity",
    "inbox",
    "link",
    "merge",
    "party",
    "position",
    "presence",
    "proposal",
    "question",
    "rows",
    "second_look",
    "source",
    "told_apart",
    "vocabulary",
]
