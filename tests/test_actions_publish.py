"""Publishing, retracting and suppressing: what goes along, what is refused, what is gone."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import actions
from claims.domain.errors import RuleBroken, Stale
from claims.domain.vocabulary import EntryKind, Grounds, Publication
from claims.models.desk.claim import Claim
from claims.models.record.entry import Entry, EntryBody, head_seq
from claims.models.record.rows import ROWS, PublishedClaim, PublishedLink
from claims.publishing import verify
from claims.publishing.dependencies import needed_first
from claims.publishing.registry import last_state
from claims.states.encoding import dump
from tests.builders import (
    NOW,
    TODAY,
    a_citation,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_report,
    a_source,
    a_stance,
    an_event,
    published,
    published_state,
    raw,
    some_evidence,
    state,
)

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


def again(subject, note="Corrected a word.", **more):
    subject.refresh_from_db()
    return actions.publish([subject], note=note, by=None, at=LATER, **more)


def edited(subject, **values):
    for name, value in values.items():
        setattr(subject, name, value)
    subject.save()
    return subject


def full_claim():
    """A claim that names one of everything, all of it unpublished."""
    event = an_event()
    part = an_event(parent=event)
    military = a_source("The military")
    claim = a_claim(event=event, claimant=a_source("ISPR", speaks_for=military))
    a_figure(claim, event=part)
    a_stance(claim, source=a_source("The BLA"), report=a_report(reprints=a_report()))
    some_evidence(claim, report=None, other_claim=a_claim(event=event))
    return claim


def named_in(value):
    """Every uid that a state refers to."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return {uid for item in value for uid in named_in(item)}
    looks = isinstance(value, str) and len(value) == 32 and not set(value) - set("0123456789abcdef")
    return {value} if looks else set()


def test_everything_a_claim_names_goes_on_record_before_it():
    claim = published(full_claim())

    met = set()
    for entry in Entry.objects.order_by("seq"):
        assert named_in(published_state_at(entry)) <= met | {entry.subject}
        met.add(entry.subject)
    assert Entry.objects.get(pk=head_seq()).subject == claim.uid
    assert list(verify.problems()) == []


def published_state_at(entry):
    return raw(EntryBody.objects.get(entry=entry))["state"]


def test_the_plan_is_what_is_then_written():
    claim = full_claim()

    planned = actions.plan([claim])

    entries = actions.publish([claim], by=None, at=NOW)
    assert [s.uid for s in planned.first] == [e.subject for e in entries]
    assert planned.changed == ()


def test_published_things_that_were_edited_stay_as_readers_know_them():
    source = published(a_source("The old name"))
    edited(source, name="The new name")

    published(a_claim(claimant=source))

    assert published_state(source)["name"] == "The old name"


def test_a_link_waits_until_both_its_ends_are_published():
    one, other = a_claim(), a_claim()
    link = a_link(one, other)

    published(one)
    assert PublishedLink.objects.count() == 0

    published(other)
    link.refresh_from_db()
    assert link.on_record
    assert PublishedLink.objects.current().get().uid == link.uid


def test_a_link_is_published_with_both_its_ends_at_once():
    link = a_link(a_claim(), a_claim())

    published(link)

    assert link.on_record
    assert PublishedLink.objects.current().get().uid == link.uid


@pytest.mark.parametrize("link_state", ["suggested", "rejected"])
def test_only_a_confirmed_link_is_ever_published(link_state):
    one, other = a_claim(), a_claim()
    link = a_link(one, other, state=link_state, note="Not the same day.")

    actions.publish([one, other], by=None, at=NOW)
    with pytest.raises(RuleBroken, match="not a confirmed link"):
        actions.publish([link], by=None, at=NOW)

    assert PublishedLink.objects.count() == 0


def test_a_claim_without_a_citation_is_not_published_nor_anything_it_needs():
    claim = a_claim(cited=False)

    with pytest.raises(RuleBroken, match="no citation"):
        published(claim)

    claim.claimant.refresh_from_db()
    assert (Entry.objects.count(), claim.claimant.on_record) == (0, False)


def test_several_claims_are_published_together_or_not_at_all():
    event = an_event()
    good, bad = a_claim(event=event), a_claim(event=event, cited=False)

    with pytest.raises(RuleBroken):
        actions.publish([good, bad], by=None, at=NOW)
    assert Entry.objects.count() == 0

    a_citation(bad)
    actions.publish([good, bad], by=None, at=NOW)
    assert PublishedClaim.objects.current().count() == 2


def test_a_republication_needs_a_note():
    claim = edited(published(a_claim()), occasion="A press conference")

    for note in ("", "  "):
        with pytest.raises(RuleBroken, match="what changed"):
            again(claim, note=note)

    again(claim)
    entry = Entry.objects.get(pk=head_seq())
    body = raw(EntryBody.objects.get(entry=entry))
    assert (entry.kind, entry.change) == (EntryKind.CHANGED, "update")
    assert body["change"]["note"] == "Corrected a word."
    assert body["change"]["fields"] == ["occasion"]


def test_there_must_be_something_to_publish():
    claim = published(a_claim())

    with pytest.raises(RuleBroken, match="nothing to publish"):
        again(claim)


def touch_figure(claim):
    a_figure(claim)


def touch_quote(claim):
    a_citation(claim, quote="Fourteen.", report=claim.citations.get().report)


def touch_claimant(claim):
    edited(claim, claimant=published(a_source()))


def touch_time(claim):
    edited(claim, said_at=TODAY, said_precision="day")


def touch_stance(claim):
    a_stance(claim)


@pytest.mark.parametrize(
    "touch", [touch_figure, touch_quote, touch_claimant, touch_time, touch_stance]
)
def test_a_change_of_substance_is_never_minor(touch):
    claim = published(a_claim())
    touch(claim)
    before = head_seq()

    with pytest.raises(RuleBroken, match="not a minor change"):
        again(claim, minor=True)
    assert head_seq() == before

    again(claim, minor=False)
    assert head_seq() > before


def test_the_time_of_a_report_and_the_numbers_of_a_position_are_substance_too():
    report = edited(published(a_report()), published_at=TODAY, published_precision="day")
    position = edited(published(a_position(an_event())), low=40)

    for subject in (report, position):
        with pytest.raises(RuleBroken, match="not a minor change"):
            again(subject, minor=True)


def test_a_minor_change_is_in_the_history_and_not_in_the_news():
    claim = edited(published(a_claim()), occasion="A press conference")

    again(claim, minor=True)

    assert Entry.objects.get(pk=head_seq()).minor
    assert not Entry.objects.news().filter(pk=head_seq()).exists()
    assert Entry.objects.about(claim.uid).last().pk == head_seq()


def test_the_second_of_two_editors_is_told():
    claim = published(a_claim())
    seen = Claim.objects.get(pk=claim.pk)
    edited(claim, occasion="A press conference")

    with pytest.raises(Stale):
        actions.publish([seen], note="A word.", by=None, at=LATER)


def test_a_retracted_page_stays_with_the_reason_above_it():
    claim = published(a_claim("Fourteen were killed."))
    edited(claim, statement="Half an edit.")

    actions.retract(claim, reason=" We misread it. ", by=None, at=LATER)

    shown = published_state(claim)
    assert shown["retracted"]["reason"] == "We misread it."
    assert shown["statement"] == "Fourteen were killed."
    row = PublishedClaim.objects.current().get(uid=claim.uid)
    assert row.publication == Publication.RETRACTED
    assert Entry.objects.get(pk=head_seq()).change == "correction"
    assert list(verify.problems()) == []


def test_what_was_retracted_may_be_published_again_with_a_note():
    claim = published(a_claim())
    actions.retract(claim, reason="We misread it.", by=None, at=LATER)

    with pytest.raises(RuleBroken, match="not a minor change"):
        again(claim, minor=True)
    again(claim, note="We had read it well after all.")

    claim.refresh_from_db()
    assert claim.publication == Publication.PUBLISHED
    assert "retracted" not in published_state(claim)


@pytest.mark.parametrize("reason", ["", " "])
def test_nothing_is_taken_back_without_a_reason(reason):
    claim = published(a_claim())
    before = head_seq()

    with pytest.raises(RuleBroken):
        actions.retract(claim, reason=reason, by=None, at=LATER)
    with pytest.raises(RuleBroken):
        actions.suppress(claim, grounds=Grounds.LAW, reason=reason, by=None, at=LATER)

    assert head_seq() == before


def test_only_what_readers_see_is_taken_back():
    claim = a_claim()

    with pytest.raises(RuleBroken):
        actions.retract(claim, reason="A mistake.", by=None, at=NOW)
    with pytest.raises(RuleBroken):
        actions.suppress(claim, grounds=Grounds.LAW, reason="A mistake.", by=None, at=NOW)

    assert Entry.objects.count() == 0


CANARY = "Zarghuna of house nine"


def a_dangerous_claim():
    """Told in four entries, each with the words that must go."""
    claim = a_claim(f"{CANARY} saw it.", occasion=CANARY)
    a_figure(claim, words=f"as {CANARY} counted")
    a_citation(claim, quote=CANARY, report=claim.citations.get().report)
    some_evidence(claim, note=f"{CANARY} told us.")
    published(claim)
    again(edited(claim, occasion=f"At the gate, {CANARY}"))
    claim.refresh_from_db()
    actions.change_status(
        claim, to="unverifiable", reason=f"We asked {CANARY} and others.", by=None, at=LATER
    )
    actions.retract(claim, reason=f"{CANARY} is in danger.", by=None, at=LATER)
    return claim


def words_of_the_record():
    """Every value of every table that readers are served from."""
    record = [
        m for m in apps.get_app_config("claims").get_models() if m in (*ROWS, Entry, EntryBody)
    ]
    return json.dumps([list(m.objects.values()) for m in record], default=str)


def test_suppression_leaves_no_word_in_any_table_of_the_record():
    claim = a_dangerous_claim()
    assert words_of_the_record().count(CANARY) >= 8
    digests = dict(Entry.objects.values_list("seq", "digest"))

    actions.suppress(claim, grounds=Grounds.DANGER, reason=f"{CANARY} asked.", by=None, at=LATER)

    assert CANARY not in words_of_the_record()
    kept = dict(Entry.objects.values_list("seq", "digest"))
    assert kept.items() >= digests.items()
    assert Entry.objects.get(pk=head_seq()).kind == EntryKind.SUPPRESSED
    assert list(verify.problems()) == []


def test_a_withheld_page_keeps_its_address_and_names_the_ground_alone():
    claim = a_dangerous_claim()

    actions.suppress(claim, grounds=Grounds.DANGER, reason="They asked us.", by=None, at=LATER)

    about = {"grounds": "danger", "at": "2024-08-27T14:00:00.000000Z"}
    assert dump(last_state(claim)) == {
        "slug": claim.slug,
        "withheld": about,
        "sources": [claim.claimant.uid],
        "events": [claim.event.uid],
        "counts": [{"event": claim.event.uid, "category": "all", "measure": "killed"}],
    }
    row = PublishedClaim.objects.current().get(uid=claim.uid)
    assert (row.slug, row.withheld, row.statement) == (claim.slug, True, "")
    assert claim.history.latest("history_id").history_change_reason == "They asked us."


def test_what_was_withheld_is_never_published_again():
    claim = published(a_claim())
    actions.suppress(claim, grounds=Grounds.LAW, reason="A court order.", by=None, at=LATER)

    for attempt in (lambda: again(claim), lambda: again(edited(claim, occasion="Here"))):
        with pytest.raises(RuleBroken, match="withheld"):
            attempt()


def test_suppressing_one_thing_leaves_the_words_of_all_others():
    event = an_event()
    gone, stays = published(a_claim(event=event)), published(a_claim(event=event))
    before = published_state(stays)

    actions.suppress(gone, grounds=Grounds.LAW, reason="A court order.", by=None, at=LATER)

    assert published_state(stays) == before == state(Claim.objects.get(pk=stays.pk))
    assert published_state(event)["title"] == event.title


def test_a_note_and_a_reason_are_kept_as_all_text_is():
    claim = edited(published(a_claim()), occasion="A press conference")

    again(claim, note="  The cafe\u0301 was\r\nmissing. ")
    assert (
        raw(EntryBody.objects.get(entry=head_seq()))["change"]["note"] == "The café was\nmissing."
    )

    claim.refresh_from_db()
    actions.retract(claim, reason="Not the cafe\u0301.", by=None, at=LATER)
    assert published_state(claim)["retracted"]["reason"] == "Not the café."


@pytest.mark.parametrize("way", ["publish", "retract", "suppress"])
def test_words_that_cannot_be_kept_are_refused_in_a_sentence(way):
    claim = edited(published(a_claim()), occasion="A press conference")
    more = {
        "publish": {"note": "A bell: \a"},
        "retract": {"reason": "A bell: \a"},
        "suppress": {"reason": "A bell: \a", "grounds": Grounds.LAW},
    }[way]

    with pytest.raises(RuleBroken, match=r"U\+0007"):
        getattr(actions, way)([claim] if way == "publish" else claim, by=None, at=LATER, **more)


def test_a_claim_of_many_figures_is_told_and_planned_in_as_many_queries_as_one_of_few():
    claim = a_claim()
    asked = []
    for _ in range(2):
        for n in range(4):
            a_figure(claim, n + 10)
        fresh = Claim.objects.get(pk=claim.pk)
        with CaptureQueriesContext(connection) as captured:
            state(fresh)
            needed_first([fresh])
        asked.append(len(captured))

    assert asked[0] == asked[1]
