"""Who may do what on the desk, and what nobody may."""

import pytest
from django.test import Client

from claims.domain.roles import Role
from claims.models.desk.claim import Claim
from tests.admin.desk import at_the_desk, errors, opened, page, save, words
from tests.builders import (
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_source,
    an_editor,
    published,
)

pytestmark = pytest.mark.django_db
KINDS = ("claim", "source", "report", "event", "figure", "link", "position")


@pytest.fixture
def editor():
    client = Client()
    client.force_login(an_editor(role=Role.EDITOR))
    return client


def test_an_editor_reaches_every_list(editor):
    for kind in KINDS:
        assert editor.get(page(kind)).status_code == 200


def test_an_editor_edits_a_claim_with_its_rows(editor):
    claim = a_claim()
    address = page("claim", "change", claim.pk)

    saved = save(editor, address, {**opened(editor, address), "citations-0-quote": "He said"})

    assert saved.status_code == 302, errors(saved)
    assert claim.citations.get().quote == "He said"


def test_an_editor_does_not_manage_people(editor):
    assert editor.get("/admin/auth/user/").status_code == 403


def test_staff_without_permissions_see_nothing(client):
    client.force_login(an_editor())
    claim = a_claim("Not for all staff.")

    assert "Not for all staff" not in client.get("/admin/").content.decode()
    for address in (page("claim"), page("claim", "change", claim.pk), page("claim", "add")):
        assert client.get(address).status_code == 403


def test_strangers_are_asked_to_log_in(client):
    assert client.get(page("claim")).status_code == 302


def test_a_draft_is_deleted_after_a_question(editor):
    claim = a_claim()
    address = page("claim", "delete", claim.pk)

    assert editor.get(address).status_code == 200
    assert Claim.objects.exists()
    editor.post(address, {"post": "yes"})

    assert not Claim.objects.exists()


def test_what_was_published_offers_no_deletion_and_refuses_it():
    desk = at_the_desk()
    claim = published(a_claim())
    others = {"source": claim.claimant, "event": claim.event, "claim": claim}

    for kind, subject in others.items():
        assert "Delete" not in words(desk.get(page(kind, "change", subject.pk))).split("History")[0]
        refused = desk.post(page(kind, "delete", subject.pk), {"post": "yes"})
        assert refused.status_code == 403
        assert type(subject).objects.filter(pk=subject.pk).exists()


def test_a_draft_that_something_rests_on_is_not_deleted():
    desk = at_the_desk()
    claim = a_claim()

    desk.post(page("source", "delete", claim.claimant.pk), {"post": "yes"})

    assert Claim.objects.get().claimant


def test_a_published_link_cannot_be_removed_from_its_claim():
    desk = at_the_desk()
    claim, other = published(a_claim()), published(a_claim())
    link = published(a_link(claim, other))
    address = page("claim", "change", claim.pk)

    refused = save(desk, address, {**opened(desk, address), "links_from-0-DELETE": "on"})

    assert "was published: it can be retracted or withheld, never deleted" in errors(refused)[0]
    link.refresh_from_db()


def test_nothing_is_deleted_in_bulk():
    desk = at_the_desk()
    source = a_source()

    desk.post(page("source"), {"action": "delete_selected", "_selected_action": [source.pk]})

    source.refresh_from_db()


def test_no_user_is_deleted():
    desk = at_the_desk()
    user = an_editor()

    assert desk.post(f"/admin/auth/user/{user.pk}/delete/", {"post": "yes"}).status_code == 403


def test_no_status_is_offered_as_a_field_or_an_action():
    desk = at_the_desk()
    claim = a_claim()

    form = desk.get(page("claim", "change", claim.pk)).context["adminform"].form
    actions = desk.get(page("claim")).context["action_form"]

    assert not {"status", "publication", "changed", "uid"} & set(form.fields)
    offered = dict(actions.fields["action"].choices) if actions else {}
    assert set(offered) <= {"", "publish_selected", "assign_to_me", "assign_to_nobody"}


@pytest.fixture
def onlooker():
    """Somebody who may look at everything and change nothing."""
    client = Client()
    client.force_login(an_editor(role=Role.VIEWER))
    return client


def test_who_may_only_look_opens_everything_and_changes_nothing(onlooker):
    one, other = a_claim("Seen by all."), a_claim()
    things = {
        "claim": one,
        "source": one.claimant,
        "event": one.event,
        "report": one.citations.get().report,
        "figure": a_figure(one),
        "position": a_position(one.event),
        "link": a_link(one, other),
    }

    for kind, thing in things.items():
        address = page(kind, "change", thing.pk)
        assert onlooker.get(address).status_code == 200, kind
        assert onlooker.post(address, {"seen": "1", "statement": "Typed."}).status_code == 403, kind
    one.refresh_from_db()
    assert one.statement == "Seen by all."
