"""What our own answer to a question must rest on."""

from collections.abc import Iterable

from claims.domain.messages import gettext as _
from claims.domain.status import Status
from claims.domain.vocabulary import AnswerStanding, Publication

NOT_CONFIRMED = _(
    "No claim that gives this answer is confirmed: confirm one of them first, or say that our"
    " answer is likely, on what we have."
)
TAKEN_BACK = (Publication.RETRACTED, Publication.WITHHELD)


def carries(status: str, publication: str) -> bool:
    """Whether a claim can establish the answer that it gives."""
    return status == Status.CONFIRMED and publication not in TAKEN_BACK


def lacks_claim(standing: str | None, chosen: str, claims: Iterable[tuple[str, str]]) -> bool:
    """Whether a rival answer is called established, and none of its claims carries it.

    Of each claim its status and its publication. An answer in words of our own is given by none.
    """
    if standing != AnswerStanding.ESTABLISHED or not chosen:
        return False
    return not any(carries(status, publication) for status, publication in claims)
