"""The work list, help, keys and who else is here, in a browser."""

import re

import pytest

from claims import actions
from claims.domain.second_look import Cause
from claims.models.desk.proposal import Proposal
from tests.builders import (
    NOW,
    a_claim,
    a_link,
    a_request,
    a_source,
    a_stance,
    an_editor,
    an_event,
    published,
    some_evidence,
)
from tests.journeys.seen import broken_rules

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def claim(transactional_db):
    editor = an_editor("samira", is_superuser=True)
    an_editor("omar", is_superuser=True, first_name="Omar")
    event = an_event("Attacks across Balochistan", time_zone="Asia/Karachi")
    claim = a_claim(
        "Fourteen were killed at Kalat.",
        event=event,
        claimant=a_source("ISPR"),
        said_at=NOW,
        said_precision="minute",
        assignee=editor,
        handover="The hospital calls back at six.",
    )
    shaken = a_claim("Shaken.", event=event)
    some_evidence(claim, other_claim=shaken, report=None)
    actions.look_again(shaken, cause=Cause.REFUTED, by=None, at=NOW)
    request = a_request(claim, whom=a_source("The Ministry"))
    a_stance(claim, "no_response", source=request.whom, request=request)
    return published(claim)


def log_in(page, live_server, name, address):
    page.goto(f"{live_server.url}/admin/login/?next={address}")
    page.get_by_label("Username:").fill(name)
    page.get_by_label("Password:").fill("correct horse")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{address}")


def heard_by(page):
    heard = []
    page.on("console", lambda told: heard.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda problem: heard.append(str(problem)))
    return heard


@pytest.mark.appearance
def test_the_desks_own_pages_break_no_rule_and_no_width(claim, live_server, page):
    heard = heard_by(page)
    page.emulate_media(reduced_motion="reduce")
    log_in(page, live_server, "samira", "/admin/")
    look, request = claim.second_looks.get(), claim.requests.get()
    found = {}
    for address in (
        "/admin/",
        "/admin/help/",
        f"/admin/claims/secondlook/{look.pk}/change/",
        f"/admin/claims/commentrequest/{request.pk}/reply/",
        "/admin/claims/commentrequest/",
        "/admin/claims/secondlook/",
    ):
        page.goto(live_server.url + address)
        # Axe itself writes styles into the page, which the policy forbids; so ask before it runs.
        assert heard == [], address
        if told := broken_rules(page):
            found[address] = told
        heard.clear()

    assert found == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_no_list_of_the_desk_scrolls_sideways_on_phone_or_laptop(claim, live_server, page, width):
    editor = an_editor("someone.with.a.long.name", first_name="Shahnawaz", last_name="Baloch")
    event = an_event(starts_on=NOW.date(), ends_on=NOW.date(), parent=claim.event, place="Kalat")
    source = a_source(
        "A spokesman of the provincial disaster authority, not named", kind="official"
    )
    a_link(claim, a_claim("Fourteen were not killed at Kalat.", event=event, claimant=source))
    Proposal.objects.create(
        kind="claim",
        uid=claim.uid,
        key=claim.pk,
        page="status",
        eyes="confirmed",
        by=editor,
        at=NOW,
    )
    page.set_viewport_size({"width": width, "height": 844})
    log_in(page, live_server, "samira", "/admin/")
    wide = []

    for kind in (
        *("claims/claim", "claims/source", "claims/report", "claims/event", "claims/figure"),
        *("claims/link", "claims/position", "claims/question", "claims/commentrequest"),
        *("claims/secondlook", "claims/proposal", "claims/errorreport", "claims/auditevent"),
        "auth/user",
    ):
        page.goto(f"{live_server.url}/admin/{kind}/")
        boxes = page.locator("#changelist .results, html")
        if boxes.evaluate_all("all => all.some((one) => one.scrollWidth > one.clientWidth)"):
            wide.append(kind)

    assert wide == []


def test_keys_lead_about_the_desk_but_never_while_typing(claim, live_server, page):
    log_in(page, live_server, "samira", "/admin/")

    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keys").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/admin/claims/claim/")
    page.keyboard.press("/")
    page.keyboard.type("n?gh")

    assert page.locator("#searchbar").input_value() == "n?gh"
    assert page.url.endswith("/admin/claims/claim/")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.wait_for_url("**/admin/help/")


def test_who_opened_it_later_is_seen_without_opening_it_anew(claim, live_server, page, chromium):
    address = f"/admin/claims/claim/{claim.pk}/change/"
    heard = heard_by(page)
    log_in(page, live_server, "samira", address)
    page.get_by_label("Handover note:").fill("Half a sent")
    other = chromium.new_context().new_page()
    log_in(other, live_server, "omar", address)
    # Coming back to the page asks at once; else it asks each minute.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    page.get_by_role("status").get_by_text(re.compile("Omar has this open since")).wait_for()
    assert page.get_by_label("Handover note:").input_value() == "Half a sent"
    other.goto(f"{live_server.url}/admin/")
    other.wait_for_timeout(300)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.get_by_text("Omar has this open").wait_for(state="detached")
    assert heard == []
    other.context.close()


def test_an_answer_is_recorded_in_two_steps_from_the_claim(claim, live_server, page):
    log_in(page, live_server, "samira", f"/admin/claims/claim/{claim.pk}/change/")

    page.get_by_role("link", name="Record reply").click()
    page.get_by_role("radio", name="Denies").check()
    page.get_by_label("Their words:").fill("We deny it.")
    page.get_by_label("Answered:").fill("2024-08-27 18:00")
    page.get_by_role("button", name="Record reply").click()

    page.get_by_text("The answer is recorded.").wait_for()
    assert claim.stances.get().stance == "denies"


# Where the last letter of a link stands, measured from its left end.
LAST = """link => {
  const text = document.createTreeWalker(link, NodeFilter.SHOW_TEXT).nextNode();
  const last = document.createRange();
  const end = text.data.trimEnd().length;
  last.setStart(text, end - 1);
  last.setEnd(text, end);
  return last.getBoundingClientRect().left - link.getBoundingClientRect().left;
}"""


def test_a_sentence_from_right_to_left_ends_on_its_left(claim, live_server, page):
    claim.statement = "هفت نفر در بازار کشته شدند."
    claim.save()
    log_in(page, live_server, "samira", "/admin/claims/claim/")
    page.set_viewport_size({"width": 1600, "height": 900})
    link = page.locator("#result_list").get_by_role("link", name=claim.statement)

    assert link.evaluate(LAST) < 10
    page.goto(f"{live_server.url}/admin/claims/claim/{claim.pk}/status/")
    assert page.locator(".breadcrumbs a").last.evaluate(LAST) < 10
