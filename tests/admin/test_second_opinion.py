"""A second opinion is given on what is on file alone, and then stands beside the desk's."""

import pytest
from django.test import Client

from claims.domain.roles import Role
from claims.models.desk.second_look import SecondLook
from tests.admin.decision import Page, words
from tests.admin.desk import page
from tests.builders import a_claim, an_editor, published, some_evidence

pytestmark = pytest.mark.django_db
REASON = "Two of us could not find anybody who had been there."


def at_the_desk(name):
    client = Client()
    client.force_login(an_editor(name, role=Role.EDITOR))
    return client


@pytest.fixture
def first():
    return at_the_desk("mahin")


@pytest.fixture
def claim(first):
    claim = published(a_claim("Fourteen were killed.", private_note="canary-note"))
    some_evidence(claim, note="A list of names.")
    Page(first, "claim", "status", claim.pk).decide(to="unverifiable", reason=REASON)
    return claim


def asked(client, claim):
    client.post(page("claim", "opinion", claim.pk), {"note": "Look at the list."})
    return SecondLook.objects.get()


def test_whoever_gives_it_is_shown_the_evidence_and_not_the_verdict(first, claim):
    look, second = asked(first, claim), at_the_desk("omar")

    assert "Fourteen were killed." in words(second.get("/admin/"))
    shown = words(second.get(page("secondlook", "opinion", look.pk)))

    assert "A list of names." in shown
    assert "Look at the list." in shown
    assert REASON not in shown
    assert "canary-note" not in shown
    assert second.get(page("secondlook", "change", look.pk)).status_code == 302


@pytest.mark.parametrize(
    ("to", "told"), [("unverifiable", "given blind: the same"), ("refuted", "given blind: another")]
)
def test_agreement_is_shown_to_the_desk(first, claim, to, told):
    look, second = asked(first, claim), at_the_desk("omar")

    second.post(
        page("secondlook", "opinion", look.pk), {"to": to, "note": "The list is of another day."}
    )

    look.refresh_from_db()
    assert (look.opinion, look.verdict, look.agrees) == (
        to,
        "unverifiable",
        to == "unverifiable",
    )
    shown = words(first.get(page("claim", "status", claim.pk)))
    assert told in shown
    assert "The list is of another day." in shown
    assert ("a second opinion differs" in words(first.get("/admin/"))) is (to == "refuted")

    Page(first, "claim", "status", claim.pk).decide(to="unverifiable", reason=f"{REASON} Still.")
    assert "a second opinion differs" not in words(first.get("/admin/"))


def test_the_first_page_tells_no_verdict_that_waits_to_be_signed(settings, first, claim):
    settings.FOUR_EYES = ["refuted"]
    some_evidence(claim, kind="primary", bearing="against", note="A list that two of us examined.")
    claim.refresh_from_db()
    named = list(claim.evidence.values_list("key", flat=True))
    Page(first, "claim", "status", claim.pk).decide(to="refuted", reason=REASON, evidence=named)
    second = at_the_desk("omar")
    assert "a claim as refuted" in words(second.get("/admin/"))

    look = asked(first, claim)

    assert look.verdict == "refuted"
    assert "refuted" not in words(second.get("/admin/")).split("Running stories")[0]


def test_who_asked_or_decided_cannot_give_it(first, claim):
    look = asked(first, claim)
    address = page("secondlook", "opinion", look.pk)

    assert "somebody else must give it" in words(first.get(address))
    answer = first.post(address, {"to": "confirmed", "note": "I think so."})

    assert "somebody else must give it" in words(answer)
    look.refresh_from_db()
    assert look.cleared_at is None


def test_a_decision_meanwhile_does_not_close_it(first, claim):
    look = asked(first, claim)

    Page(first, "claim", "status", claim.pk).decide(to="unverifiable", reason=f"{REASON} Still.")

    look.refresh_from_db()
    assert look.cleared_at is None


def test_an_opinion_needs_a_reason(first, claim):
    look, second = asked(first, claim), at_the_desk("omar")

    answer = second.post(page("secondlook", "opinion", look.pk), {"to": "refuted"})

    assert "Say what you looked at" in words(answer)
    assert not SecondLook.objects.exclude(cleared_at=None).exists()
