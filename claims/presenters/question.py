"""A question as readers meet it: who answers what, where their claims stand, and our own answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from claims.domain.messages import gettext as _
from claims.domain.messages import joined
from claims.domain.moments import Moment
from claims.domain.standard_reasons import readable
from claims.domain.vocabulary import AnswerStanding
from claims.presenters.checked import NEVER, Checked, checked
from claims.presenters.moments import When, stated
from claims.presenters.names import ClaimName, EventName, Names
from claims.states.question import QuestionState, RivalAnswerState

OPEN = _("We have not answered this question.")
# Translators: our answer ends as a sentence does, with its own full stop.
ANSWERED = {
    AnswerStanding.ESTABLISHED: _("Established: %(answer)s"),
    AnswerStanding.LIKELY: _("Likely, on what we have: %(answer)s"),
    AnswerStanding.DISPUTED: _("Disputed; the answer we weigh: %(answer)s"),
    AnswerStanding.NOT_ESTABLISHED: _("Not established: %(answer)s"),
}
ALONE = {
    AnswerStanding.ESTABLISHED: _("Established."),
    AnswerStanding.LIKELY: _("Likely, on what we have."),
    AnswerStanding.DISPUTED: _("Disputed: we cannot say which answer is right."),
    AnswerStanding.NOT_ESTABLISHED: _("Not established: we cannot say."),
}
PLAIN = {
    AnswerStanding.DISPUTED: _("We cannot say which answer is right."),
    AnswerStanding.NOT_ESTABLISHED: _("We cannot say."),
}
_ENDS = (".", "!", "?", "…", "۔", "؟", "।", "。")


@dataclass(frozen=True)
class RivalAnswer:
    """``who`` names those who still say so, each once; ``ours`` is set on the answer we hold."""

    slug: str
    text: str
    claims: tuple[ClaimName, ...]
    ours: bool

    @property
    def who(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(claim.claimant for claim in self.made if claim.claimant))

    @property
    def made(self) -> tuple[ClaimName, ...]:
        return tuple(claim for claim in self.claims if claim.still_made)


@dataclass(frozen=True)
class RivalSide:
    """A rival answer beside the others: who gives it, and when it was first said, if known."""

    who: tuple[str, ...]
    text: str
    since: When | None
    ours: bool


@dataclass(frozen=True)
class QuestionPage:
    """``ours`` is our own answer with its standing, in a sentence; where there is none it says so.

    ``standing`` is empty while the question is open. ``plain`` is the answer where the standing is
    told beside it already.
    """

    slug: str
    text: str
    href: str
    event: EventName
    answers: tuple[RivalAnswer, ...]
    standing: str
    ours: str
    plain: str
    method: str
    rationale: str
    dissent: str
    as_of: When | None
    stated_at: When | None
    retracted: str
    checked: Checked = NEVER

    @property
    def telling(self) -> str:
        """All of it in one breath, for where it is quoted without its page."""
        return str(joined([self.text, self.ours, self.beside]))

    @property
    def beside(self) -> str:
        """Who says otherwise, and as of when our own answer is."""
        when = _("As of %(moment)s.", moment=self.as_of.text) if self.as_of else ""
        return str(joined([self.dissent.rstrip(), when]))


def question_page(
    state: QuestionState,
    names: Names,
    *,
    zone: str,
    href: str = "",
    own_zone: str = "UTC",
    today: date | None = None,
) -> QuestionPage:
    decided = state.stated.at if state.stated else None
    return QuestionPage(
        slug=state.slug,
        text=state.text,
        href=href,
        event=names.event(state.event),
        answers=tuple(_answer(one, state, names) for one in state.answers),
        standing=state.standing.label if state.standing else "",
        ours=our_answer(state),
        plain=answer_alone(state),
        method=state.method,
        rationale=state.rationale,
        dissent=state.dissent,
        as_of=stated(state.as_of, zone),
        stated_at=stated(state.stated, zone),
        retracted=readable(state.retracted.reason) if state.retracted else "",
        checked=checked(state, decided=decided, today=today, zone=own_zone),
    )


def rival_sides(
    question: QuestionPage, said: Mapping[str, Moment], zone: str
) -> tuple[RivalSide, ...]:
    """``said`` has when each claim was made, as far as it was stated."""

    def first(answer: RivalAnswer) -> When | None:
        known = [said[claim.uid] for claim in answer.made if claim.uid in said]
        return stated(min(known, key=lambda moment: moment.at), zone) if known else None

    return tuple(RivalSide(one.who, one.text, first(one), one.ours) for one in question.answers)


def our_answer(state: QuestionState) -> str:
    """Never an answer without its standing."""
    if state.standing is None:
        return OPEN
    held = held_words(state)
    if not held:
        return ALONE[state.standing]
    return ANSWERED[state.standing].placed(answer=_ended(held))


def answer_alone(state: QuestionState) -> str:
    """The answer without its standing, for where that is told beside it."""
    held = held_words(state)
    if state.standing is None or not held:
        return str(PLAIN.get(state.standing, "")) if state.standing else ""
    if state.standing is AnswerStanding.DISPUTED:
        return _("The answer we weigh: %(answer)s", answer=_ended(held))
    return _ended(held)


def _ended(words: str) -> str:
    # Translators: ends somebody's words with a full stop where they have none.
    return words if words.endswith(_ENDS) else _("%(words)s.", words=words)


def held_words(state: QuestionState) -> str:
    """Our answer in words: those of a rival answer, or our own."""
    chosen = (one.text for one in state.answers if one.slug == state.chosen)
    return state.words or next(chosen, "")


def _answer(answer: RivalAnswerState, state: QuestionState, names: Names) -> RivalAnswer:
    return RivalAnswer(
        slug=answer.slug,
        text=answer.text,
        claims=tuple(names.claim(uid) for uid in answer.claims),
        ours=state.standing is not None and answer.slug == state.chosen,
    )


def claims_in(states: Iterable[QuestionState]) -> set[str]:
    """The uids of all claims that answer some questions."""
    return {uid for state in states for answer in state.answers for uid in answer.claims}
