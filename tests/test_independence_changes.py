"""What rests on two who know separately comes back to the desk once they do no longer."""

import pytest

from claims import actions
from claims.actions.parties import parties_moving
from claims.domain.status import Status
from claims.domain.vocabulary import AnswerStanding, ChangeType, EvidenceKind
from claims.models.desk.party import Member, Voice
from tests.admin.desk import at_the_desk, opened, page, save, words
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_party,
    a_position,
    a_question,
    a_source,
    an_event,
    some_evidence,
)

pytestmark = pytest.mark.django_db
BY = {"by": None, "at": NOW}


class Resting:
    """A confirmed count, our own figure and our answer, that rest on an army and a hospital."""

    def __init__(self):
        self.event = an_event("The raid")
        self.army, self.hospital = a_source("The army"), a_source("The hospital")
        self.count = a_claim("Fourteen died.", event=self.event, claimant=self.army)
        other = a_claim("Fourteen were brought in.", event=self.event, claimant=self.hospital)
        saw = {"kind": EvidenceKind.FIRST_HAND}
        pieces = [
            some_evidence(self.count, originator=one, **saw) for one in (self.army, self.hospital)
        ]
        told = {"to": Status.CONFIRMED, "reason": "Both counted.", "evidence": pieces}
        actions.change_status(self.count, **told, **BY)
        self.position = a_position(self.event, category="all")
        self.position.uses.set([a_figure(self.count), a_figure(other)])
        answers = [("yes", "Yes", [self.count, other])]
        self.question = a_question(
            self.event,
            answers=answers,
            chosen="yes",
            standing=AnswerStanding.LIKELY,
            rationale="Two say so.",
        )
        for one in (self.event, self.army, self.hospital):
            one.refresh_from_db()

    def waiting(self):
        found = (self.count, self.position, self.question)
        return [
            sorted({(str(look), look.why) for look in one.second_looks.filter(cleared_at=None)})
            for one in found
        ]


ONE_CHAIN = (
    "Two claims that it rests on count as one chain now:"
    " The army: “Fourteen died.”; The hospital: “Fourteen were brought in.”."
)


def assert_all_are_shaken(resting, because):
    count, position, question = resting.waiting()

    assert [said for said, _ in count] == [because]
    lacks = "It rests on a claim whose status lacks what it needs now: “Fourteen died.”."
    for looks in (position, question):
        assert [said for said, _ in looks] == [because]
        assert {line for _, why in looks for line in why.splitlines()} == {ONE_CHAIN, lacks}


def test_an_event_that_comes_under_a_whole_with_parties_brings_back_what_rests_on_it():
    resting, whole = Resting(), an_event("The war")
    a_party(whole, resting.army, resting.hospital, name="the state")

    actions.place_event(resting.event, under=whole, change=ChangeType.UPDATE, **BY)

    assert_all_are_shaken(resting, "“The raid” stands elsewhere among the events now")


def test_an_event_that_moves_with_the_same_parties_brings_nothing_back():
    resting, whole = Resting(), an_event("The war")

    actions.place_event(resting.event, under=whole, change=ChangeType.UPDATE, **BY)

    assert resting.waiting() == [[], [], []]


def test_sources_made_one_bring_it_back_until_the_merge_is_undone():
    resting = Resting()

    actions.merge(resting.hospital, into=resting.army, reason="One body.", **BY)

    because = "“The army” stands for two sources that were made one"
    count, position, question = resting.waiting()
    assert [[said for said, _ in looks] for looks in (count, position, question)] == [[because]] * 3
    resting.hospital.refresh_from_db()
    actions.undo_merge(resting.hospital, **BY)
    assert resting.waiting() == [[], [], []]


def test_a_source_that_now_speaks_for_another_brings_it_back():
    resting, desk = Resting(), at_the_desk()
    at = page("source", "change", resting.hospital.pk)

    response = save(desk, at, {**opened(desk, at), "speaks_for": resting.army.pk})

    assert_all_are_shaken(
        resting, "“The hospital” speaks for others than before, or knows separately from others"
    )
    assert "statuses that lack what they need: Fourteen died." in words(desk.get(response.url))


def test_a_voice_that_is_taken_away_clears_it():
    resting, desk = Resting(), at_the_desk()
    at = page("source", "change", resting.hospital.pk)
    save(desk, at, {**opened(desk, at), "speaks_for": resting.army.pk})

    save(desk, at, {**opened(desk, at), "speaks_for": ""})

    assert resting.waiting() == [[], [], []]


def test_a_voice_that_ended_before_anything_was_said_brings_nothing_back():
    resting, desk = Resting(), at_the_desk()
    at = page("source", "change", resting.hospital.pk)
    court = a_source("The court")
    rows = {"voices-TOTAL_FORMS": "1", "voices-0-whom": court.pk, "voices-0-until": "1990"}

    save(desk, at, {**opened(desk, at), **rows})

    assert Voice.objects.count() == 1
    assert resting.waiting() == [[], [], []]


def test_parties_that_join_two_sources_shake_figures_and_answers_too():
    resting = Resting()
    party = a_party(resting.event, resting.army, name="the state")
    resting.event.refresh_from_db()

    with parties_moving(resting.event, **BY):
        Member(event=party.event, party=party, source=resting.hospital).save()

    assert_all_are_shaken(resting, "“The raid” has other parties now")
