"""Four eyes: what one editor decides, another signs, and readers see nothing in between."""

from datetime import UTC

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims import actions
from claims.domain.errors import NeedsSecond
from claims.domain.four_eyes import FourEyes
from claims.domain.roles import Role
from claims.domain.status import Status
from claims.domain.vocabulary import EvidenceKind
from claims.models.desk.authorship import Authorship
from claims.models.desk.proposal import Proposal
from claims.models.record import triggers
from claims.models.record.entry import head_seq
from tests.admin.decision import Page, words
from tests.admin.desk import page, signed_in, who
from tests.builders import (
    NOW,
    a_claim,
    a_position,
    an_editor,
    published,
    published_state,
    some_evidence,
)

pytestmark = pytest.mark.django_db
REASON = "We examined the list, name by name, against the photographs that were taken there."
EVERY = [str(kind) for kind in FourEyes]


def test_the_setting_offers_what_there_is(monkeypatch):
    from tracker import environment

    monkeypatch.setenv("COUNTERCLAIM_FOUR_EYES", "dead, retraction")
    assert environment.some_of("COUNTERCLAIM_FOUR_EYES", EVERY) == ["dead", "retraction"]
    monkeypatch.setenv("COUNTERCLAIM_FOUR_EYES", "everything")
    with pytest.raises(Exception, match="confirmed, refuted, dead, retraction, suppression"):
        environment.some_of("COUNTERCLAIM_FOUR_EYES", EVERY)


@pytest.fixture
def four_eyes(settings):
    settings.FOUR_EYES = EVERY


@pytest.fixture
def first():
    return at_the_desk("mahin", Role.CHIEF)


@pytest.fixture
def second():
    return at_the_desk("omar", Role.EDITOR)


def at_the_desk(name, role):
    return signed_in(Client(), an_editor(name, role=role))


def confirmable():
    claim = a_claim("Fourteen were killed.")
    piece = some_evidence(claim, kind=EvidenceKind.PRIMARY, note="A list that two of us examined.")
    return published(claim), {"to": "confirmed", "reason": REASON, "evidence": [piece.key]}


def proposed(client, claim, typed):
    Page(client, "claim", "status", claim.pk).decide(**typed)
    return Proposal.objects.get(state="waiting")


def sign_page(proposal):
    return reverse("admin:claims_proposal_sign", args=[proposal.pk])


def press(client, proposal, button, **typed):
    """What a window that shows the page would send."""
    address = sign_page(proposal)
    digest = client.get(address).context["digest"]
    return client.post(address, {"digest": digest, **typed, f"_{button}": "1"}, follow=True)


def test_without_the_setting_one_editor_decides_alone(first):
    claim, typed = confirmable()

    Page(first, "claim", "status", claim.pk).decide(**typed)

    assert published_state(claim)["status"] == "confirmed"
    assert not Proposal.objects.exists()


def test_nothing_is_published_until_somebody_else_signs(four_eyes, first, second):
    claim, typed = confirmable()
    before = head_seq()

    proposal = proposed(first, claim, typed)

    claim.refresh_from_db()
    assert (head_seq(), claim.status, claim.decisions.count()) == (before, "unconfirmed", 0)
    listed = words(second.get("/admin/"))
    assert "a claim as confirmed: mahin proposed it" in listed
    shown = words(second.get(sign_page(proposal)))
    assert "You sign just this" in shown
    assert REASON in shown

    press(second, proposal, "sign")

    decision = claim.decisions.get()
    assert published_state(claim)["status"] == "confirmed"
    assert (decision.by.username, decision.reason) == ("mahin", REASON)
    sealed = Authorship.objects.latest("entry")
    assert (sealed.by.username, sealed.second.username) == ("mahin", "omar")
    assert sealed.signed == proposal.digest
    proposal.refresh_from_db()
    assert (proposal.state, proposal.settled_by.username, proposal.typed) == ("signed", "omar", {})
    assert "waits for you" not in words(second.get("/admin/"))


def test_whoever_proposed_it_is_told_that_somebody_else_must_sign(four_eyes, first):
    claim, typed = confirmable()

    proposed(first, claim, typed)

    assert "you proposed it, somebody else must sign it" in words(first.get("/admin/"))


def test_nobody_is_their_own_second(four_eyes, first):
    claim, typed = confirmable()
    proposal = proposed(first, claim, typed)

    answer = press(first, proposal, "sign")

    assert "You proposed this yourself" in words(answer)
    assert published_state(claim)["status"] == "unconfirmed"
    press(first, proposal, "withdraw")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.typed) == ("withdrawn", {})


def test_a_reporter_signs_nothing(four_eyes, first):
    claim, typed = confirmable()
    proposal = proposed(first, claim, typed)

    answer = at_the_desk("rep", Role.REPORTER).post(sign_page(proposal), {"_sign": "1"})

    assert answer.status_code == 403


def test_what_changed_after_it_was_proposed_is_asked_again(four_eyes, first, second):
    claim, typed = confirmable()
    proposal = proposed(first, claim, typed)
    shown = second.get(sign_page(proposal)).context["digest"]
    some_evidence(claim, note="Somebody else's count.")
    claim.refresh_from_db()
    claim.save()

    late = second.post(sign_page(proposal), {"digest": shown, "_sign": "1"}, follow=True)

    assert "look again" in words(late)
    assert "Nobody can sign it before it is proposed again" in words(late)
    assert "it must be proposed again" in words(press(second, proposal, "sign"))
    assert published_state(claim)["status"] == "unconfirmed"

    press(second, proposal, "again")
    assert "You proposed this yourself" in words(press(second, proposal, "sign"))
    press(first, proposal, "sign")

    assert published_state(claim)["status"] == "confirmed"
    assert claim.decisions.get().by.username == "omar"


def test_sent_back_it_comes_back_with_the_note_and_all_that_was_typed(four_eyes, first, second):
    claim, typed = confirmable()
    proposal = proposed(first, claim, typed)

    assert "Say why you send it back" in words(press(second, proposal, "back"))
    press(second, proposal, "back", note="The second photograph is of another day.")

    assert "The second photograph is of another day." in words(first.get("/admin/"))
    again = first.get(sign_page(proposal))
    assert REASON in again.content.decode()
    assert f'action="{page("claim", "status", claim.pk)}#looked"' in again.content.decode()
    Page(first, "claim", "status", claim.pk).decide(**typed | {"reason": f"{REASON} Both."})
    assert Proposal.objects.get(state="waiting").typed["reason"] == [f"{REASON} Both."]
    assert "The second photograph" not in words(first.get("/admin/"))


def test_retraction_and_suppression_wait_and_an_editor_may_sign_them(four_eyes, first, second):
    claim, _ = confirmable()

    Page(first, "claim", "retract", claim.pk).decide(reason="We misread the statement.")
    assert "retracted" not in published_state(claim)
    press(second, Proposal.objects.get(state="waiting"), "sign")
    assert published_state(claim)["retracted"]["reason"] == "We misread the statement."

    Page(first, "claim", "suppress", claim.pk).decide(
        grounds="danger", reason="She is named in it.", word="suppress"
    )
    claim.refresh_from_db()
    assert claim.publication == "retracted"
    press(second, Proposal.objects.get(state="waiting"), "sign")
    claim.refresh_from_db()
    assert claim.publication == "withheld"
    assert not Proposal.objects.exclude(typed={}).exists()


def test_our_figure_of_the_dead_waits_and_one_of_the_injured_does_not(four_eyes, first, second):
    event = a_claim().event
    injured = a_position(event, measure="injured", low=2, best=2, high=2)
    dead = a_position(event, measure="killed", low=14, best=14, high=14)
    for position in (injured, dead):
        Page(first, "position", "publish", position.pk).press("confirm")
        position.refresh_from_db()

    assert (injured.publication, dead.publication) == ("published", "draft")
    press(second, Proposal.objects.get(), "sign")
    dead.refresh_from_db()
    assert dead.publication == "published"


def test_what_stands_under_a_signed_status_is_not_rewritten_alone(settings, first):
    claim, typed = confirmable()
    Page(first, "claim", "status", claim.pk).decide(**typed)
    settings.FOUR_EYES = EVERY
    claim.refresh_from_db()
    claim.statement = "Forty were killed."
    claim.changed = True
    claim.save()

    Page(first, "claim", "publish", claim.pk).press("confirm", note="A slip.", change="correction")

    assert published_state(claim)["statement"] == "Fourteen were killed."
    assert Proposal.objects.get().eyes == "confirmed"


@pytest.mark.parametrize("four", [["confirmed"], ["refuted"]])
def test_each_kind_is_switched_on_by_itself_and_no_way_leads_past(settings, four):
    settings.FOUR_EYES = four
    claim, _ = confirmable()
    decide = {"to": Status.CONFIRMED, "reason": REASON, "evidence": list(claim.evidence.all())}

    if four == ["confirmed"]:
        with pytest.raises(NeedsSecond):
            actions.change_status(claim, **decide, by=an_editor(), at=NOW)
        assert claim.decisions.count() == 0
    else:
        actions.change_status(claim, **decide, by=an_editor(), at=NOW)
        assert published_state(claim)["status"] == "confirmed"


def test_verify_record_finds_a_forged_second(four_eyes, first, second, capsys):
    claim, typed = confirmable()
    press(second, proposed(first, claim, typed), "sign")
    triggers.drop(connection)
    with connection.cursor() as cursor:
        sql = "UPDATE claims_authorship SET second_id = %s WHERE second_id IS NOT NULL"
        cursor.execute(sql, [who(first).pk])
    triggers.install(connection)

    with pytest.raises(CommandError):
        call_command("verify_record")

    assert f"Who wrote entry {head_seq()}" in capsys.readouterr().out


def test_what_is_said_to_be_utc_is_wherever_the_newsroom_stands(four_eyes, first, second):
    claim, typed = confirmable()
    with timezone.override("Pacific/Auckland"):
        proposal = proposed(first, claim, typed)
        shown = {
            words(second.get(address))
            for address in (sign_page(proposal), "/admin/", page("proposal"))
        }
    at = proposal.at.astimezone(UTC)

    clock, told = f"{at:%H:%M}", " ".join(shown)
    assert f"proposed this ({at:%Y-%m-%d} {clock} UTC)" in told
    assert f"{clock} (UTC), and it waits for you" in told
    assert f"{at.day} {at:%B} {at.year}, {clock} (UTC)" in told
