"""Two editors in two browsers at one thing; and the pages of housekeeping, as they are used."""

import re

import pytest

from claims import actions
from claims.models.desk.claim import Claim
from tests.builders import (
    NOW,
    a_citation,
    a_claim,
    a_figure,
    a_source,
    an_editor,
    an_event,
    published,
)
from tests.journeys.seen import broken_rules

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}
REASON = "Both are the statement of the evening of 26 August."


@pytest.fixture
def claim(transactional_db):
    an_editor("anna", is_superuser=True)
    an_editor("bilal", is_superuser=True, first_name="Bilal", last_name="Khan")
    event = an_event("Attacks across Balochistan", time_zone="Asia/Karachi")
    claim = a_claim("Ten were killed at Kalat.", event=event, claimant=a_source("ISPR"))
    a_figure(claim, 10, words="ten")
    claim.save()
    return published(claim)


def save(page):
    page.get_by_role("button", name="Save and continue editing").first.click()


def at(live_server, claim, name="change"):
    return f"{live_server.url}/admin/claims/claim/{claim.pk}/{name}/"


@pytest.mark.parametrize("more", [{}, {"java_script_enabled": False, "viewport": PHONE}])
def test_two_editors_change_one_sentence_and_the_second_chooses(claim, live_server, desks, more):
    anna, bilal = desks("anna", **more), desks("bilal")
    for page in (anna, bilal):
        page.goto(at(live_server, claim))
    bilal.get_by_label("Statement:").fill("Eleven were killed at Kalat.")
    bilal.get_by_label("Short:").fill("Eleven at Kalat")
    save(bilal)
    bilal.get_by_text("was changed successfully").wait_for()

    anna.get_by_label("Statement:").fill("Twelve were killed at Kalat.")
    save(anna)
    asked = anna.get_by_role("region", name="Somebody else saved this while you had it open")
    asked.get_by_text("Bilal Khan changed this at").wait_for()
    both = asked.get_by_role("group", name="Statement")
    assert "Ten were killed at Kalat." in both.inner_text()
    assert anna.get_by_label("Statement:").input_value() == "Twelve were killed at Kalat."
    assert anna.get_by_label("Short:").input_value() == "Eleven at Kalat"
    both.get_by_role("radio", name="Mine").check()
    save(anna)

    anna.get_by_text("was changed successfully").wait_for()
    found = Claim.objects.get()
    assert (found.statement, found.short) == ("Twelve were killed at Kalat.", "Eleven at Kalat")


def test_a_status_decided_in_the_other_window_lets_the_text_through(claim, live_server, desks):
    anna, bilal = desks("anna"), desks("bilal")
    anna.goto(at(live_server, claim))
    bilal.goto(at(live_server, claim, "status"))
    bilal.get_by_role("radio", name=re.compile("^Unverifiable")).check()
    bilal.get_by_label("Reason:", exact=True).fill(
        "We asked all four hospitals. None keeps a list."
    )
    bilal.get_by_role("button", name="Preview").click()
    bilal.get_by_role("button", name="Confirm this status").click()
    bilal.get_by_text("Readers now see this claim as unverifiable").wait_for()

    anna.get_by_label("Short:").fill("Ten at Kalat")
    save(anna)

    anna.get_by_text(
        "Bilal Khan changed the status from “Unconfirmed” to “Unverifiable”"
    ).wait_for()
    found = Claim.objects.get()
    assert (found.short, found.status) == ("Ten at Kalat", "unverifiable")


def test_the_reason_typed_is_kept_when_the_other_edits_the_claim(claim, live_server, desks):
    anna, bilal = desks("anna"), desks("bilal")
    anna.goto(at(live_server, claim, "status"))
    bilal.goto(at(live_server, claim))
    bilal.get_by_label("Short:").fill("Ten at Kalat")
    save(bilal)
    bilal.get_by_text("was changed successfully").wait_for()

    anna.get_by_role("radio", name=re.compile("^Unverifiable")).check()
    anna.get_by_label("Reason:", exact=True).fill("We asked all four hospitals. None keeps a list.")
    anna.get_by_role("button", name="Preview").click()

    anna.get_by_text("Bilal Khan changed this at").wait_for()
    assert "None keeps a list" in anna.get_by_label("Reason:", exact=True).input_value()
    anna.get_by_role("button", name="Preview").click()
    anna.get_by_role("button", name="Confirm this status").click()
    anna.get_by_text("Readers now see this claim as unverifiable").wait_for()


@pytest.fixture
def twin(claim):
    twin = a_claim("10 were killed at Kalat.", event=claim.event, claimant=claim.claimant)
    a_citation(twin, quote="ten were killed")
    return published(twin)


def choose(page, label, name):
    page.get_by_role("combobox", name=label).click()
    page.locator("input.select2-search__field").fill(name)
    page.get_by_role("option", name=name).first.click()


def test_two_claims_become_one_are_published_and_readers_are_led_on(
    claim, twin, live_server, desks
):
    page = desks("anna")
    page.goto(at(live_server, twin))
    page.get_by_text("Keep house").click()
    page.get_by_role("link", name="Merge into another").click()
    page.locator(".select2-selection").click()
    page.locator("input.select2-search__field").fill("Ten were")
    page.get_by_role("option", name="Ten were killed at Kalat.").click()
    page.get_by_label("Why they are one:").fill(REASON)
    page.get_by_role("button", name="Preview").click()
    page.get_by_text("On the desk; readers see it once it is published").wait_for()
    page.get_by_role("button", name="Merge the two").click()

    page.get_by_label("Note to readers:").fill("One statement, recorded twice.")
    page.get_by_role("button", name="Publish all of it").click()
    page.get_by_text("Readers now see all of it.").wait_for()

    page.goto(f"{live_server.url}/claims/{twin.slug}/")
    page.get_by_role("main").get_by_role("link", name="Ten were killed at Kalat.").click()
    page.get_by_text("“ten were killed”").wait_for()


@pytest.mark.appearance
@pytest.mark.parametrize("name", ["together", "merge", "fate", "move", "back", "several", "place"])
def test_pages_of_housekeeping_break_no_rule_and_no_width(claim, twin, live_server, desks, name):
    page = desks("anna")
    opened_for_axe(page, live_server, claim, twin, name)

    assert broken_rules(page) == {}


def opened_for_axe(page, live_server, claim, twin, name):
    of_event = f"{live_server.url}/admin/claims/event/{claim.event.pk}/{name}/"
    if name == "together":
        page.goto(at(live_server, claim))
        Claim.objects.get(pk=claim.pk).save()
        now = Claim.objects.get(pk=claim.pk)
        now.statement = "Eleven were killed at Kalat."
        now.save()
        page.get_by_label("Statement:").fill("Twelve were killed at Kalat.")
        save(page)
        page.get_by_role("radio", name="Mine").wait_for()
    elif name in ("several", "place"):
        page.goto(of_event)
    else:
        page.goto(at(live_server, claim, name))
    if name == "merge":
        actions.merge(twin, into=claim, reason=REASON, by=None, at=NOW)
        page.goto(at(live_server, twin, "unmerge"))
    if name in ("merge", "back"):
        page.get_by_role("button", name="Preview").click()
