"""The front page: what changed, what does not agree, where everything stands."""

import re
from datetime import UTC, datetime

import pytest

from claims import actions
from claims.domain.status import Status
from claims.domain.vocabulary import Lifecycle
from claims.models.desk.claim import Claim
from claims.models.desk.event import Category, Measure
from claims.pages import home
from claims.presenters.status import mark_of
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_link,
    a_party,
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


FIRST, SECOND = datetime(2024, 8, 26, tzinfo=UTC), datetime(2024, 8, 28, tzinfo=UTC)


def odds(event, number, another, ours=None, theirs=None, claimants=None, **both):
    """Two numbers that an editor says contradict each other, each with its own circumstances."""
    who = claimants or (a_source("One"), a_source("Other"))
    claims = [a_claim(event=event, claimant=source) for source in who]
    a_figure(claims[0], number, **both, **(ours or {}))
    a_figure(claims[1], another, **both, **(theirs or {}))
    for claim in claims:
        published(claim)
    published(a_link(*claims, "contradicts", state="confirmed"))


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


def test_open_conflicts_speak_of_an_own_measure_as_the_page_of_the_event_does():
    event = an_event()
    Measure(
        event=event, slug="firing", name="minutes of firing", one="minute of firing passed",
        many="minutes of firing passed",
    ).save()  # fmt: skip
    Category(event=event, slug="air-strike", name="Air strike", position=9).save()
    of = {"measure": "firing", "category": "air-strike"}
    odds(event, 29, 67, **of)

    shown = words("/")

    assert "29 minutes of firing (Air strike) One" in shown
    assert "67 minutes of firing (Air strike) Other" in shown


@pytest.mark.parametrize(
    ("category", "said"),
    [
        ("all", "5 people killed One"),
        ("everyone-else", "5 people killed, not counting attackers One"),
        ("soldiers", "5 soldiers killed One"),
    ],
)
def test_open_conflicts_say_who_is_counted_as_findings_do(category, said):
    odds(an_event(), 5, 4, category=category)

    assert said in words("/")


@pytest.mark.parametrize(
    ("ours", "theirs", "is_open"),
    [
        ({}, {}, True),
        ({"as_of_at": FIRST}, {"as_of_at": SECOND}, False),
        ({"as_of_at": SECOND}, {"as_of_at": FIRST}, True),
        ({"as_of_at": FIRST}, {"as_of_at": FIRST}, True),
        ({"as_of_at": FIRST, "final": True}, {"as_of_at": SECOND}, True),
        ({"as_of_at": FIRST, "qualifier": "at_least"}, {"as_of_at": SECOND}, True),
        ({"as_of_at": SECOND, "measure": "missing"}, {"as_of_at": FIRST}, False),
    ],
)
def test_a_count_that_a_later_one_overtook_is_in_no_open_conflict(ours, theirs, is_open):
    day = {"as_of_precision": "day", "measure": ours.get("measure", "killed")}
    dated = [{**day, **one} if "as_of_at" in one else one for one in (ours, theirs)]
    odds(an_event(), 4, 5, ours=dated[0], theirs=dated[1])

    assert ("Open conflicts" in words("/")) is is_open


def test_time_explains_nothing_between_parties_that_oppose_each_other():
    event = an_event()
    one, other = a_source("One"), a_source("Other")
    a_party(event, one)
    a_party(event, other)
    dated = {"as_of_precision": "day"}
    odds(
        event,
        4,
        5,
        ours={**dated, "as_of_at": FIRST},
        theirs={**dated, "as_of_at": SECOND},
        claimants=(one, other),
    )

    assert "Open conflicts" in words("/")


def test_who_repeats_the_count_of_another_is_in_no_open_conflict():
    event = an_event()
    police = a_claim("The police count four.", event=event)
    counted = a_figure(police, 4)
    published(police)
    odds(event, 4, 5, ours={"repeats": counted})

    assert "Open conflicts" not in words("/")


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
