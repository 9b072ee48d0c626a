"""Second looks as an editor meets them: on the thing's page, in the list, cleared with a note."""

import pytest

from claims import actions
from claims.domain.second_look import Cause
from claims.domain.vocabulary import Lifecycle
from claims.models.desk.second_look import SecondLook
from tests.admin.decision import Page, words
from tests.admin.desk import at_the_desk, errors, opened, page, save, who
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_position,
    a_report,
    published,
    some_evidence,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return at_the_desk()


@pytest.fixture
def look():
    shaken, weighed = a_claim("It shook."), a_claim("It rests.")
    some_evidence(weighed, other_claim=shaken, report=None, key="its-word")
    (look,) = actions.look_again(shaken, cause=Cause.REFUTED, by=None, at=NOW)
    return look


def test_the_page_of_a_claim_says_why_it_must_be_looked_at_again(desk, look):
    shown = words(desk.get(page("claim", "change", look.claim.pk)))

    assert "“It shook.” was found to be wrong. It is evidence here: “its-word”." in shown
    assert "Looked at again: it stands" in shown


def test_the_page_of_a_position_says_so_too(desk):
    claim = a_claim()
    position = a_position(claim.event)
    position.uses.add(a_figure(claim, key="ispr-14"))
    actions.look_again(claim, cause=Cause.REFUTED, by=None, at=NOW)

    shown = words(desk.get(page("position", "change", position.pk)))

    assert "This position uses its figure “ispr-14”." in shown


def test_an_editor_clears_it_with_a_note(desk, look):
    address = page("secondlook", "change", look.pk)
    sent = opened(desk, address)

    assert errors(save(desk, address, sent, "_save"))
    save(desk, address, sent | {"note": "Two others carry it."}, "_save")

    look.refresh_from_db()
    assert (look.note, look.cleared_by) == ("Two others carry it.", who(desk))
    assert "Looked at again: it stands" not in words(
        desk.get(page("claim", "change", look.claim.pk))
    )


def test_two_who_look_again_at_once_do_not_overwrite_each_other(desk, look):
    address = page("secondlook", "change", look.pk)
    sent = opened(desk, address)
    actions.stands(look, note="First.", by=None, at=NOW)

    answer = save(desk, address, sent | {"note": "Second."}, "_save")

    assert answer.status_code == 403
    look.refresh_from_db()
    assert look.note == "First."


def test_a_claim_changed_so_that_it_no_longer_rests_on_it_is_done(desk, look):
    address = page("claim", "change", look.claim.pk)

    save(desk, address, opened(desk, address) | {"evidence-0-DELETE": "on"})

    assert not SecondLook.objects.filter(cleared_at=None).exists()


def test_a_claim_withdrawn_by_its_claimant_brings_back_what_rests_on_it(desk):
    shaken, weighed = published(a_claim()), a_claim()
    some_evidence(weighed, other_claim=shaken, report=None)

    actions.settle_lifecycle(
        shaken,
        to=Lifecycle.WITHDRAWN,
        withdrawal=actions.Withdrawal(a_report()),
        note="It took the claim back.",
        by=None,
        at=NOW,
    )

    assert [look.cause for look in weighed.second_looks.all()] == ["withdrawn"]


def test_a_draft_goes_with_its_requests_figures_and_second_looks(desk, look):
    a_figure(look.claim)

    desk.post(page("claim", "delete", look.claim.pk), {"post": "yes"})

    assert not SecondLook.objects.exists()


@pytest.mark.parametrize("decision", ["retract", "suppress"])
def test_taking_back_says_beforehand_what_comes_back(desk, decision):
    shaken, weighed = published(a_claim()), a_claim("It rests.")
    some_evidence(weighed, other_claim=shaken, report=None, key="its-word")

    shown = Page(desk, "claim", decision, shaken.pk).words

    assert "comes back to the work list It rests. It is evidence here: “its-word”." in shown


def test_a_decision_says_beforehand_what_comes_back(desk):
    shaken, weighed = a_claim(), a_claim("It rests.")
    some_evidence(weighed, other_claim=shaken, report=None)
    piece = some_evidence(shaken, "against", "primary", note="We examined the list, all of it.")
    typed = {"reason": "We examined the list.", "evidence": [piece.key]}
    form = Page(desk, "claim", "status", shaken.pk)

    assert "comes back" in form.press("preview", to="refuted", **typed).words
    assert "comes back" not in form.press("preview", to="unconfirmed", **typed).words
