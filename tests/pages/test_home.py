"""The front page: what changed, what does not agree, where everything stands."""

import re

import pytest

from claims import actions
from claims.domain.status import Status
from claims.domain.vocabulary import Lifecycle
from claims.models.desk.claim import Claim
from claims.pages import home
from claims.presenters.status import mark_of
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_link,
    a_source,
    an_event,
    published,
    some_evidence,
)
from tests.pages.reader import mistakes, read, words
from tests.pages.test_changes import carried_over, decided

pytestmark = pytest.mark.django_db


def at_odds(ours=5, theirs=4, **more):
    event = an_event()
    one = a_claim("Five died.", event=event, claimant=a_source("The hospital"))
    other = a_claim("Four died.", event=event, claimant=a_source("The army"), **more)
    a_figure(one, ours, category="police")
    a_figure(other, theirs, category="police")
    published(one)
    published(other)
    published(a_link(one, other, "contradicts", state="confirmed"))


def test_the_latest_changes_stand_there_carried_over_ones_marked():
    decided(published(a_claim("Ten died.")))
    carried_over(a_claim("An old claim"), then="unverifiable")

    shown = words("/")

    assert "Unconfirmed changed to Confirmed Ten died." in shown
    assert "Unconfirmed changed to Unverifiable An old claim" in shown
    assert "Carried over: put together on 27 August 2024" in shown


def test_what_was_carried_over_and_never_changed_is_no_news():
    carried_over(a_claim("An old claim"))

    assert "An old claim" not in words("/")


def test_no_more_than_the_latest_few_changes_stand_there():
    for _ in range(home.LATEST + 3):
        published(a_claim())

    assert len(re.findall(r'<p class="what"', read("/"))) == home.LATEST


def test_two_claims_that_contradict_each_other_face_each_other_with_who_counted():
    at_odds()

    shown = words("/")

    assert "5 police killed The hospital 4 police killed The army" in shown
    assert "They contradict each other." in shown


def test_a_claim_that_was_replaced_is_in_no_open_conflict():
    at_odds(lifecycle=Lifecycle.SUPERSEDED)

    assert "Open conflicts" not in words("/")


def test_a_claim_that_is_refuted_is_in_no_open_conflict():
    at_odds()
    other = Claim.objects.get(statement="Four died.")
    against = [some_evidence(other, bearing="against") for _ in range(2)]
    actions.change_status(
        other, to="refuted", reason="Two counted five.", evidence=against, by=None, at=NOW
    )

    assert "Open conflicts" not in words("/")


def test_a_status_that_was_decided_again_is_not_told_as_a_change():
    carried_over(a_claim("An old claim"), then="unconfirmed")

    shown = words("/changes/")

    assert "Looked at again, still Unconfirmed An old claim" in shown
    assert "changed to Unconfirmed" not in shown


def test_claims_that_contradict_without_figures_are_passed_over():
    one, other = published(a_claim()), published(a_claim())
    published(a_link(one, other, "contradicts", state="confirmed"))

    assert "Open conflicts" not in words("/")


def test_an_event_shows_how_its_claims_and_those_of_its_parts_stand():
    whole = an_event("The attacks")
    published(a_claim(event=whole))
    decided(published(a_claim(event=an_event("Kalat", parent=whole))))

    shown = words("/")

    assert "The attacks 1 unconfirmed, not examined 1 confirmed 2 claims." in shown


def test_the_marks_lead_to_their_claims():
    published(a_claim())

    shown = read("/")

    assert 'href="/claims/?examined=no&amp;status=unconfirmed">1 claim</a>' in shown
    assert shown.count("No claims yet") == len(Status)


def test_pieces_of_the_bar_fill_it_and_do_not_overlap():
    pieces = home.bar(
        [mark_of("unconfirmed", 1, examined=True), mark_of("disputed", 3, examined=True)]
    )

    assert [(p.mark, p.x, p.width) for p in pieces] == [
        ("unc", "0%", "24.5%"),
        ("dis", "25%", "74.5%"),
    ]


def test_a_draft_is_not_there():
    actions.publish([a_claim("For readers")], by=None, at=NOW)
    a_claim("Not for readers yet", event=an_event("Not yet an event"))

    assert "Not for readers yet" not in words("/")
    assert "Not yet an event" not in words("/")


def test_the_page_is_valid_html():
    at_odds()

    assert mistakes(read("/")) == []
