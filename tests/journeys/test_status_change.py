"""A claim is confirmed, as an editor does it in a browser and a reader then sees it."""

import re

import pytest

from tests.builders import a_claim, a_source, an_editor, an_event, published, some_evidence
from tests.journeys.seen import broken_rules

pytestmark = pytest.mark.django_db(transaction=True)

REASON = "A hospital and a rescue service each counted fourteen; we have seen both lists."
# From the log-in page to the changed status: what an editor clicks, ticks and types.
MOST_INTERACTIONS = 11


class Hands:
    """Does what an editor does, and counts it."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def type(self, label, text):
        self.page.get_by_label(label, exact=True).fill(text)
        self.count += 1

    def click(self, role, name, **more):
        self.page.get_by_role(role, name=name, **more).first.click()
        self.count += 1

    def tick(self, role, name):
        self.page.get_by_role(role, name=name).check()
        self.count += 1


@pytest.fixture
def claim(transactional_db):
    event = an_event("Attacks across Balochistan", time_zone="Asia/Karachi")
    claim = a_claim("Fourteen were killed at Kalat.", event=event, claimant=a_source("ISPR"))
    for name in ("hospital-list", "rescue-log"):
        some_evidence(claim, key=name, originator=a_source(f"The {name}"))
    an_editor("samira", is_superuser=True)
    return published(claim)


def log_in(hands, live_server, address):
    hands.page.goto(f"{live_server.url}/admin/login/?next={address}")
    hands.type("Username:", "samira")
    hands.type("Password:", "correct horse")
    hands.click("button", "Sign in")
    hands.page.wait_for_url(f"**{address}")


def confirm_it(hands):
    """From the claim on the desk to the message that readers see it."""
    hands.click("link", "Change status")
    hands.tick("checkbox", "hospital-list")
    hands.tick("checkbox", "rescue-log")
    hands.tick("radio", re.compile("^Confirmed"))
    hands.type("Reason:", REASON)
    hands.click("button", "Preview")
    seen = hands.page.get_by_role("region", name="What readers will see")
    seen.get_by_text(REASON).first.wait_for()
    hands.click("button", "Confirm this status")


def test_an_editor_confirms_a_claim_and_readers_see_it(claim, live_server, page, said):
    hands = Hands(page)
    log_in(hands, live_server, f"/admin/claims/claim/{claim.pk}/change/")

    confirm_it(hands)
    page.get_by_text("Readers now see this claim as confirmed.").wait_for()
    assert hands.count <= MOST_INTERACTIONS

    page.get_by_role("link", name="See it on the site").click()
    page.wait_for_url(f"**/claims/{claim.slug}/")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Confirmed")
    history = page.locator("section", has=page.get_by_role("heading", name="History"))
    newest = history.get_by_role("listitem").first.inner_text()
    assert "Unconfirmed" in newest
    assert "Confirmed" in newest
    assert REASON in newest
    assert [told for told in said if "404" not in told] == []


def test_it_works_without_javascript(claim, live_server, chromium):
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    hands = Hands(page)
    log_in(hands, live_server, f"/admin/claims/claim/{claim.pk}/change/")

    confirm_it(hands)

    page.get_by_text("Readers now see this claim as confirmed.").wait_for()
    context.close()


def test_ticks_made_before_the_script_is_there_are_weighed_too(claim, live_server, page):
    late = []
    log_in(Hands(page), live_server, "/admin/")
    page.route("**/claims/status*.js", lambda route: late.append(route))
    page.goto(f"{live_server.url}/admin/claims/claim/{claim.pk}/status/", wait_until="commit")
    page.get_by_role("checkbox", name="hospital-list").check()
    told = page.locator("#tallies")
    assert "Ticked for the claim: 0 pieces" in told.inner_text()

    late[0].continue_()

    told.get_by_text("1 piece that counts").wait_for()


def test_it_works_by_keyboard_alone(claim, live_server, page):
    hands = Hands(page)
    log_in(hands, live_server, f"/admin/claims/claim/{claim.pk}/status/")
    press = page.keyboard.press

    page.locator("#evidence-1").focus()
    press("Space")
    press("Tab")
    press("Space")
    # Past what adds a piece; the ticks are weighed as they are made.
    for _ in range(2):
        press("Tab")
    for _ in range(2):
        press("ArrowDown")
    press("Tab")
    page.keyboard.type(REASON)
    for _ in range(2):
        press("Tab")
    press("Enter")
    page.get_by_role("region", name="What readers will see").wait_for()
    page.get_by_role("button", name="Confirm this status").focus()
    press("Enter")

    page.get_by_text("Readers now see this claim as ").wait_for()


@pytest.mark.appearance
@pytest.mark.parametrize("name", ["status", "publish", "retract", "suppress"])
def test_pages_of_decision_break_no_rule_and_no_width(claim, live_server, page, name, said):
    log_in(Hands(page), live_server, f"/admin/claims/claim/{claim.pk}/{name}/")
    if name in ("status", "retract"):
        page.get_by_label("Reason:", exact=True).fill(REASON)
    if name == "status":
        page.get_by_role("radio", name=re.compile("^Unverifiable")).check()
    if name != "publish":
        with page.expect_navigation():
            page.get_by_role("button", name=re.compile("Preview|Remove")).click()

    # Axe itself writes styles into the page, which the policy forbids; so ask before it runs.
    assert [told for told in said if "404" not in told] == []
    assert broken_rules(page) == {}
