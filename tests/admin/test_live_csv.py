"""A story's sheet as a table at a secret address, until the secret is withdrawn."""

import csv
import io
import re

import pytest

from claims.models.desk.live_table import LiveTable
from tests.admin.desk import at_the_desk, who, words
from tests.builders import a_claim, a_figure, a_source, an_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return at_the_desk("samira")


@pytest.fixture
def story():
    event = an_event("The ferry Aurora sank")
    claim = a_claim("Twelve drowned.", event=event, claimant=a_source("Coastguard"))
    a_figure(claim, 12, words="=12+1")
    return event


def sheet(event):
    return f"/admin/claims/event/{event.pk}/sheet/"


def given(desk, story, reader="The data desk"):
    told = words(desk.post(sheet(story), {"reader": reader}, follow=True))
    return re.search(r"http://testserver(/admin/live/\S+\.csv)", told)[1]


def test_whoever_has_the_address_reads_every_row_without_signing_in(desk, story, client):
    answer = client.get(given(desk, story))

    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["Who"], row["At least"], row["At most"]) == ("Coastguard", "12", "12")
    assert (row["Claim"], row["Publication"]) == ("Twelve drowned.", "Draft")
    # What a spreadsheet would run is text.
    assert row["Words"] == "'=12+1"
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private, no-store", "noindex")


def test_a_withdrawn_address_answers_no_more_and_others_do(desk, story, client):
    one, other = given(desk, story), given(desk, story, "A colleague")
    desk.post(sheet(story), {"withdraw": LiveTable.objects.order_by("pk").first().pk})

    assert (client.get(one).status_code, client.get(other).status_code) == (404, 200)
    row = LiveTable.objects.order_by("pk").first()
    assert row.withdrawn_by == who(desk)


def test_the_secret_is_shown_once_and_kept_nowhere(desk, story):
    secret = given(desk, story).rpartition("/")[2].removesuffix(".csv")

    assert secret not in desk.get(sheet(story)).content.decode()
    assert secret not in str(list(LiveTable.objects.values()))


def test_it_goes_with_whoever_gave_it_out(desk, story, client):
    address, editor = given(desk, story), who(desk)
    editor.is_active = False
    editor.save()

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("secret", ["x", "x" * 5000, "%F0%9F%92%A5"])
def test_what_was_never_given_out_opens_nothing(client, story, secret):
    assert client.get(f"/admin/live/{secret}.csv").status_code == 404


def test_it_is_given_to_somebody(desk, story):
    refused = desk.post(sheet(story), {"reader": " "})

    assert "Say who is given the address." in words(refused)
    assert not LiveTable.objects.exists()
