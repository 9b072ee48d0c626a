"""Whether somebody looked: a step of a history says so, or is understood as it was meant."""

import json

import pytest
from django.test import Client

from claims.models.desk.claim import Claim
from tests.dossier.small import complaints, exported, small, take

pytestmark = pytest.mark.django_db

SAID = {"status": "unconfirmed", "at": "2024-08-26", "reason": "One source."}
LATER = {**SAID, "at": "2024-08-28", "reason": "We asked, and nobody knows."}
WEIGHED = {**SAID, "at": "2024-08-29", "evidence": ["admissions"]}


def told(*steps):
    found = small()
    found["claims"][0]["history"] = [*steps]
    return found


@pytest.mark.parametrize(
    ("steps", "examined"),
    [
        ([SAID], False),
        ([{**SAID, "examined": True}], True),
        ([WEIGHED], True),
        ([{**WEIGHED, "examined": False}], False),
        ([SAID, LATER], True),
        ([SAID, {**LATER, "examined": False}], False),
    ],
)
def test_readers_are_told_whether_somebody_looked(steps, examined):
    take(told(*steps))

    claim = Claim.objects.get(slug="army-5-killed")
    answer = Client().get(f"/api/v1/claims/{claim.slug}/").json()
    assert (claim.examined, answer["examined"]) == (examined, examined)


def test_a_dossier_says_it_only_where_it_is_not_understood():
    steps = [{**SAID, "examined": False}, {**LATER, "examined": True}]
    public = told({**SAID, "examined": True}, {**LATER, "examined": False})

    assert json.loads(exported(told(*steps)))["claims"][0]["history"] == [SAID, LATER]
    assert exported(exported(public)) == exported(public)
    take(public)
    given = Client().get("/events/kalat/dossier.json").json()["claims"]
    (claim,) = (one for one in given if one["slug"] == "army-5-killed")
    assert [step.get("examined") for step in claim["history"]] == [True, False]


def test_the_history_of_a_claim_tells_the_two_apart():
    take(told(SAID, LATER))

    history = Client().get("/api/v1/claims/army-5-killed/").json()["history"]

    decided = [one for one in history if one["status_to"]]
    assert [(one["examined_from"], one["examined_to"]) for one in decided] == [
        (False, True),
        (None, False),
    ]


def test_only_what_is_unconfirmed_can_be_unexamined():
    found = small()
    found["claims"][0]["history"][1]["examined"] = False

    (sentence,) = complaints(found)
    assert sentence.startswith("claims[0].history[1].examined: Only an unconfirmed claim can be")
