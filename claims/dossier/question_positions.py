"""Positions on questions: our answers in words, beside our figures in the same list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from claims.domain.questions import carries, why_not_established
from claims.domain.status import Status
from claims.domain.vocabulary import AnswerStanding
from claims.dossier.errors import Complaints
from claims.dossier.structure import Object

OF_FIGURES = (
    *("event", "category", "measure", "low", "best", "high"),
    *("uses", "leaves_out", "readings", "override_reason"),
)
OF_QUESTIONS = ("answer", "standing")
HELD = (AnswerStanding.ESTABLISHED, AnswerStanding.LIKELY)
LONGEST = 500
LIKE_A_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Standing = Mapping[str, tuple[str, str]]
"""Of claims by their slugs: the status, and the publication."""

Found = Iterator[tuple[str, str]]


def is_on_question(position: Object) -> bool:
    return "question" in position


def on_figures(positions: Iterable[Object]) -> list[Object]:
    return [position for position in positions if not is_on_question(position)]


def say_standing(dossier: Object) -> None:
    """Where a file leaves it open: established by a confirmed claim, else likely; or we cannot say.

    ``established`` says no more than the standing, which is kept in its place.
    """
    sure = _confirmed_answers(dossier)
    for position in filter(is_on_question, dossier.get("positions", [])):
        can_say = position.pop("established", True) and "answer" in position
        if "standing" not in position:
            named = (position["question"], position.get("answer"))
            held = AnswerStanding.ESTABLISHED if named in sure else AnswerStanding.LIKELY
            standing = held if can_say else AnswerStanding.NOT_ESTABLISHED
            position["standing"] = standing.value


def _confirmed_answers(dossier: Object) -> set[tuple[str, str]]:
    confirmed = {slug for slug, said in standing_of(dossier).items() if carries(*said)}
    return {
        (question["slug"], answer["slug"])
        for question in dossier.get("questions", [])
        for answer in question.get("answers", [])
        if confirmed & set(answer.get("claims", []))
    }


def standing_of(dossier: Object) -> Standing:
    """Where the claims of a file stand in the end."""
    return {claim["slug"]: _stands(claim) for claim in dossier.get("claims", [])}


def _stands(claim: Object) -> tuple[str, str]:
    history = claim.get("history") or [{"status": Status.UNCONFIRMED}]
    return history[-1]["status"], claim.get("publication", "")


def rules(position: Object) -> Found:
    """What is wrong with one of either kind, by its keys."""
    if not is_on_question(position):
        for key in OF_QUESTIONS:
            if key in position:
                yield key, "only a position on a question has this: name the question, too."
        return
    yield from _on_question(position)


def _on_question(position: Object) -> Found:
    for key in OF_FIGURES:
        if key in position:
            yield key, "a position on a question has none: its answer is given in words."
    standing = position.get("standing")
    if standing in HELD and "answer" not in position:
        yield "", "name the answer that we hold, or write it in “answer”."
    if "rationale" not in position:
        yield "", "say in “rationale” why we hold this: readers see it."
    if len(position.get("answer", "")) > LONGEST:
        yield "answer", f"write {LONGEST} characters at most."


def check_answers(dossier: Object, complaints: Complaints) -> None:
    """An answer is the short name of a rival one, or words; a short name must be one of them."""
    known = {q["slug"]: rival_answers(q) for q in dossier.get("questions", [])}
    for n, position in enumerate(dossier.get("positions", [])):
        answer = position.get("answer", "")
        if not is_on_question(position) or not LIKE_A_SLUG.fullmatch(answer):
            continue
        named = known.get(position["question"], set())
        if answer not in named:
            offered = ", ".join(sorted(named)) or "none"
            complaints.add(
                ("positions", n, "answer"),
                f"“{answer}” is no answer of this question (there: {offered}): name one of them, or"
                " write ours as a sentence.",
            )


def check_established(dossier: Object, outside: Standing, complaints: Complaints) -> None:
    """What is called established is given by a claim that is confirmed, in the file or here."""
    claims = {**outside, **standing_of(dossier)}
    given = {
        (question["slug"], answer["slug"]): [claims[slug] for slug in answer.get("claims", [])]
        for question in dossier.get("questions", [])
        for answer in question.get("answers", [])
    }
    for n, position in enumerate(dossier.get("positions", [])):
        answer = position.get("answer", "")
        named = (position.get("question", ""), answer)
        if named not in given and LIKE_A_SLUG.fullmatch(answer):
            continue
        chosen = answer if named in given else ""
        broken = why_not_established(position.get("standing"), chosen, given.get(named, ()))
        if broken and answer:
            complaints.add(("positions", n, "standing"), broken)


def rival_answers(question: Object) -> set[str]:
    return {answer["slug"] for answer in question.get("answers", [])}
