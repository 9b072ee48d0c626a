"""Checked, no change: an act of its own that readers see, and nothing else of the desk with it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from claims import actions
from claims.domain.errors import RuleBroken, Stale
from claims.domain.status import Status
from claims.models.record.entry import Entry, head_seq
from claims.presenters.checked import checked
from claims.publishing import verify
from claims.publishing.registry import published_state
from tests.admin.decision import Page, words
from tests.admin.desk import at_the_desk
from tests.builders import NOW, a_claim, a_position, a_question, an_event, published

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=3)
SOON = LATER.date() + timedelta(days=7)


def a_decided_claim():
    claim = published(a_claim())
    actions.change_status(
        claim, to=Status.UNVERIFIABLE, reason="We asked three hospitals.", by=None, at=NOW
    )
    return claim


def an_answered_question():
    held = {"standing": "not_established", "rationale": "Nobody has seen it."}
    return published(a_question(**held, stated_at=NOW, stated_precision="minute"))


CHECKABLE = [a_decided_claim, lambda: published(a_position(an_event())), an_answered_question]


@pytest.mark.parametrize("make", CHECKABLE, ids=["claim", "position", "question"])
def test_readers_see_that_it_was_checked_and_nothing_else_moves(make):
    subject = make()
    before = published_state(subject)

    actions.checked_no_change(
        subject, note="We called again.", look_again_on=SOON, by=None, at=LATER
    )

    after = published_state(subject)
    assert (after.checked_at, after.look_again_on) == (LATER, SOON)
    assert replace(after, checked_at=None, look_again_on=None) == before
    assert not subject.changed
    last = Entry.objects.get(seq=head_seq())
    assert (last.kind, last.minor, last.words.read.change.note) == (
        *("checked", True),
        "We called again.",
    )
    assert list(verify.problems()) == []


def test_what_stands_changed_on_the_desk_stays_there():
    claim = a_decided_claim()
    claim.statement = "Another sentence."
    claim.save()

    actions.checked_no_change(claim, by=None, at=LATER)

    assert published_state(claim).statement != "Another sentence."
    assert claim.changed


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (a_claim, "Readers do not see this"),
        (lambda: published(a_claim()), "Nobody has examined this claim yet"),
        (lambda: published(a_question()), "We have not answered this question yet"),
    ],
    ids=["draft", "not examined", "not answered"],
)
def test_what_nobody_decided_cannot_be_found_unchanged(make, says):
    subject = make()
    before = head_seq()

    with pytest.raises(RuleBroken, match=says):
        actions.checked_no_change(subject, by=None, at=LATER)

    assert head_seq() == before


def test_the_day_to_look_again_is_still_to_come():
    with pytest.raises(RuleBroken, match="still to come"):
        actions.checked_no_change(a_decided_claim(), look_again_on=LATER.date(), by=None, at=LATER)


def test_who_saw_an_older_version_is_told():
    claim = a_decided_claim()
    other = type(claim).objects.get(pk=claim.pk)
    actions.checked_no_change(other, by=None, at=LATER)

    with pytest.raises(Stale):
        actions.checked_no_change(claim, by=None, at=LATER)


@pytest.mark.parametrize(
    ("today", "decided", "said"),
    [
        (SOON, NOW, ("30 August 2024", "6 September 2024", False)),
        (SOON + timedelta(days=1), NOW, ("30 August 2024", "6 September 2024", True)),
        (SOON + timedelta(days=1), LATER + timedelta(hours=1), ("", "6 September 2024", True)),
        (SOON + timedelta(days=1), LATER + timedelta(days=7), ("", "", False)),
        (None, NOW, ("30 August 2024", "6 September 2024", False)),
    ],
    ids=["due", "overdue", "decided since", "decided in time", "page of the past"],
)
def test_a_day_that_passed_without_a_look_is_overdue(today, decided, said):
    claim = a_decided_claim()
    actions.checked_no_change(claim, look_again_on=SOON, by=None, at=LATER)

    found = checked(published_state(claim), decided=decided, today=today, zone="UTC")

    last, again = (when.day if when else "" for when in (found.last, found.again))
    assert (last, again, found.overdue) == said


def test_an_editor_checks_a_claim_on_a_page_of_its_own():
    client, claim = at_the_desk(), a_decided_claim()
    again = date(2099, 1, 1)

    page = Page(client, "claim", "checked", claim.pk)
    done = page.decide(looked_at="We called again.", look_again_on=again.isoformat())

    assert published_state(claim).look_again_on == again
    assert "Readers now see that this was checked" in words(client.get(done.response.url))
    assert "We called again." in words(client.get(f"/claims/{claim.slug}/"))
