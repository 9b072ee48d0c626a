"""Every kind of public page in a real browser: accessible, within its width, quiet, usable bare.

One walk looks at all of it on each page, for what takes long is to open one.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

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
    a_question,
    a_report,
    a_source,
    a_stance,
    an_event,
    published,
    some_evidence,
)
from tests.record.test_position_state import an_answer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.appearance]

# Rules of WCAG 2.2 AA and good practice; nothing is switched off, and the size of targets is on.
AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# Cells of tables whose words are broken into a column of letters.
SQUEEZED = """[...document.querySelectorAll("main :is(th, td)")]
    .filter(it => it.innerText.length > 9 && it.getClientRects().length && !it.closest(".vh")
        && it.clientWidth < 3 * parseFloat(getComputedStyle(it).fontSize)
        && !(it.closest("thead") && it.closest("thead").clientWidth < 9))
    .map(it => it.innerText.slice(0, 40))"""
FATES = (Lifecycle.WITHDRAWN, Lifecycle.MISATTRIBUTED, Lifecycle.SUPERSEDED)


@pytest.fixture
def world(transactional_db):
    """A small newsroom: every status's look, a dispute, a long word, words from right to left."""
    event = an_event("Attacks across a province", time_zone="Asia/Karachi")
    army, group, fourteen, soldiers = a_dispute(event)
    directorate = a_source(
        "The General Directorate of the Armed Forces for Relations with the Press"
    )
    long = a_claim("W" * 200, event=event, claimant=directorate)
    a_figure(soldiers, 9, measure="injured")
    short = [a_claim(f"{many} fled.", event=event) for many in ("Ten", "Six")]
    evidence = [some_evidence(fourteen), some_evidence(fourteen)]
    for claim in (fourteen, soldiers, long, *short):
        published(claim)
    actions.publish([a_link(fourteen, soldiers)], by=None, at=NOW)
    (fourth,) = fourteen.figures.filter(value=14)
    many, total = soldiers.figures.order_by("pk")[:2]
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
    answers = [("yes", "Yes", [fourteen]), ("no", "No", [soldiers])]
    question = published(a_question(event=event, answers=answers))
    plain = dict.fromkeys(without_a_status(event, army, group, question, before), "")
    words = {"current": "Unconfirmed", "withheld": "A claim that was withheld"}
    fates = {slug: words.get(slug, slug.capitalize()) for slug in claims_of_every_fate(event)}
    return {
        **plain,
        "/claims/ispr-fourteen/": "Confirmed",
        f"/claims/ispr-fourteen/?as_of={before}": "Unconfirmed",
        "/embed/claims/ispr-fourteen/": "Confirmed",
        "/embed/claims/it-is-retracted/": "Retracted",
        **{f"/claims/it-is-{slug}/": first for slug, first in fates.items()},
    }


def a_dispute(event):
    """Two claims that contradict each other by numbers, and who made them."""
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
    a_figure(fourteen, 14, category="security-forces", words="14", supersedes=first)
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
    a_figure(soldiers, 130, qualifier="more_than", category="soldiers")
    a_figure(soldiers, 144, category="all")
    return army, group, fourteen, soldiers


def without_a_status(event, army, group, question, before):
    """A page of every kind whose heading says of nothing where it stands."""
    return (
        "/",
        f"/?as_of={before}",
        "/events/",
        f"/events/{event.slug}/",
        f"/events/{event.slug}/figures/",
        f"/embed/events/{event.slug}/",
        "/claims/",
        "/claims/?q=how+many+were+killed",
        "/claims/?q=nothing-like-it",
        "/claims/?status=nonsense",
        "/questions/",
        f"/questions/{question.slug}/",
        f"/embed/questions/{question.slug}/",
        "/sources/",
        f"/sources/{army.slug}/",
        f"/sources/{group.slug}/",
        "/changes/",
        "/corrections/",
        "/about/",
        "/methodology/",
        "/report-an-error/",
        "/report-an-error/thanks/",
        "/checkpoints/",
        "/docs/readers/",
        "/api/docs/",
        "/no-such-page/",
    )


def test_every_kind_of_page_is_open_to_everybody(world, live_server, page):
    said = []
    page.on("console", lambda message: said.append(message.text))

    faults = {}
    for path, first in world.items():
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(live_server.url + path)
        # A browser itself remarks on an answer of 404 or 400; nothing else may be said.
        told = [text for text in said if "status of 40" not in text]
        said.clear()
        if found := [*told, *bare(page, first), *broken_rules(page), *too_wide(page)]:
            faults[path] = found

    assert faults == {}
    assert page.context.cookies() == []


def bare(page, first):
    """What is not as plain as it should be; the heading alone says how a claim stands."""
    if page.locator("script:not([type='application/ld+json'])").count():
        yield "a script"
    if page.locator("h1").count() != 1:
        yield "no one heading"
    elif not page.locator("h1").text_content().strip().startswith(first):
        yield f"the heading does not begin with {first}"


def broken_rules(page):
    axe = Axe()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        report = axe.run(page, options=AXE)
        for found in report.response["violations"]:
            yield scheme, found["id"], found["nodes"][0]["html"][:160]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")


def too_wide(page):
    """On small screens, read from right to left, and with letters of twice the size."""
    root = "document.documentElement"
    for width, changed, back in (
        (1280, "", ""),
        (390, "", ""),
        (320, "", ""),
        (390, f"{root}.dir = 'rtl'", f"{root}.dir = ''"),
        (390, f"{root}.style.fontSize = '200%'", f"{root}.style.fontSize = ''"),
    ):
        page.set_viewport_size({"width": width, "height": 844})
        page.evaluate(changed or "0")
        needed = page.evaluate(f"{root}.scrollWidth")
        squeezed = page.evaluate(SQUEEZED)
        page.evaluate(back or "0")
        if needed > width:
            yield f"{needed} px wide on {width}, {changed}"
        if squeezed:
            yield f"words squeezed on {width}, {changed}: {squeezed}"


def claims_of_every_fate(event):
    """What became of the claim at the address “it-is-…”, with words as long as they come."""
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
    return list(claims)


def test_a_card_fits_the_height_it_was_copied_with_whatever_became_of_the_claim(
    world, live_server, page
):
    event = Event.objects.get()
    fates = ("current", "retracted", "withheld", *FATES)
    cards = dict.fromkeys((f"/embed/claims/it-is-{name}/" for name in fates), HEIGHTS["claim"])
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


def test_the_first_claim_found_stands_on_the_first_screen_of_a_phone(world, live_server, page):
    page.set_viewport_size({"width": 390, "height": 844})
    below = {}
    for asked in ("", "?q=how+many+were+killed", "?q=how+many+were+kiled&status=confirmed"):
        page.goto(f"{live_server.url}/claims/{asked}")
        first = page.locator("main ol.rows > li a").first.bounding_box()
        if first["y"] + first["height"] > 844:
            below[asked] = first

    assert below == {}


def test_a_keyboard_reaches_the_content_and_a_claim(world, live_server, page):
    page.goto(live_server.url + "/claims/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Fourteen security personnel were killed").first.focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/claims/ispr-fourteen/")


def test_print_shows_the_claim_with_addresses_and_leaves_the_menu_out(world, live_server, page):
    page.goto(live_server.url + "/claims/ispr-fourteen/")
    page.emulate_media(media="print")

    assert page.get_by_role("heading", level=1).is_visible()
    assert not page.get_by_role("navigation", name="Main").is_visible()
    report = page.locator("a[href='https://example.org/a']").first
    printed = report.evaluate("it => getComputedStyle(it, '::after').content")
    assert "https://example.org/a" in printed
