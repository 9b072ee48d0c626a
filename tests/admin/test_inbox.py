"""The desk inbox: a report is answered, by a correction where the reader was right."""

from datetime import timedelta

import pytest

from claims import actions
from claims.domain.vocabulary import ChangeType
from claims.models.desk.inbox import ErrorReport
from claims.models.record.entry import head_seq
from tests.admin.desk import at_the_desk, errors, opened, page, save, words
from tests.builders import NOW, a_claim, published

pytestmark = pytest.mark.django_db

READER = "reader@example.org"


@pytest.fixture
def client():
    return at_the_desk()


@pytest.fixture
def claim():
    return published(a_claim("Fourteen were killed.", slug="fourteen"))


@pytest.fixture
def report(claim):
    actions.receive_report(
        about=f"/claims/{claim.slug}/",
        words="It was nine, not fourteen.",
        contact=READER,
        at=NOW + timedelta(hours=1),
    )
    return ErrorReport.objects.get()


def correct(claim):
    claim.statement = "Nine were killed."
    claim.save()
    actions.publish(
        [claim],
        note="We had the number wrong.",
        change=ChangeType.CORRECTION,
        by=None,
        at=NOW + timedelta(hours=2),
    )


def answer(client, report, **typed):
    address = page("errorreport", "change", report.pk)
    response = save(client, address, opened(client, address) | typed)
    report.refresh_from_db()
    return response


def test_the_list_shows_what_waits(client, report):
    assert "It was nine, not fourteen." in words(client.get(page("errorreport")))


def test_the_form_leads_to_the_page_and_to_the_desk(client, report, claim):
    shown = client.get(page("errorreport", "change", report.pk)).content.decode()

    assert 'href="/claims/fourteen/"' in shown
    assert f'href="{page("claim", "change", claim.pk)}"' in shown


def test_a_correction_answers_it_and_names_no_reporter(client, report, claim):
    correct(claim)

    shown = words(client.get(page("errorreport", "change", report.pk)))
    answer(client, report, outcome="corrected", correction=str(head_seq()))

    assert f"entry {head_seq()}" in shown
    assert (report.outcome, report.correction) == ("corrected", head_seq())
    assert report.answered_by is not None
    public = client.get("/claims/fourteen/").content.decode()
    assert "We had the number wrong." in public
    assert READER not in public


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"outcome": "open"}, "Choose how it ends."),
        ({"outcome": "corrected"}, "publish the correction first"),
        ({"outcome": "corrected", "correction": "1"}, "Entry 1 is not a correction."),
        ({"outcome": "corrected", "correction": "4711"}, "There is no entry 4711."),
        ({"outcome": "stands"}, "Note for the desk what was looked at"),
        ({"outcome": "stands", "note": "x", "correction": "1"}, "otherwise leave that empty"),
    ],
)
def test_an_answer_that_is_none_is_refused_in_words(client, report, typed, told):
    response = answer(client, report, **typed)

    assert told in " ".join(errors(response))
    assert report.outcome == "open"


def test_a_correction_from_before_the_report_does_not_answer_it(client, report, claim):
    late = a_claim(slug="late")
    published(late)
    correct(claim)
    seq = head_seq()
    actions.receive_report(about="", words="Something else is wrong.", at=NOW + timedelta(hours=3))
    other = ErrorReport.objects.latest("pk")

    response = answer(client, other, outcome="corrected", correction=str(seq))

    assert "recorded before this report came in" in " ".join(errors(response))


def test_the_second_of_two_editors_is_told(client, report):
    address = page("errorreport", "change", report.pk)
    sent = opened(client, address)
    actions.answer_report(
        ErrorReport.objects.get(), outcome="not_for_us", note="Spam.", by=None, at=NOW
    )

    response = save(client, address, {**sent, "outcome": "stands", "note": "We looked."})

    report.refresh_from_db()
    assert report.outcome == "not_for_us"
    assert errors(response)


def test_nothing_is_added_or_deleted_by_hand(client, report):
    assert client.get(page("errorreport", "add")).status_code == 403
    assert client.post(page("errorreport", "delete", report.pk)).status_code == 403
