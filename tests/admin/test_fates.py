"""What became of what was said, as the cases of an editor's day tell it."""

import json
from pathlib import Path

import pytest
from django.test import Client

from claims.dossier.importer import import_dossier
from claims.models.desk.claim import Claim
from claims.models.desk.source import Report
from claims.publishing.verify import problems
from tests.admin.decision import Page, words
from tests.admin.desk import at_the_desk
from tests.api.asker import ask
from tests.builders import NOW, published_state

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parents[1] / "cases"
READERS = {"note": "They said so.", "change": "update"}


@pytest.fixture
def wd():
    """A confirmed claim; one report that carries it, two more that readers have not met."""
    case = json.loads((CASES / "08-withdrawal-in-a-new-report.json").read_text())
    import_dossier(case, by=None, at=NOW)
    return Claim.objects.get(slug="wd-a")


def report(n):
    return Report.objects.get(slug=f"r{n}")


def fate(claim, **typed):
    return Page(at_the_desk(), "claim", "fate", claim.pk).decide(**READERS, **typed)


def test_a_withdrawal_in_a_new_report_publishes_the_report_with_it(wd):
    fate(wd, to="withdrawn", report=report(2).pk, quote="We take it back.")

    page = words(Client().get("/claims/wd-a/"))
    assert "Ministry takes it back" in page
    assert "a report withheld" not in page
    (stance,) = ask("claims/wd-a/")["stances"]
    assert (stance["stance"], stance["report"]["slug"]) == ("withdraws", "r2")
    assert list(problems()) == []


def test_what_is_said_again_keeps_the_return_with_report_words_and_day(wd):
    fate(wd, to="withdrawn", report=report(2).pk, quote="We take it back.", stated="2024-08-27")

    fate(wd, to="current", report=report(3).pk, quote="It was five.", stated="2024-08-28")

    state = published_state(Claim.objects.get(slug="wd-a"))
    assert state["lifecycle"] == "current"
    assert [(s["stance"], s["quote"]) for s in state["stances"]] == [
        ("withdraws", "We take it back."),
        ("asserts", "It was five."),
    ]
    page = words(Client().get("/claims/wd-a/"))
    assert page.index("Withdraws it") < page.index("Says it again") < page.index("It was five.")
    assert "28 August 2024" in page[page.index("Says it again") :]
    assert "Ministry says it again" in page


def test_the_way_back_from_a_withdrawal_asks_where_it_was_said_again(wd):
    fate(wd, to="withdrawn", report=report(2).pk)

    back = fate(wd, to="current")

    assert back.refusals == ["Name the report in which the claimant said it again."]
    assert Claim.objects.get(slug="wd-a").lifecycle == "withdrawn"


def test_nothing_is_said_again_before_it_was_withdrawn(wd):
    fate(wd, to="withdrawn", report=report(2).pk, stated="2024-08-27")

    back = fate(wd, to="current", report=report(3).pk, stated="2024-08-26")

    assert back.refusals == ["It was said again before it was withdrawn: look at the two days."]
