"""What readers see of a question, of its rival answers, and of our own answer to it."""

from __future__ import annotations

from typing import ClassVar

from claims.domain.moments import Moment
from claims.domain.vocabulary import AnswerStanding
from claims.states.base import State, public, state
from claims.states.names import ClaimUid, EventUid
from claims.states.subject import CheckedState, SubjectState


@state
class RivalAnswerState(State):
    """One of the answers that are given, and the claims that give it."""

    PRIVATE: ClassVar = frozenset({"id", "question"})

    slug: str = public("Short name", says="Its short name within the question.")
    text: str = public("Answer", says="The answer in a few neutral words.")
    claims: tuple[ClaimUid, ...] = public("Claims", says="The claims that give this answer.")


@state
class QuestionState(CheckedState):
    """What an event leaves open that is no number."""

    PRIVATE: ClassVar = SubjectState.OF_THE_DESK | {"second_looks"}

    slug: str = public("Address", readers="the address")
    event: EventUid = public("Event", says="What it is about.")
    text: str = public("Question", says="The question in neutral words.", substance="the question")
    answers: tuple[RivalAnswerState, ...] = public(
        "Answer",
        says="The rival answers, each with the claims that give it.",
        readers="the rival answers",
        substance="the rival answers",
    )
    chosen: str = public(
        "Our answer, one of them",
        says="Slug of the rival answer we hold, where it is one of them.",
        readers="our answer",
        dossier="",
        substance="our answer",
    )
    words: str = public(
        "Our answer in other words",
        says="Our own answer, where it is none of the rival ones.",
        readers="our answer",
        dossier="",
        substance="our answer",
    )
    standing: AnswerStanding | None = public(
        "Where our answer stands",
        says="established, likely (on what we have), disputed or not_established; null where we"
        " have not answered.",
        readers="where our answer stands",
        dossier="",
        substance="where our answer stands",
    )
    as_of: Moment | None = public(
        "As of",
        says="Up to when it takes account of what is known.",
        column="as_of_at",
        dossier="",
        substance="the time of the answer",
    )
    stated: Moment | None = public(
        "Stated",
        says="When we came to hold this.",
        column="stated_at",
        dossier="",
        substance="the time of the answer",
    )
    method: str = public("Method", says="How we came to it.", dossier="")
    rationale: str = public("Rationale", says="Why we hold this.", dossier="")
    dissent: str = public("Dissent", says="What speaks against it, and who says so.", dossier="")
