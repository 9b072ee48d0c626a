"""What stands outside our pages: a card, a badge, a line that cites. Each says where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.presenters.claim import ClaimPage
from claims.presenters.event import NO_POSITION
from claims.presenters.moments import When
from claims.presenters.notice import Notice
from claims.presenters.position import PublicPosition
from claims.presenters.question import QuestionPage

SHORTEST_DIGEST = 12


@dataclass(frozen=True)
class Stamp:
    """The entry something shown rests on: its number, its digest, the time from when it holds."""

    seq: int
    digest: str
    when: When

    @property
    def brief(self) -> str:
        return self.digest[:SHORTEST_DIGEST]


@dataclass(frozen=True)
class Card:
    """``notices`` stand above the status; ``by`` says whose words; ``href`` is absolute."""

    label: str
    mark: str
    words: str
    by: str
    said: When | None
    notices: tuple[Notice, ...]
    stamp: Stamp
    href: str

    @property
    def standing(self) -> str:
        """The status with whatever stands above it, as one phrase."""
        return ", ".join([*(notice.label for notice in self.notices), self.label]).strip(", ")

    @property
    def since(self) -> str:
        return f"as of {self.stamp.when.text}"


def claim_card(claim: ClaimPage, stamp: Stamp, href: str) -> Card:
    return Card(
        label=claim.status.label,
        mark=claim.status.mark,
        words=claim.statement,
        by=claim.claimant.text,
        said=claim.said,
        notices=claim.notices,
        stamp=stamp,
        href=href,
    )


def event_card(
    title: str,
    positions: Sequence[PublicPosition],
    retracted: str,
    stamp: Stamp,
    href: str,
    *,
    questions: Sequence[QuestionPage] = (),
) -> Card:
    """Our own figure on an event, or that we have none. The title stands where a claimant would.

    An event without a figure of ours is told by its first question.
    """
    ours = next(iter(positions), None)
    if ours is None and questions:
        asked = question_card(questions[0], stamp, href)
        return replace(asked, by=title, notices=_taken_back(retracted))
    return Card(
        label="Our figure" if ours else "No figure of ours",
        mark="",
        words=ours.telling if ours else NO_POSITION,
        by=title,
        said=ours.as_of if ours else None,
        notices=_taken_back(retracted),
        stamp=stamp,
        href=href,
    )


def question_card(question: QuestionPage, stamp: Stamp, href: str) -> Card:
    """Our own answer to a question, or that we have none."""
    return Card(
        label="Our answer" if question.standing else "No answer of ours",
        mark="",
        words=question.telling,
        by=question.event.text,
        said=question.as_of,
        notices=_taken_back(question.retracted),
        stamp=stamp,
        href=href,
    )


def _taken_back(reason: str) -> tuple[Notice, ...]:
    return (Notice("Retracted", f"We no longer stand by this. {reason}"),) if reason else ()


def withheld_card(notice: Notice, stamp: Stamp, href: str) -> Card:
    return Card("", "", notice.sentence, "", None, (notice,), stamp, href)
