"""A fire whose dead were counted ten times, settled in a browser by one key."""

import pytest
from django.core.management import call_command
from django.db.models import QuerySet
from django.urls import reverse

from claims.models.desk.event import Event
from claims.models.desk.figure import Figure
from tests.builders import an_editor
from tests.journeys.test_status_change import Hands

pytestmark = pytest.mark.django_db(transaction=True)


def test_ten_counts_of_one_fire_are_one_decision(transactional_db, live_server, page, said):
    an_editor("samira", is_superuser=True)
    call_command("import_dossier", "fixtures/grenfell-2017.json", verbosity=0)
    QuerySet(Figure).filter(measure="killed").update(
        treatment="use", treatment_note="", supersedes=None, repeats=None
    )
    event = Event.objects.get(slug="grenfell-tower-2017-06-14")
    at = reverse("admin:claims_event_reconcile", args=[event.pk])
    page.goto(f"{live_server.url}/admin/login/?next={at}")
    hands = Hands(page)
    hands.type("Username:", "samira")
    hands.type("Password:", "correct horse")
    hands.click("button", "Log in")
    page.get_by_text("1 of 1.").wait_for()

    page.keyboard.press("Enter")

    page.get_by_text("Nothing has to be decided.").wait_for()
    assert said == []
