"""Retract: the page stays, with the reason above everything."""

import pytest

from claims.models.record.entry import head_seq
from tests.admin.decision import Page, words
from tests.admin.desk import at_the_desk
from tests.builders import (
    a_claim,
    a_link,
    a_report,
    a_source,
    an_editor,
    published,
    published_state,
)

pytestmark = pytest.mark.django_db

REASON = "We misread the statement."


@pytest.fixture
def client():
    return at_the_desk()


def opened(client, subject):
    return Page(client, type(subject)._meta.model_name, "retract", subject.pk)


def test_the_preview_has_the_reason_above_the_claim_and_writes_nothing(client):
    claim = published(a_claim("Fourteen were killed."))
    before = head_seq()

    form = opened(client, claim).press("preview", reason=REASON)

    shown = form.words[form.words.index("What readers will see") :]
    assert shown.index(REASON) < shown.index("Retracted: Fourteen were killed.")
    assert head_seq() == before


def test_readers_then_see_the_reason(client):
    claim = published(a_claim())

    done = opened(client, claim).decide(reason=REASON)

    assert published_state(claim)["retracted"]["reason"] == REASON
    assert REASON in words(client.get(f"/claims/{claim.slug}/"))
    assert "retracted" in words(client.get(done.response.url))


@pytest.mark.parametrize(
    "make",
    [a_source, a_report, lambda: a_link(published(a_claim()), published(a_claim()))],
    ids=["source", "report", "link"],
)
def test_other_kinds_are_retracted_too(client, make):
    subject = published(make())

    opened(client, subject).decide(reason=REASON)

    assert published_state(subject)["retracted"]["reason"] == REASON


def test_a_reason_is_needed(client):
    form = opened(client, published(a_claim())).press("confirm", reason="  ")

    assert form.refusals == ["Give the reason: readers will see it above everything else."]


def test_another_reason_than_the_previewed_is_previewed_again(client):
    claim = published(a_claim())

    form = opened(client, claim).press("preview", reason=REASON)
    form.press("confirm", reason="Something else.")

    assert "look at it again" in form.words
    assert "retracted" not in published_state(claim)


def test_a_draft_cannot_be_retracted(client):
    form = opened(client, a_claim())

    assert "Only what readers see can be retracted." in form.words
    assert "_confirm" not in form.response.content.decode()


def test_the_second_of_two_editors_is_told(client):
    claim = published(a_claim())
    form = opened(client, claim).press("preview", reason=REASON)
    claim.occasion, claim._history_user = "A press conference", an_editor("samira")
    claim.save()

    form.press("confirm", reason=REASON)

    assert "samira" in " ".join(form.refusals)
    assert "retracted" not in published_state(claim)


def test_a_button_pressed_twice_retracts_once(client):
    claim = published(a_claim())
    one = opened(client, claim).press("preview", reason=REASON)
    two = opened(client, claim).press("preview", reason=REASON)
    one.press("confirm", reason=REASON)
    before = head_seq()

    two.press("confirm", reason=REASON)

    assert "already done" in words(client.get(two.response.url))
    assert head_seq() == before
