"""An editor reconciles a raid's figures in a browser, with its script and without."""

import re

import pytest
from django.urls import reverse

from claims.models.desk.figure import Figure
from claims.models.desk.position import FindingAnswer, Position
from tests.builders import an_editor, published
from tests.clash import WHY, Raid
from tests.journeys.seen import broken_rules
from tests.journeys.test_status_change import Hands

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def raid(transactional_db):
    an_editor("samira", is_superuser=True)
    found = Raid()
    for figure in (found.six, found.five, found.ten):
        published(figure.claim)
    return found


def open_bench(page, live_server, raid):
    at = reverse("admin:claims_event_reconcile", args=[raid.event.pk])
    page.goto(f"{live_server.url}/admin/login/?next={at}")
    hands = Hands(page)
    hands.type("Username:", "samira")
    hands.type("Password:", "correct horse")
    hands.click("button", "Log in")
    page.get_by_role("heading", name="What these choices give").wait_for()


def leave_out_the_mayor(page):
    page.get_by_label("Treat as: Mayor, 10").select_option("Leave out")
    page.get_by_label("Why: Mayor, 10").fill("He left South out.")


def test_choices_are_worked_out_as_they_change_and_the_position_is_published(
    raid, live_server, page, said
):
    open_bench(page, live_server, raid)
    asked = []
    page.on("request", lambda request: asked.append(request.method))
    page.get_by_text("No number is possible").wait_for()
    page.get_by_role("button", name="Recompute").wait_for(state="hidden")
    assert "POST" not in asked

    leave_out_the_mayor(page)
    page.get_by_text("11 or more is possible").wait_for()
    assert not Figure.objects.exclude(treatment="use").exists()

    page.get_by_label("In our figure: City Hospital, 6").check()
    page.get_by_label("In our figure: Wire Agency, at least 5").check()
    page.get_by_text("2 independent originators").wait_for()
    page.get_by_label("Low:").fill("11")
    page.get_by_label("Rationale:").fill(WHY)
    page.get_by_text(re.compile("[Aa]t least 11 people")).first.wait_for()

    page.get_by_role("button", name="Save and look at publication").click()
    page.get_by_label("Note to readers:").fill("We say why the mayor's count is left out.")
    page.get_by_role("button", name="Publish all of it").click()
    page.get_by_text("Readers now see").wait_for()
    assert Position.objects.get().publication == "published"
    assert said == []


def test_what_was_typed_before_the_script_came_counts(raid, live_server, page, said):
    held = []
    page.route("**/workbench*.js", lambda route: held.append(route))
    open_bench(page, live_server, raid)
    page.get_by_label("Low:").fill("11")

    held[0].continue_()

    page.get_by_text("At least 11 people were killed").wait_for()
    assert said == []


def test_a_finding_is_answered_while_something_else_is_being_typed(raid, live_server, page, said):
    open_bench(page, live_server, raid)
    page.get_by_label("Rationale:").fill("Half a thought")
    page.get_by_text("Answer", exact=False).and_(page.locator("summary")).first.click()
    page.get_by_label("Reason", exact=True).first.fill("The mayor left South out.")

    page.get_by_role("button", name="Explained").first.click()

    page.get_by_text("Answered: explained.").wait_for()
    assert page.get_by_label("Rationale:").input_value() == "Half a thought"
    assert FindingAnswer.objects.get().reason == "The mayor left South out."
    assert said == []


def test_without_a_script_a_button_does_the_same(raid, live_server, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    open_bench(page, live_server, raid)

    leave_out_the_mayor(page)
    page.get_by_role("button", name="Recompute").click()

    page.get_by_text("11 or more is possible").wait_for()
    assert page.get_by_label("Why: Mayor, 10").input_value() == "He left South out."
    assert not Figure.objects.exclude(treatment="use").exists()
    context.close()


@pytest.mark.appearance
def test_the_workbench_breaks_no_rule_and_no_width(raid, live_server, page, said):
    raid.ten.readings.create(event=raid.north)
    open_bench(page, live_server, raid)
    page.get_by_label("Low:").fill("11")
    page.get_by_text("At least 11 people were killed").wait_for()
    for summary in page.locator(".wb summary").all():
        if summary.is_visible():
            summary.click()
    assert said == []

    assert broken_rules(page) == {}
