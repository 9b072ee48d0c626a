"""What readers see of a question, of its rival answers, and of our own answer to it."""

from __future__ import annotations

from typing import ClassVar

from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.vocabulary import AnswerStanding
from claims.states.base import State, public, state
from claims.states.names import ClaimUid, EventUid
from claims.states.subject import CheckedState, SubjectState


@state
class RivalAnswerState(State):
    """One of the answers that are given, and the claims that give it."""

    PRIVATE: ClassVar = frozenset({"id", "question"})

    slug: str = public(_("Short name"), says="Its short name within the question.")
    text: str = public(_("Answer"), says="The answer in a few neutral words.")
    claims: tuple[ClaimUid, ...] = public(_("Claims"), says="The claims that give this answer.")


@state
class QuestionState(CheckedState):
    """What an event leaves open that is no number."""

    PRIVATE: ClassVar = SubjectState.OF_THE_DESK | {"second_looks"}

    slug: str = public(_("Address"), readers=_("the address"))
    event: EventUid = public(_("Event"), says="What it is about.")
    text: str = public(
        _("Question"), says="The question in neutral words.", substance=_("the question")
    )
    answers: tuple[RivalAnswerState, ...] = public(
        _("Answer"),
        says="The rival answers, each with the claims that give it.",
        readers=_("the rival answers"),
        substance=_("the rival answers"),
    )
    chosen: str = public(
        _("Our answer, one of them"),
        says="Slug of the rival answer we hold, where it is one of them.",
        readers=_("our answer"),
        dossier="",
        substance=_("our answer"),
    )
    words: str = public(
        _("Our answer in other words"),
        says="Our own answer, where it is none of the rival ones.",
        readers=_("our answer"),
        dossier="",
        substance=_("our answer"),
    )
    standing: AnswerStanding | None = public(
        _("Where our answer stands"),
        says="established, likely (on what we have), disputed or not_established; null where we"
        " have not answered.",
        readers=_("where our answer stands"),
        dossier="",
        substance=_("where our answer stands"),
    )
    as_of: Moment | None = public(
        _("As of"),
        says="Up to when it takes account of what is known.",
        column="as_of_at",
        dossier="",
        substance=_("the time of the answer"),
    )
    stated: Moment | None = public(
        _("Stated"),
        says="When we came to hold this.",
        column="stated_at",
        dossier="",
        substance=_("the time of the answer"),
    )
    method: str = public(_("Method"), says="How we came to it.", dossier="")
    rationale: str = public(_("Rationale"), says="Why we hold this.", dossier="")
    dissent: str = public(_("Dissent"), says="What speaks against it, and who says so.", dossier="")
