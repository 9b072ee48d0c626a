"""What nobody has looked at yet is never told as what could not be established."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from claims import actions
from claims.domain.status import Status
from claims.models.desk.party import Member, Party
from claims.models.record.entry import Entry
from tests.api.asker import ask, results
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_position,
    a_source,
    an_editor,
    an_event,
    published,
    some_evidence,
)
from tests.pages.reader import read, words

pytestmark = pytest.mark.django_db

NOT_YET = "We have not examined it yet."
TRIED = "We examined it and could not establish whether it is true."


def looked_at(claim, reason="No second source is on file."):
    actions.change_status(claim, to=Status.UNCONFIRMED, reason=reason, by=an_editor(), at=NOW)
    return claim


def test_a_page_says_whether_an_editor_has_decided():
    fresh, tried = published(a_claim("Soldiers left.")), published(looked_at(a_claim("He fled.")))

    assert NOT_YET in words(f"/claims/{fresh.slug}/")
    assert TRIED in words(f"/claims/{tried.slug}/")
    assert "could not establish" not in words(f"/claims/{fresh.slug}/")


def test_a_decision_on_what_is_published_moves_it_from_the_one_to_the_other():
    claim = published(a_claim())
    begun = Entry.objects.get(subject=claim.uid).seq

    looked_at(claim)

    assert TRIED in words(f"/claims/{claim.slug}/")
    assert NOT_YET in words(f"/claims/{claim.slug}/", as_of=begun)


@pytest.mark.parametrize(("asked", "found"), [("no", "Soldiers left."), ("yes", "He fled.")])
def test_pages_api_and_exports_narrow_by_it(asked, found):
    published(a_claim("Soldiers left."))
    published(looked_at(a_claim("He fled.")))

    assert [c["statement"] for c in results("claims/", examined=asked)] == [found]
    exported = Client().get("/export/claims.csv", {"examined": asked})
    assert found in b"".join(exported.streaming_content).decode()
    listed = words("/claims/", examined=asked).partition("Latest change first")[2]
    assert [s for s in ("Soldiers left.", "He fled.") if s in listed] == [found]


def test_the_api_says_it_of_each_claim():
    published(a_claim("Soldiers left."))
    published(looked_at(a_claim("He fled.")))

    found = {claim["statement"]: claim["examined"] for claim in results("claims/")}

    assert found == {"Soldiers left.": False, "He fled.": True}
    assert ask("claims/", 400, examined="perhaps")


@pytest.mark.parametrize("query", [{}, {"q": "left"}, {"status": "unconfirmed"}])
def test_facets_count_the_two_apart(query):
    for n in range(3):
        published(a_claim(f"Soldiers left town {n}."))
    published(looked_at(a_claim("The last soldier left.")))

    shown = words("/claims/", **query)

    assert "3 unconfirmed, not examined 1 unconfirmed 0 partly confirmed" in shown
    assert "Unconfirmed (4)" in shown
    assert "Not yet (3)" in shown


def test_an_event_and_home_count_the_two_apart():
    event = an_event()
    published(a_claim(event=event))
    published(looked_at(a_claim(event=event)))

    assert "1 unconfirmed, not examined 1 unconfirmed 0 partly" in words(f"/events/{event.slug}/")
    assert "1 unconfirmed, not examined 1 unconfirmed" in words("/")
    assert f"Someone has said this. {NOT_YET}" in words("/methodology/")


def a_fire(kind="police", **figure):
    event = an_event("The tower fire")
    event.categories.get(slug="attackers").delete()
    police = a_source("The police", kind=kind)
    claim = a_claim("71 people died.", event=event, claimant=police, said_at=NOW,
                    said_precision="day")  # fmt: skip
    counted = a_figure(claim, 71, final=True, **figure)
    return event, published(claim), counted


def ours_on(event, counted):
    position = a_position(event, category="all", low=71, high=71)
    position.uses.add(counted)
    published(position)
    return words(f"/events/{event.slug}/")


def test_a_final_count_by_the_body_whose_office_it_is_has_a_word_of_its_own():
    event, _, counted = a_fire()

    shown = ours_on(event, counted)

    assert "by the final official count of the police." in shown
    assert "not confirmed" not in shown


@pytest.mark.parametrize(
    ("value", "days", "official"),
    [(600, 1, False), (600, -1, False), (30, -1, True), (30, 1, False), (71, 1, True)],
)
def test_not_where_another_number_contradicts_it(value, days, official):
    event, _, counted = a_fire()
    other = a_claim("Another toll.", event=event, said_at=NOW + timedelta(days=days),
                    said_precision="day")  # fmt: skip
    a_figure(other, value)
    published(other)

    assert ("the final official count" in ours_on(event, counted)) is official


@pytest.mark.parametrize("kind", ["media", "armed_group", "ngo"])
def test_not_where_it_is_not_their_office(kind):
    event, _, counted = a_fire(kind)

    assert "final official count" not in ours_on(event, counted)


def test_not_of_the_police_where_there_were_attackers():
    event = an_event("The attack")
    claim = a_claim(event=event, claimant=a_source(kind="police"))
    counted = a_figure(claim, 71, final=True)
    published(claim)

    assert "final official count" not in ours_on(event, counted)


def test_not_of_a_body_that_belongs_to_a_party_nor_of_the_police_beside_one():
    event, _, counted = a_fire()
    party = Party(event=event, slug="the-town", name="The town")
    party.save()
    Member(event=event, party=party, source=a_source("The mayor")).save()
    event.refresh_from_db()
    actions.publish([event], note="A party.", by=None, at=NOW)

    assert "final official count" not in ours_on(event, counted)


@pytest.mark.parametrize("status", [Status.DISPUTED, Status.REFUTED])
def test_not_where_the_count_itself_does_not_stand(status):
    event, claim, counted = a_fire()
    pieces = [some_evidence(claim, "against"), some_evidence(claim, "against")]
    pieces += [some_evidence(claim)]
    told = {"to": status, "reason": "Counted again.", "evidence": pieces, "by": None, "at": NOW}
    actions.change_status(claim, **told)

    assert "final official count" not in ours_on(event, counted)


def test_facets_lead_to_what_they_count():
    published(a_claim("Soldiers left."))

    assert 'href="/claims/?examined=no&amp;status=unconfirmed"' in read("/claims/")
