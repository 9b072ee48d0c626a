"""Questions and our answers to them, in and out of a dossier."""

import json

import jsonschema
import pytest

from claims import dossier
from claims.domain.dossier_format import schema
from claims.models.desk.question import Question
from claims.publishing import verify
from tests.dossier.small import changed, complaints, exported, small, take
from tests.pages.reader import read, words

pytestmark = pytest.mark.django_db

OURS = ("positions", 2)
WHO = ("questions", 0)


def test_they_are_published_with_their_claims_and_read_as_of_the_day_we_answered():
    take(small())

    shown = words("/questions/who-blew-up-the-bridge/")

    assert "Likely, on what we have: The rebels." in shown
    assert "Nobody: it gave way No claim that we have recorded says so." in shown
    assert list(verify.problems()) == []


def test_the_public_dossier_has_them_and_comes_into_an_empty_desk():
    take(small())

    found = json.loads(read("/events/kalat/dossier.json"))

    jsonschema.validate(found, schema())
    assert [q["slug"] for q in found["questions"]] == ["was-it-guarded", "who-blew-up-the-bridge"]
    ours = [p for p in found["positions"] if "question" in p]
    assert [p["answer"] for p in ours] == ["By five police officers, who were killed.", "rebels"]


@pytest.mark.parametrize(
    ("more", "standing"),
    [
        ({}, "established"),
        ({"answer": "The army"}, "likely"),
        ({"established": False}, "not_established"),
        ({"established": True, "standing": "disputed"}, "disputed"),
        ({"answer": None}, "not_established"),
    ],
)
def test_where_a_file_gives_no_standing_the_claims_and_the_number_of_words_tell(more, standing):
    found = changed((*OURS, "standing"), ...)
    found["positions"][2].update(more)

    (_, _, ours, _) = json.loads(exported(found))["positions"]

    assert ours["standing"] == standing
    assert "established" not in ours


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        ((*OURS, "answer"), "the-army", "“the-army” is no answer of this question (there: nobody,"),
        ((*OURS, "answer"), ..., "name the answer that we hold"),
        ((*OURS, "rationale"), ..., "say in “rationale” why we hold this"),
        ((*OURS, "low"), 5, "positions[2].low: a position on a question has none"),
        ((*OURS, "measure"), "killed", "positions[2].measure: a position on a question has none"),
        ((*OURS, "question"), "x", "positions[2].question: there is no question “x” in this file"),
        ((*OURS, "question"), "was-it-guarded", "is already a position at positions[2]"),
        ((*OURS, "standing"), "sure", "positions[2].standing"),
        ((*OURS, "answer"), "A" * 501, "positions[2].answer: write 500 characters at most."),
        (("positions", 0, "answer"), "Five", "only a position on a question has this"),
        (("positions", 0, "measure"), ..., "positions[0]: “measure” is missing: add it."),
        ((*WHO, "event"), "quetta", "questions[0].event: there is no event “quetta”"),
        ((*WHO, "slug"), "was-it-guarded", "is already a question at questions[0].slug"),
        (
            (*WHO, "answers", 0, "claims"),
            ["x"],
            "questions[0].answers[0].claims: there is no claim",
        ),
        ((*WHO, "answers", 1, "slug"), "rebels", "is already an answer of this question"),
        ((*WHO, "text"), "A" * 301, "questions[0].text"),
        ((*WHO, "text"), "", "questions[0].text"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_place(place, value, told):
    found = complaints(changed(place, value))

    assert any(told in sentence for sentence in found), found


def test_a_second_import_changes_nothing_and_an_answer_of_ours_may_come_later():
    without = small()
    ours = without["positions"].pop(2)
    take(without)
    assert Question.objects.get(slug=ours["question"]).standing == ""

    take(small(), add=True)

    assert Question.objects.get(slug=ours["question"]).chosen == "rebels"
    assert take(small()).told.startswith("Everything in it is already here")
    assert json.loads(dossier.export("kalat"))["positions"][2] == ours


def test_what_no_confirmed_claim_gives_is_not_established():
    found = changed((*OURS, "standing"), "established")

    assert complaints(found) == []
    found["positions"][2]["answer"] = "nobody"
    (told,) = complaints(found)
    assert told.startswith("positions[2].standing: No claim that gives this answer is confirmed")
    found["positions"][2]["answer"] = "Nobody knows."
    (told,) = complaints(found)
    assert told.startswith("positions[2].standing: No claim gives an answer in words of our own")
