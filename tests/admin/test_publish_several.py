"""Several things of one event, published as one."""

import pytest

from claims.models.desk.claim import Claim
from claims.models.record.entry import Entry, EntryBody, head_seq
from tests.admin.decision import Page, words
from tests.admin.desk import at_the_desk, page, save
from tests.admin.desk import opened as opened_form
from tests.builders import (
    a_citation,
    a_claim,
    a_figure,
    a_position,
    a_source,
    an_event,
    published,
    raw,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return at_the_desk()


@pytest.fixture
def event():
    return published(an_event("Attacks"))


def changed(claim, statement):
    claim.statement = statement
    claim.changed = True
    claim.save()
    return claim


def opened(client, event):
    return Page(client, "event", "several", event.pk)


def publish(client, address, **typed):
    found = client.get(address)
    hidden = {f.html_name: f.value() for f in found.context["form"].hidden_fields()}
    return found, client.post(address, {"change": "update", **hidden, **typed, "_confirm": "Go"})


def test_what_waits_is_listed_with_what_it_lacks(client, event):
    a_claim("Ready to go.", event=an_event("Kalat", parent=event))
    a_claim("Not cited.", event=event, cited=False)
    published(a_claim("Readers know this.", event=event))
    changed(published(a_claim("Ten died.", event=event)), "Eleven died.")

    told = opened(client, event).words

    assert "Claim, new: Ready to go." in told
    assert "Claim, changed: Eleven died." in told
    assert "“Not cited.” has no citation" in told
    assert "Readers know this." not in told


def test_it_says_who_said_what_reads_alike(client, event):
    for name in ("The governor", "The rescuers"):
        a_claim("12 killed (All)", event=event, claimant=a_source(name))

    told = opened(client, event).words

    assert "12 killed (All) The governor" in told
    assert "12 killed (All) The rescuers" in told


def test_what_is_ticked_is_published_together_with_a_note_each_or_one_for_all(client, event):
    new = a_claim("A new one.", event=event)
    one, two = (changed(published(a_claim(event=event)), f"Now {n}.") for n in "12")
    left = a_claim("Not yet.", event=event)
    before = head_seq()
    chosen = [f"claim-{c.pk}" for c in (new, one, two)]

    lead = opened(client, event).press("preview", chosen=chosen)
    seen, _ = publish(
        client, lead.response.url, note="For both.", **{f"note-{two.uid}": "For this one."}
    )

    assert all(said in words(seen) for said in ("A new one.", "Now 1.", "Now 2."))
    notes = {
        body.entry.subject: raw(body)["change"]["note"]
        for body in EntryBody.objects.filter(entry__seq__gt=before, entry__subject_kind="claim")
    }
    assert notes == {new.uid: "", one.uid: "For both.", two.uid: "For this one."}
    assert Claim.objects.get(pk=left.pk).publication == "draft"


def test_all_or_nothing(client, event):
    one, two = (changed(published(a_claim(event=event)), f"Now {n}.") for n in "12")
    before = head_seq()
    lead = opened(client, event).press("preview", chosen=[f"claim-{c.pk}" for c in (one, two)])

    _, refused = publish(client, lead.response.url, **{f"note-{two.uid}": "For this one alone."})

    assert "Note to readers : Say in a sentence what changed" in words(refused)
    assert "It is missing for “Now 1.”." in words(refused)
    assert head_seq() == before


def test_a_position_goes_out_with_its_claims(client, event):
    claim = a_claim(event=event)
    position = a_position(event)
    position.uses.add(a_figure(claim, 38))

    lead = opened(client, event).press(
        "preview", chosen=[f"claim-{claim.pk}", f"position-{position.pk}"]
    )
    publish(client, lead.response.url)

    assert Entry.objects.filter(subject__in=[claim.uid, position.uid]).count() == 2


def test_a_draft_leads_to_what_waits_beside_it_and_publishing_back_to_the_event(client, event):
    part = an_event("Kalat", parent=event)
    claim, _ = a_claim("Ten died.", event=part), a_claim("Six died.", event=part)

    form = client.get(page("claim", "change", claim.pk))
    offered = {offer["words"]: offer["url"] for offer in form.context["decisions"]}
    beside = client.get(offered["Publish with others"])

    assert beside.context["form"]["chosen"].value() == [f"claim-{claim.pk}"]
    lead = Page(client, "event", "several", part.pk).press("all")
    _, published_all = publish(client, lead.response.url)
    assert published_all.url == page("event", "change", event.pk)
    assert not Claim.objects.filter(publication="draft").exists()


def test_saving_what_readers_see_says_that_they_do_not_see_it_yet(client, event):
    claim = published(a_claim("Ten died.", event=event))
    address = page("claim", "change", claim.pk)

    save(client, address, {**opened_form(client, address), "short": "Ten"}, button="_save")

    assert "Readers do not see this yet. Publish changes" in words(client.get(page("claim")))


def test_something_must_be_ticked(client, event):
    a_claim(event=event)

    assert opened(client, event).press("preview").refusals == ["Tick what to publish."]


@pytest.mark.parametrize("query", ["with=claim-x,-1,source-99999999999999999999", "merge=x"])
def test_a_mangled_address_publishes_what_it_can_name(client, event, query):
    claim = a_claim("Ten died.", event=event)

    found = client.get(f"{page('claim', 'publish', claim.pk)}?{query}")

    assert "Ten died." in words(found)


def test_a_changed_quote_and_figure_are_shown_as_readers_read_them(client, event):
    claim = a_claim("Ten people died at Kalat.", event=event, cited=False)
    citation = a_citation(claim, quote="ten are dead")
    figure = a_figure(claim, 10)
    published(claim)
    citation.quote = "at least ten are dead"
    citation.save()
    figure.qualifier, figure.high = "at_least", None
    figure.save()
    changed(claim, "At least ten people died at Kalat.")

    told = client.get(page("claim", "publish", claim.pk)).content.decode()
    now, _, then = told.partition("Readers will read")

    assert "“ten are dead”" in now
    assert "“at least ten are dead”" in then
    assert "<ins>At least ten </ins>" in told
    assert ">at least 10<" in then
