"""What our own answer to a question must rest on."""

from collections.abc import Iterable

from claims.domain.messages import gettext as _
from claims.domain.status import Status
from claims.domain.vocabulary import TAKEN_BACK, AnswerStanding

NOT_CONFIRMED = _(
    "No claim that gives this answer is confirmed: confirm one of them first, or say that our"
    " answer is likely, on what we have."
)
OWN_WORDS = _(
    "No claim gives an answer in words of our own: choose the rival answer that a confirmed"
    " claim gives, or say that ours is likely, on what we have."
)


def carries(status: str, publication: str) -> bool:
    """Whether a claim can establish the answer that it gives."""
    return status == Status.CONFIRMED and publication not in TAKEN_BACK


def why_not_established(
    standing: str | None, chosen: str, claims: Iterable[tuple[str, str]]
) -> str:
    """Why our answer cannot be called established; empty where it can, or is not.

    Of each claim that gives the rival answer we chose its status and its publication.
    """
    if standing != AnswerStanding.ESTABLISHED:
        return ""
    if not chosen:
        return OWN_WORDS
    carried = any(carries(status, publication) for status, publication in claims)
    return "" if carried else NOT_CONFIRMED
