"""Questions with their rival answers, and our own answers to them: written once claims stand."""

from __future__ import annotations

from claims.dossier.question_positions import is_on_question, rival_answers
from claims.dossier.structure import Object
from claims.dossier.write import Desk
from claims.models.desk.question import Question, RivalAnswer
from claims.states.question import QuestionState, RivalAnswerState


def write_questions(desk: Desk) -> list[Question]:
    """The new questions, with our answers; of those here already, new answers of ours alone."""
    ours = {
        shape["question"]: shape
        for shape in desk.dossier.get("positions", [])
        if is_on_question(shape) and desk.is_new("position", shape["question"])
    }
    shapes = desk.new("question", "questions")
    made = desk.rows.put([_question(desk, s, ours.pop(s["slug"], None)) for s in shapes])
    for row, shape in zip(made, shapes, strict=True):
        _answers(desk, row, shape)
    known = {question["slug"]: question for question in desk.dossier.get("questions", [])}
    for slug, shape in ours.items():
        row = Question.objects.get(slug=slug)
        for name, value in _ours(desk, shape, known[slug]).items():
            setattr(row, name, value)
        row.changed = row.on_record
        row.save(by=desk.rows.by)
    return made


def _question(desk: Desk, shape: Object, ours: Object | None) -> Question:
    answered = _ours(desk, ours, shape) if ours else {}
    return Question(**desk.columns(QuestionState, shape), **answered)


def _ours(desk: Desk, shape: Object, question: Object) -> dict[str, object]:
    answer = shape.get("answer", "")
    rival = answer in rival_answers(question)
    return {
        "chosen": answer if rival else "",
        "words": "" if rival else answer,
        **{key: shape.get(key, "") for key in ("standing", "method", "rationale", "dissent")},
        **desk.moment("as_of", shape, "as_of"),
        **desk.moment("stated", shape, "at"),
    }


def _answers(desk: Desk, question: Question, shape: Object) -> None:
    shapes = shape.get("answers", [])
    made = desk.rows.put(
        [
            RivalAnswer(
                question=question, **desk.columns(RivalAnswerState, answer, later={"claims"})
            )
            for answer in shapes
        ]
    )
    for row, answer in zip(made, shapes, strict=True):
        row.claims.set([desk.claims[slug] for slug in answer.get("claims", [])])
