"""An editor decides about a raid's figures in a browser: by clicks, by keys, without a script."""

import pytest
from django.urls import reverse

from claims.models.desk.decision import Decision
from claims.models.desk.position import FindingAnswer, Position
from tests.builders import an_editor, published
from tests.clash import WHY, Raid
from tests.clash import said as said_by
from tests.journeys.seen import broken_rules
from tests.journeys.test_status_change import Hands

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def raid(transactional_db):
    an_editor("samira", is_superuser=True)
    found = Raid()
    found.nine = said_by(found.north, 9, "Radio", key="radio-9")
    for figure in (found.six, found.five, found.ten, found.nine):
        published(figure.claim)
    return found


def open_bench(page, live_server, raid):
    at = reverse("admin:claims_event_reconcile", args=[raid.event.pk])
    page.goto(f"{live_server.url}/admin/login/?next={at}")
    hands = Hands(page)
    hands.type("Username:", "samira")
    hands.type("Password:", "correct horse")
    hands.click("button", "Sign in")
    page.get_by_text("1 of 2. North, everyone except attackers: 6 to 9").wait_for()


def fill_in_ours(page, raid):
    page.get_by_text("more could be used").click()
    page.locator(f"[name=use-{raid.six.pk}]").check()
    page.locator(f"[name=use-{raid.five.pk}]").check()
    page.get_by_text("These allow 11 or more").wait_for()
    page.get_by_label("Low").fill("11")
    page.locator("[name=our-rationale]").fill(WHY)
    page.get_by_text("at least 11 people").first.wait_for()


def test_decided_by_keys_and_published_with_one_preview(raid, live_server, page, said):
    open_bench(page, live_server, raid)
    why = page.get_by_label("Why (readers see it)")

    page.locator("#card input[value=north-6]").check()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="6 stands").wait_for()
    why.fill("The hospital counted.")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.get_by_text("Decided: one count stands.").wait_for()
    why.fill("The mayor left South out.")
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    page.get_by_text("Nothing has to be decided.").wait_for()
    assert list(Decision.objects.order_by("pk").values_list("option", flat=True)) == [
        "stands",
        "leave_out",
    ]

    fill_in_ours(page, raid)
    page.get_by_role("button", name="Look, then publish").click()
    page.get_by_label("Note to readers:").fill("We say why the mayor's count is left out.")
    page.get_by_role("button", name="Publish all of it").click()
    page.get_by_text("Readers now see").wait_for()
    assert Position.objects.get().publication == "published"
    assert said == []


def test_what_is_typed_of_our_figure_outlives_a_decision_and_its_undoing(
    raid, live_server, page, said
):
    open_bench(page, live_server, raid)
    page.locator("[name=our-rationale]").fill("Half a thought")
    page.keyboard.press("Escape")

    page.get_by_label("Why (readers see it)").fill("Both counted.")
    page.get_by_role("button", name="Keep the range 6 to 9").click()
    page.get_by_text("Decided: a range stands.").wait_for()
    page.keyboard.press("u")
    page.get_by_text("Undone").wait_for()

    assert page.locator("[name=our-rationale]").input_value() == "Half a thought"
    assert not Decision.objects.all().standing().exists()
    assert said == []


def test_a_fold_is_worked_out_when_it_is_opened(raid, live_server, page, said):
    open_bench(page, live_server, raid)
    page.get_by_text("What cannot all be true, one by one").click()
    page.locator("#fold-clashes summary", has_text="Answer").first.click()
    page.get_by_label("Reason", exact=True).first.fill("The mayor left South out.")

    page.get_by_role("button", name="Explained").first.click()

    page.get_by_text("Answered: explained.").wait_for()
    assert FindingAnswer.objects.get().reason == "The mayor left South out."
    assert said == []


def test_without_a_script_the_buttons_do_the_same(raid, live_server, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    open_bench(page, live_server, raid)

    page.locator("#card input[value=radio-9]").check()
    page.get_by_label("Why (readers see it)").fill("The radio counted last.")
    page.get_by_role("button", name="The marked one stands").click()
    page.get_by_text("Decided: one count stands.").wait_for()
    page.get_by_text("All 4 figures").click()
    page.get_by_role("link", name="Open it").first.click()

    assert page.get_by_label("Why: City Hospital, 6").input_value() == "The radio counted last."
    context.close()


@pytest.mark.appearance
def test_the_workbench_breaks_no_rule_and_no_width(raid, live_server, page, said):
    raid.ten.readings.create(event=raid.north)
    open_bench(page, live_server, raid)
    page.get_by_label("Low").fill("11")
    for summary in page.locator("#bench > .workbench summary").all():
        if summary.is_visible():
            summary.click()
    page.get_by_role("button", name="Save the table").wait_for()
    page.get_by_text("Search stopped.").or_(page.get_by_text("Nothing waits.")).first.wait_for()
    assert said == []

    assert broken_rules(page) == {}
