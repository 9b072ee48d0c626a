"""Who publishes a site, how it is reached, and what it had wrong."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from claims import actions
from claims.models.record.entry import head_seq
from tests.builders import NOW, a_claim, a_position, an_editor, an_event, published
from tests.pages.reader import mistakes, read, words

pytestmark = pytest.mark.django_db


def test_the_page_about_us_says_what_the_settings_tell_and_nothing_else(settings):
    assert "has not said so here yet" in words("/about/")
    assert "mailto:" not in read("/about/")

    settings.PUBLISHER = "The Example Herald"
    settings.CONTACT = "mailto:desk@example.org"

    assert "Counterclaim is published by The Example Herald." in words("/about/")
    assert '<a href="mailto:desk@example.org">desk@example.org</a>' in read("/about/")


def test_who_is_told_of_faults_stands_where_machines_look_for_it(client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404

    settings.SECURITY_CONTACT = "mailto:security@example.org"

    answer = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:security@example.org"
    assert date.fromisoformat(fields["Expires"][:10]) > localdate() + timedelta(days=90)


def corrected(position, low, note):
    position.refresh_from_db()
    position.low = low
    position.high = low
    position.save()
    actions.publish([position], note=note, change="correction", by=an_editor(), at=NOW)


def test_a_correction_says_what_stood_there_before_and_why():
    event = an_event("The fire")
    position = published(a_position(event, low=80, high=80))
    corrected(position, 71, "Nine people had been counted twice.")

    for page in ("/corrections/", f"/corrections/?event={event.slug}", f"/events/{event.slug}/"):
        shown = words(page)
        assert "80 71 Nine people had been counted twice." in shown, page
        assert "The page as it stood" in shown


def test_a_headline_is_called_corrected_where_it_was_and_nothing_else_of_the_event():
    event = an_event("The fire")
    position = published(a_position(event, low=80, high=80))
    claim = published(a_claim(event=an_event(parent=event)))
    actions.retract(claim, reason="We misread it.", by=None, at=NOW)
    page = f"/events/{event.slug}/"

    assert "Corrected 27" not in words(page)
    assert "Last correction below: 27 August 2024" in words(page)

    corrected(position, 71, "Nine people had been counted twice.")

    assert "Corrected 27 August 2024" in words(page)
    assert "Last correction" not in words(page)


def test_a_figure_of_ours_stands_beside_the_values_it_had():
    event = an_event("The fire")
    position = published(a_position(event, low=80, high=80))
    assert "What our figure was before" not in words(f"/events/{event.slug}/")
    corrected(position, 71, "Nine people had been counted twice.")

    for page in (f"/events/{event.slug}/", f"/events/{event.slug}/figures/"):
        shown = words(page).partition("What our figure was before")[2]
        assert shown.index("80") < shown.index("Our error. Nine people") < shown.index("71")


def test_corrections_of_one_event_leave_out_those_of_others():
    position = published(a_position(an_event("The fire"), low=80, high=80))
    corrected(position, 71, "Nine people had been counted twice.")
    other = published(a_claim(event=an_event("The wreck"))).event

    assert "We have corrected nothing about it." in words("/corrections/", event=other.slug)
    assert "We have corrected nothing about it." in words("/corrections/", event="nowhere")


@pytest.mark.parametrize("path", ["/about/", "/corrections/"])
def test_these_pages_are_valid_html(path):
    position = published(a_position(an_event("The fire"), low=80, high=80))
    corrected(position, 71, "Nine people had been counted twice.")

    assert mistakes(read(path)) == []


@pytest.mark.parametrize("page", ["/corrections/", "/events/fire/"])
def test_a_correction_of_what_we_took_back_since_says_so(page):
    event = an_event("The fire", slug="fire")
    claim = published(a_claim("Ten died.", event=event))
    claim.statement = "Eleven died."
    claim.save()
    actions.publish([claim], note="Misread.", change="correction", by=an_editor(), at=NOW)
    then = head_seq()
    assert "Retracted:" not in words(page)

    actions.retract(claim, reason="We had misread the bulletin.", by=None, at=NOW)

    assert "Retracted: Eleven died. Ten died. Eleven died. Misread." in words(page)
    assert "Retracted:" not in words(page, as_of=then)
