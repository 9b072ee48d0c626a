"""Sources that stand together in one event, apart in the next and nowhere in a third."""

import csv
import io

import pytest
from django.test import Client

from claims import actions
from claims.actions.status import missing_for
from claims.domain.errors import RuleBroken
from claims.domain.status import Status
from claims.domain.vocabulary import EvidenceKind
from tests.api.asker import ask, results
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_party,
    a_source,
    an_event,
    published,
    some_evidence,
)
from tests.pages.reader import mistakes, read, words

pytestmark = pytest.mark.django_db
WHY = "Both counted for themselves, and they agree."


@pytest.fixture
def three():
    """A claim of an army in each, borne out by the army and the police."""
    army, police = a_source("The army", slug="army"), a_source("The police", slug="police")
    spokesman = a_source("A colonel", slug="colonel", nature="person", speaks_for=army)
    coup, riot, flood = (an_event(f"The {name}", slug=name) for name in ("coup", "riot", "flood"))
    a_party(coup, army, police, name="the state")
    a_party(riot, army, name="the junta")
    a_party(riot, police, name="the mutineers")
    claims = {}
    for event in (coup, riot, flood):
        claim = a_claim("Nine died.", slug=f"nine-{event.slug}", event=event, claimant=spokesman)
        a_figure(claim, 9)
        for one in (army, police):
            some_evidence(claim, originator=one, kind=EvidenceKind.FIRST_HAND)
        event.refresh_from_db()
        claims[event.slug] = published(claim)
    return claims


def confirm(claim):
    told = {"reason": WHY, "evidence": list(claim.evidence.all()), "by": None, "at": NOW}
    return actions.change_status(claim, to=Status.CONFIRMED, **told)


def test_they_are_one_chain_where_they_stand_together_and_two_elsewhere(three):
    told = {slug: words(f"/claims/nine-{slug}/") for slug in three}
    origins = {slug: ask(f"claims/nine-{slug}/")["origins"]["supports"] for slug in three}

    assert {slug: "2 independent origins" in shown for slug, shown in told.items()} == {
        "coup": False,
        "riot": True,
        "flood": True,
    }
    assert "1 independent origin" in told["coup"]
    assert origins == {"coup": 1, "riot": 2, "flood": 2}


def test_a_status_needs_in_each_event_what_its_parties_make_of_them(three):
    with pytest.raises(RuleBroken, match="on one side, the state"):
        confirm(three["coup"])
    for slug in ("riot", "flood"):
        confirm(three[slug])

    assert missing_for(three["coup"], to=Status.CONFIRMED, reason=WHY)
    assert {row["slug"]: row["status"] for row in results("claims/")} == {
        "nine-coup": "unconfirmed",
        "nine-riot": "confirmed",
        "nine-flood": "confirmed",
    }


def test_each_page_says_where_each_stood(three):
    for slug in ("army", "colonel"):
        shown = words(f"/sources/{slug}/")
        assert "the state . In: The coup" in shown
        assert "the junta . In: The riot" in shown
        assert "The flood" not in shown.partition("Record so far")[0]
    assert "the mutineers . In: The riot" in words("/sources/police/")
    assert "A colonel" in words("/sources/army/").partition("Record so far")[0]
    assert "Who stood with whom" not in words("/events/flood/")
    for path in ("sources/army", "events/coup", "events/riot", "claims/nine-riot"):
        assert mistakes(read(f"/{path}/")) == []


def test_programs_and_tables_are_told_how_they_stood_in_that_event(three):
    parties = {row["claim"]: row["party"] for row in results("figures/")}
    table = Client().get("/export/claims.csv").getvalue().decode("utf-8-sig")
    origins = {
        row["claim"]: row["origins_supporting"] for row in csv.DictReader(io.StringIO(table))
    }

    assert parties == {"nine-coup": "the state", "nine-riot": "the junta", "nine-flood": None}
    assert origins == {"nine-coup": "1", "nine-riot": "2", "nine-flood": "2"}
