"""What readers see of a question."""

from __future__ import annotations

from claims.models.desk.question import Question, RivalAnswer
from claims.publishing.cutoff import WHOLE, Cut
from claims.publishing.from_desk import from_desk
from claims.publishing.prefetch import parts
from claims.states.names import ClaimUid
from claims.states.question import QuestionState, RivalAnswerState

# Of our own answer, before we stated it.
UNANSWERED = {
    "chosen": "",
    "words": "",
    "standing": None,
    "as_of": None,
    "stated": None,
    "method": "",
    "rationale": "",
    "dissent": "",
}


def state(question: Question, cut: Cut = WHOLE) -> QuestionState:
    known = cut.whole or (question.stated_at is not None and cut.dated(question.stated_at))
    return from_desk(
        QuestionState,
        question,
        answers=tuple(answer_state(one, cut) for one in parts(question, "answers")),
        **({} if known else UNANSWERED),
    )


def answer_state(answer: RivalAnswer, cut: Cut = WHOLE) -> RivalAnswerState:
    """With the claims that stood by then, in the order in which they were recorded."""
    claims = sorted(answer.claims.all(), key=lambda claim: claim.pk)
    named = [c for c in claims if cut.whole or cut.names(c)]
    return from_desk(RivalAnswerState, answer, claims=tuple(ClaimUid(c.uid) for c in named))
