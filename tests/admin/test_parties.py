"""Parties of an event as editors put them together: in its form, by hand or from other events."""

import json
import re
from dataclasses import replace

import pytest

from claims import actions, dossier
from claims.actions.status import missing_for
from claims.domain.errors import RuleBroken
from claims.domain.status import Status
from claims.domain.vocabulary import ChangeType, EntryKind, SubjectKind
from claims.models.desk.event import Event
from claims.models.desk.party import Member, Party, Voice
from claims.publishing import log, verify
from claims.publishing.claim import state as claim_state
from claims.publishing.new_entry import Step
from claims.publishing.registry import published_state, state
from tests.admin.desk import at_the_desk, errors, opened, page, save, words
from tests.builders import (
    NOW,
    a_claim,
    a_party,
    a_report,
    a_source,
    an_event,
    published,
    some_evidence,
)
from tests.dossier.small import small, take

pytestmark = pytest.mark.django_db
ENOUGH = "Two who saw it for themselves say so."


@pytest.fixture
def desk():
    return at_the_desk()


def told(event):
    """Its parties in short, with their members."""
    return {
        party.name: [
            (m.source.name, m.since, m.until) for m in party.members.order_by("source__name")
        ]
        for party in event.parties.order_by("position")
    }


def saved(client, event, **typed):
    at = page("event", "change", event.pk)
    return save(client, at, {**opened(client, at), **typed})


def test_members_may_name_a_party_that_is_not_there_yet(desk):
    event, army, police = an_event(), a_source("Army"), a_source("Police")

    response = saved(
        desk,
        event,
        **{
            "members-TOTAL_FORMS": "2",
            "members-0-source": army.pk,
            "members-0-new_party": "the Pakistani state",
            "members-1-source": police.pk,
            "members-1-new_party": "The Pakistani State",
            "members-1-since": "2024-08",
        },
    )

    assert response.status_code == 302, errors(response)
    assert told(event) == {"the Pakistani state": [("Army", "", ""), ("Police", "2024-08", "")]}
    assert event.parties.get().slug == "the-pakistani-state"


def test_alliances_are_chosen_among_the_parties_of_the_event(desk):
    event = an_event()
    a_party(event, name="One", slug="one")
    a_party(event, name="Two", slug="two")

    response = saved(desk, event, **{"parties-1-allied_with": ["one"]})

    assert response.status_code == 302, errors(response)
    assert event.parties.get(slug="two").allied_with == ["one"]
    assert errors(saved(desk, event, **{"parties-1-allied_with": ["three"]})) != []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"members-1-source": "other"}, "Choose the party, or name a new one."),
        ({"members-0-since": "August"}, "is no year (2024)"),
        ({"members-0-since": "2024", "members-0-until": "2023"}, "“2023” lies before “2024”"),
        (
            {"members-1-source": "army", "members-1-new_party": "The rebels"},
            "“Army” stands with two parties at a time: give the days.",
        ),
    ],
)
def test_what_cannot_be_of_a_member_is_said_on_the_form(desk, typed, sentence):
    event, army = an_event(), a_source("Army")
    a_party(event, army, name="The state")
    keys = {"army": army.pk, "other": a_source().pk}
    typed = {name: keys.get(value, value) for name, value in typed.items()}

    response = saved(desk, event, **{"members-TOTAL_FORMS": "2", **typed})

    assert " ".join(errors(response)).count(sentence) == 1, errors(response)
    assert Party.objects.count() == 1


def test_a_part_has_no_parties_of_its_own(desk):
    event = an_event()

    sent = opened(desk, page("event", "change", an_event(parent=event).pk))

    assert not [name for name in sent if name.startswith(("parties", "members"))]


def test_parties_are_suggested_from_other_events_of_the_same_sources(desk):
    army, police, court = a_source("Army"), a_source("Police"), a_source("Court")
    before, event = an_event("The first raid"), an_event("The second raid")
    party = a_party(before, army, police, name="the state", slug="the-state")
    a_party(before, court, name="the judges")
    a_claim(claimant=a_source("Its man", speaks_for=army), event=an_event(parent=event))

    at = page("event", "change", event.pk)
    assert "the state: Army (as in The first raid)" in desk.get(at).content.decode()
    response = saved(desk, event, take_over=[str(party.pk)])

    assert response.status_code == 302, errors(response)
    assert told(event) == {"the state": [("Army", "", "")]}
    assert "as in The first raid" not in desk.get(at).content.decode()


def test_whom_a_source_spoke_for_is_given_with_its_days(desk):
    man, army, court = a_source("A man"), a_source("Army"), a_source("Court")
    at = page("source", "change", man.pk)
    rows = {
        "voices-TOTAL_FORMS": "2",
        "voices-0-whom": army.pk,
        "voices-0-until": "2023",
        "voices-1-whom": court.pk,
        "voices-1-since": "2024",
    }

    response = save(desk, at, {**opened(desk, at), **rows})

    assert response.status_code == 302, errors(response)
    assert [(v.whom.name, v.since, v.until) for v in man.voices.order_by("pk")] == [
        ("Army", "", "2023"),
        ("Court", "2024", ""),
    ]


def test_sources_never_speak_for_one_another_in_a_circle_of_days(desk):
    man, army = a_source("A man"), a_source("Army")
    Voice(source=man, whom=army, until="2023").save()

    with pytest.raises(RuleBroken, match="for each other in a circle"):
        Voice(source=army, whom=man, since="2024").save()
    army.speaks_for = man
    with pytest.raises(RuleBroken, match="for each other in a circle"):
        army.save()


# What a status rests on.


def missing(claim):
    pieces = list(claim.evidence.all())
    return missing_for(claim, to=Status.CONFIRMED, reason=ENOUGH, evidence=pieces)


def said_by(event, *originators, **more):
    claim = a_claim(event=event, claimant=originators[0], **more)
    for one in originators:
        some_evidence(claim, originator=one)
    return claim


def test_allies_in_one_event_are_outsiders_in_the_next():
    us, kabul, doctors = a_source("The US"), a_source("Kabul"), a_source("Doctors")
    allied, apart, later = an_event("A strike"), an_event("A raid"), an_event("A flood")
    a_party(allied, us, name="the coalition", slug="coalition")
    a_party(allied, kabul, name="Kabul", allied_with=["coalition"])
    a_party(apart, kabul, name="Kabul")
    a_party(later, us, kabul, name="those who help")

    assert missing(said_by(allied, us, kabul)) != []
    assert missing(said_by(apart, kabul, us)) == []
    assert missing(said_by(later, kabul, us)) != []
    assert all(missing(said_by(e, kabul, doctors)) == [] for e in (allied, apart, later))


def test_two_arms_of_one_state_are_one_chain_however_another_event_calls_it():
    army, police = a_source("Army"), a_source("Police")
    first, second = an_event(), an_event()
    a_party(first, army, name="the state", slug="state")
    a_party(second, army, police, name="Pakistan", slug="pakistan")

    claim = said_by(an_event(parent=second), army, police)

    assert "Army and Police are on one side, Pakistan: one chain." in missing(claim)
    assert claim_state(claim).origins.supports == 1


def test_who_changed_party_still_knew_it_as_what_it_was():
    army, deserter = a_source("Army"), a_source("A deserter")
    event = an_event()
    a_party(event, army, (deserter, "", "2024-08-26"), name="the state")
    claim = a_claim(event=event, claimant=army)
    some_evidence(claim, originator=army)
    days = {"2024-08-26": 1, "2024-08-27": 2}

    found = {}
    for day in days:
        report = a_report(published_at=f"{day}T00:00+00:00", published_precision="day")
        piece = some_evidence(claim, originator=deserter, report=report)
        claim.refresh_from_db()
        found[day] = claim_state(type(claim).objects.get(pk=claim.pk)).origins.supports
        piece.delete()

    assert found == days


# Of what was published, and what moves.


def test_an_event_is_published_with_those_who_stand_with_its_parties():
    army, rebels = a_source(), a_source()
    event = an_event()
    a_party(event, army, name="the state", slug="state")
    a_party(event, (rebels, "2024"), name="the rebels", slug="rebels", allied_with=["state"])

    published(event)

    for source in (army, rebels):
        source.refresh_from_db()
        assert source.on_record
    shown = state(event).parties
    assert [(p.slug, [(m.source, m.since) for m in p.members]) for p in shown] == [
        ("state", [(army.uid, "")]),
        ("rebels", [(rebels.uid, "2024")]),
    ]


def test_parties_are_put_back_as_readers_saw_them():
    army, other, event = a_source("Army"), a_source("Other"), an_event()
    party = a_party(event, army, (other, "2024"), name="the state")
    a_party(event, name="the rebels")
    published(event)
    before = state(event)
    party.delete()
    Member(event=event, party=event.parties.get(), source=army).save()
    event.refresh_from_db()

    actions.put_back(event, by=None, at=NOW)

    assert state(type(event).objects.get(pk=event.pk)) == before


def test_an_event_that_leaves_takes_its_parties_along():
    army, whole = a_source("Army"), an_event()
    a_party(whole, (army, "2024"), name="the state")
    part = an_event(parent=whole)

    actions.place_event(part, under=None, change=ChangeType.UPDATE, by=None, at=NOW)

    assert told(part) == told(whole) == {"the state": [("Army", "2024", "")]}


def test_an_event_that_comes_under_a_whole_leaves_none_of_its_parties_behind():
    army, one, whole = a_source("Army"), an_event(), an_event()
    a_party(one, army, name="the state", slug="state")
    a_party(whole, name="the rebels", slug="rebels")
    going = {"under": whole, "change": ChangeType.UPDATE, "by": None, "at": NOW}

    with pytest.raises(RuleBroken, match="has no party “the state”: add it there first"):
        actions.place_event(one, **going)
    a_party(whole, army, name="Pakistan", slug="state")
    one.refresh_from_db()
    actions.place_event(one, **going)

    assert told(one) == {}
    assert list(told(whole)) == ["the rebels", "Pakistan"]


def test_publishing_other_parties_says_which_statuses_no_longer_hold(desk):
    army, police = a_source("Army"), a_source("Police")
    event = an_event()
    claim = said_by(event, army, police)
    published(claim)
    pieces = list(claim.evidence.all())
    actions.change_status(
        claim, to=Status.CONFIRMED, reason=ENOUGH, evidence=pieces, by=None, at=NOW
    )
    event.refresh_from_db()
    address = page("event", "publish", event.pk)
    assert "statuses that lack what they need" not in desk.get(address).content.decode()
    a_party(event, army, police, name="the state")

    shown = desk.get(address).content.decode()

    assert "With these parties, statuses that lack what they need" in shown
    assert "Army and Police are on one side, the state: one chain." in shown
    assert "Party “the state”" in shown


def test_the_first_parties_of_an_event_from_before_there_were_any_are_shown(desk):
    event = published(an_event())
    old = replace(published_state(event), parties=None)
    with log.writing():
        step = Step(EntryKind.CHANGED, SubjectKind.EVENT, event.uid, old, note="Told again.")
        log.append([step], by=None, at=NOW)
    a_party(event, a_source("Army"), name="the state")

    shown = desk.get(page("event", "publish", event.pk))

    assert shown.status_code == 200
    assert "Party “the state”" in words(shown)


def test_readers_see_who_stood_with_whom_on_the_page_of_the_event(client):
    army, event = a_source("Army"), an_event(slug="raid")
    a_party(event, (army, "2024"), name="the state", slug="state")
    a_party(event, name="the coalition", allied_with=["state"])
    published(an_event(slug="part", parent=event))

    for slug in ("raid", "part"):
        shown = client.get(f"/events/{slug}/").content.decode()
        assert "Who stood with whom" in shown
        assert "(from 2024)" in shown
        assert 'Allied with <span dir="auto">the coalition' in shown
    assert (
        "Who stood with whom"
        not in client.get(f"/events/{published(an_event()).slug}/").content.decode()
    )


def test_saving_parties_tells_which_statuses_lack_what_they_need(desk):
    army, police, event = a_source("Army"), a_source("Police"), an_event()
    party = a_party(event, army, name="the state")
    claim = said_by(event, army, police)
    published(claim)
    decision = {"reason": ENOUGH, "evidence": list(claim.evidence.all()), "by": None, "at": NOW}
    actions.change_status(claim, to=Status.CONFIRMED, **decision)
    event.refresh_from_db()

    saved(desk, event, **{"members-1-source": police.pk, "members-1-party": party.pk})

    told = words(desk.get(page("event", "change", event.pk)))
    assert f"statuses that lack what they need: {claim}" in told
    (look,) = claim.second_looks.filter(cleared_at=None)
    assert str(look) == f"“{event}” has other parties now"
    assert look.why
    claim.refresh_from_db()
    assert claim.changed

    saved(desk, event, title="The raid, told again")
    saved(desk, event, **{"members-1-DELETE": "on"})

    assert not claim.second_looks.filter(cleared_at=None).exists()


def test_parties_that_are_put_back_bring_back_the_statuses_they_no_longer_carry():
    army, police, event = a_source("Army"), a_source("Police"), an_event()
    party = a_party(event, army, police, name="the state")
    claim = said_by(event, army, police)
    published(claim)
    party.members.get(source=police).delete()
    decision = {"reason": ENOUGH, "evidence": list(claim.evidence.all()), "by": None, "at": NOW}
    actions.change_status(claim, to=Status.CONFIRMED, **decision)
    event.refresh_from_db()

    actions.put_back(event, by=None, at=NOW)

    assert [look.cause for look in claim.second_looks.all()] == ["parties"]


def test_an_import_publishes_no_party_that_an_editor_has_not_shown_yet():
    take(small())
    event = Event.objects.get(slug="kalat")
    secret = a_source("Not for readers yet")
    Member(event=event, party=event.parties.first(), source=secret).save()
    more = json.loads(dossier.export("kalat"))
    new = {**more["claims"][0], "slug": "told-later", "figures": [], "evidence": []}
    new |= {"history": [], "stances": [], "utterance": "told-later"}

    take({**more, "claims": [*more["claims"], new]}, add=True)

    secret.refresh_from_db()
    event.refresh_from_db()
    assert not secret.on_record
    assert event.changed
    assert list(verify.problems()) == []


def test_a_voice_without_the_one_it_spoke_for_is_told_so(desk):
    source = a_source("ISPR")
    address = page("source", "change", source.pk)
    typed = opened(desk, address) | {"voices-0-since": "2024", "voices-0-whom": ""}

    refused = save(desk, address, typed)

    assert refused.status_code == 200
    assert any("required" in error for error in errors(refused))


def test_a_member_that_was_withheld_is_named_nowhere(client):
    event, witness = an_event(slug="raid"), a_source("Somebody in danger")
    a_party(event, a_source("Army"), witness, name="the state")
    published(a_claim(event=event))
    witness.refresh_from_db()
    actions.suppress(witness, grounds="danger", reason="A threat.", by=None, at=NOW)

    page_of_event = client.get("/events/raid/").content.decode()
    given = client.get("/events/raid/dossier.json").json()
    told = client.get("/api/v1/events/raid/").json()

    assert "Somebody in danger" not in page_of_event + json.dumps([given, told])
    assert [len(party["members"]) for party in given["parties"]] == [1]


def test_what_is_seldom_edited_is_folded_and_opens_where_it_is_refused(desk):
    event, army = an_event(), a_source("Army")
    a_party(event, name="the state")
    at = page("event", "change", event.pk)

    shown = desk.get(at).content.decode()

    assert re.search(r"<details><summary>\s*<h2[^>]*>\s*Parties \(1\)", shown)
    twice = {
        "members-TOTAL_FORMS": "2",
        "members-0-source": str(army.pk),
        "members-0-new_party": "one",
        "members-1-source": str(army.pk),
        "members-1-new_party": "another",
    }
    refused = save(desk, at, {**opened(desk, at), **twice})
    assert "stands with two parties at a time" in " ".join(errors(refused))
    members = refused.content.decode().partition('id="members-group"')[2].partition("</h2>")[0]
    assert "<details>" not in members
