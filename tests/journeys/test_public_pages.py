"""Every public page in a real browser: accessible, within its width, quiet, and usable bare."""

import pytest

from claims import actions
from claims.domain.status import Status
from claims.domain.vocabulary import Lifecycle
from claims.models.desk.event import Event
from claims.models.record.entry import Entry
from claims.presenters.sharing import HEIGHTS
from tests.builders import (
    NOW,
    TODAY,
    a_citation,
    a_claim,
    a_figure,
    a_link,
    a_party,
    a_position,
    a_report,
    a_source,
    a_stance,
    an_event,
    published,
    some_evidence,
)
from tests.record.test_position_state import an_answer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.appearance]

# Rules of WCAG 2.2 AA and good practice; nothing is switched off.
AXE = {"resultTypes": ["violations"]}
FATES = (Lifecycle.WITHDRAWN, Lifecycle.MISATTRIBUTED, Lifecycle.SUPERSEDED)
SIZES = [(1280, 800), (390, 844), (320, 568)]


@pytest.fixture
def world(transactional_db):
    """A small newsroom: every status's look, a dispute, a long word, words from right to left."""
    event = an_event("Attacks across a province", time_zone="Asia/Karachi")
    army = a_source("The military", short_name="ISPR", kind="military")
    group = a_source("An armed group", kind="armed_group")
    a_party(event, army)
    a_party(event, group)
    fourteen = a_claim(
        "Fourteen security personnel were killed.",
        event=event,
        claimant=army,
        said_at=TODAY,
        said_precision="day",
        slug="ispr-fourteen",
    )
    first = a_figure(fourteen, 12, category="security-forces")
    fourth = a_figure(fourteen, 14, category="security-forces", words="14", supersedes=first)
    a_citation(
        fourteen,
        report=a_report(url="https://example.org/a", published_at=TODAY, published_precision="day"),
        quote="سیکیورٹی اہلکار ہلاک ہوئے",
        language="ur",
        translation="Security personnel were killed.",
        translated_by="the desk",
    )
    a_stance(fourteen, source=group, quote="We deny it.")
    soldiers = a_claim("Over 130 soldiers were killed.", event=event, claimant=group)
    many = a_figure(soldiers, 130, qualifier="more_than", category="soldiers")
    total = a_figure(soldiers, 144, category="all")
    directorate = a_source(
        "The General Directorate of the Armed Forces for Relations with the Press"
    )
    long = a_claim("W" * 200, event=event, claimant=directorate)
    evidence = [some_evidence(fourteen), some_evidence(fourteen)]
    for claim in (fourteen, soldiers, long):
        published(claim)
    actions.publish([a_link(fourteen, soldiers)], by=None, at=NOW)
    an_answer(event, [fourth, many], severity=4, kind="part_exceeds_whole")
    an_answer(event, [total, fourth, many], severity=1, kind="add_up_match")
    actions.publish([a_position(event, dissent="The group says more.")], by=None, at=NOW)
    before = Entry.objects.latest("pk").pk
    actions.change_status(
        fourteen,
        to=Status.CONFIRMED,
        reason="Two who know separately say so.",
        evidence=evidence,
        by=None,
        at=NOW,
    )
    return {
        "/": None,
        "/events/": None,
        f"/events/{event.slug}/": None,
        f"/events/{event.slug}/figures/": None,
        "/claims/": None,
        "/claims/?q=nothing-like-it": None,
        "/claims/ispr-fourteen/": None,
        f"/claims/ispr-fourteen/?as_of={before}": None,
        "/embed/claims/ispr-fourteen/": None,
        f"/embed/events/{event.slug}/": None,
        "/report-an-error/": None,
        "/sources/": None,
        f"/sources/{army.slug}/": None,
        "/changes/": None,
        "/methodology/": None,
        "/no-such-page/": None,
    }


def test_no_page_breaks_a_rule_of_accessibility(world, live_server, page):
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for path in world:
            page.goto(live_server.url + path)
            report = axe.run(page, options=AXE)
            if report.violations_count:
                found[path, scheme] = [v["id"] for v in report.response["violations"]]

    assert found == {}


def test_no_page_is_wider_than_the_screen(world, live_server, page):
    wide = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for path in world:
            page.goto(live_server.url + path)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((path, width))

    assert wide == []


def cards_of_every_fate(event):
    """Addresses of cards, with words as long as they come, by what became of the claim."""
    statement = (
        "The army, the police and the corps said that twenty-one militants were killed. " * 2
    )
    source = a_source("The General Directorate of the Armed Forces for Relations with the Press")
    claims = {
        name: published(a_claim(statement, claimant=source, event=event, slug=f"it-is-{name}"))
        for name in ("current", "retracted", "withheld", *FATES)
    }
    for fate in FATES:
        claims[fate].lifecycle = fate
        claims[fate].save()
        actions.publish([claims[fate]], note="So it is.", by=None, at=NOW)
    actions.retract(claims["retracted"], reason=statement, by=None, at=NOW)
    actions.suppress(claims["withheld"], grounds="danger", reason="A name.", by=None, at=NOW)
    return [f"/embed/claims/it-is-{name}/" for name in claims]


def test_a_card_fits_the_height_it_was_copied_with_whatever_became_of_the_claim(
    world, live_server, page
):
    event = Event.objects.get()
    cards = dict.fromkeys(cards_of_every_fate(event), HEIGHTS["claim"])
    cards[f"/embed/events/{event.slug}/"] = HEIGHTS["ours"]

    too_small = []
    for path, height in cards.items():
        page.set_viewport_size({"width": 220, "height": height})
        page.goto(live_server.url + path)
        for width in (220, 320, 390, 560):
            page.set_viewport_size({"width": width, "height": height})
            root = "document.documentElement"
            needed = page.evaluate(f"[{root}.scrollWidth, {root}.scrollHeight]")
            if needed[0] > width or needed[1] > height:
                too_small.append((path, width, needed))

    assert too_small == []


def test_larger_text_still_fits(world, live_server, page):
    page.set_viewport_size({"width": 640, "height": 800})
    wide = []
    for path in world:
        page.goto(live_server.url + path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if page.evaluate("document.documentElement.scrollWidth") > 640:
            wide.append(path)

    assert wide == []


def test_pages_need_no_script_no_cookie_and_offend_no_policy(world, live_server, page):
    said = []
    page.on("console", lambda message: said.append((page.url, message.text)))
    for path in world:
        page.goto(live_server.url + path)

        assert page.locator("script:not([type='application/ld+json'])").count() == 0, path
        assert page.locator("h1").count() == 1, path

    assert page.context.cookies() == []
    # A browser itself remarks on an answer of 404; nothing else may be said.
    assert [s for s in said if "404" not in s[1]] == []


def test_a_keyboard_reaches_the_content_and_a_claim(world, live_server, page):
    page.goto(live_server.url + "/claims/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Fourteen security personnel were killed").first.focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/claims/ispr-fourteen/")


def test_a_page_read_from_right_to_left_fits_too(world, live_server, page):
    page.set_viewport_size({"width": 390, "height": 844})
    wide = []
    for path in world:
        page.goto(live_server.url + path)
        page.evaluate("document.documentElement.dir = 'rtl'")
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            wide.append(path)

    assert wide == []


def test_print_shows_the_claim_and_leaves_the_menu_out(world, live_server, page):
    page.goto(live_server.url + "/claims/ispr-fourteen/")
    page.emulate_media(media="print")

    assert page.get_by_role("heading", level=1).is_visible()
    assert not page.get_by_role("navigation", name="Main").is_visible()
