"""One click back: the desk as readers see it, or as they once saw it."""

import pytest

from claims import actions
from claims.domain.errors import RuleBroken
from claims.domain.status import Status
from claims.models.desk.claim import Claim
from claims.models.desk.figure import Figure
from claims.models.record.entry import Entry, head_seq
from claims.publishing.registry import differs
from tests.admin.decision import Page, words
from tests.admin.desk import at_the_desk, opened, page, save
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
    some_evidence,
    state,
)

pytestmark = pytest.mark.django_db


def put_back(subject, entry=None):
    actions.put_back(subject, entry=entry, by=None, at=NOW)
    return type(subject).objects.get(pk=subject.pk)


def a_full_claim():
    claim = a_claim("Ten died.", said_at=TODAY, said_precision="day", private_note="Call Sana.")
    a_citation(claim, quote="ten dead")
    one = a_figure(claim, 10)
    two = a_figure(claim, 4, supersedes=one)
    two.same_people_as.add(one)
    a_stance(claim)
    some_evidence(claim, key="list")
    some_evidence(claim, key="secret", confidential=True)
    return published(claim)


def spoil_fields(claim):
    claim.statement, claim.occasion, claim.said_at, claim.said_precision = "Hm", "A call", None, ""
    claim.claimant = a_source()
    claim.save()


def spoil_rows(claim):
    citation = claim.citations.last()
    citation.quote = "eleven dead"
    citation.save()
    claim.stances.get().delete()
    a_stance(claim)
    a_figure(claim, 99)
    a_citation(claim)


def remove_rows(claim):
    claim.figures.get(value=4).delete()
    claim.evidence.get(key="secret").delete()
    claim.citations.first().delete()


def move_it(claim):
    event = an_event("Elsewhere")
    claim.event = event
    claim.save()
    for figure in claim.figures.all():
        figure.category = event.categories.get(slug="all")
        figure.save()


@pytest.mark.parametrize("spoil", [spoil_fields, spoil_rows, remove_rows, move_it])
def test_a_claim_is_again_what_readers_see(spoil):
    claim = a_full_claim()
    event = claim.event
    spoil(claim)
    assert state(Claim.objects.get(pk=claim.pk)) != published_state(claim)

    back = put_back(claim)

    assert not differs(back)
    assert not back.changed
    assert {f.category.event for f in back.figures.all()} == {event}


def test_what_readers_never_see_stays():
    claim = a_full_claim()
    secret = claim.evidence.get(key="secret")
    claim.private_note, claim.short = "Call Anna.", "Ten"
    claim.save()
    claim.evidence.get(key="secret").delete()

    back = put_back(claim)

    assert (back.private_note, back.short) == ("Call Anna.", "")
    assert back.evidence.get(key="secret").originator == secret.originator


def test_what_stands_as_it_did_is_not_written_again():
    claim = a_full_claim()
    before = Figure.history.count()
    claim.short = "Ten"
    claim.save()

    put_back(claim)

    assert Figure.history.count() == before


def test_nothing_goes_to_readers_and_the_status_stays():
    claim = a_full_claim()
    actions.change_status(claim, to=Status.UNVERIFIABLE, reason="We asked. " * 9, by=None, at=NOW)
    before = head_seq()

    back = put_back(claim, entry=Entry.objects.about(claim.uid).first().seq)

    assert (back.status, head_seq()) == ("unverifiable", before)


def test_a_former_state_is_put_back_to_be_published_again():
    claim = published(a_claim("Ten died."))
    first = Entry.objects.about(claim.uid).get().seq
    claim.statement = "Eleven died."
    claim.save()
    actions.publish([claim], note="One more.", by=None, at=NOW)

    back = put_back(claim, entry=first)

    assert (back.statement, back.changed) == ("Ten died.", True)
    assert published_state(claim)["statement"] == "Eleven died."


def spoil_source(source):
    source.name, source.speaks_for = "Hm", a_source()
    source.separations.create(other=a_source(), reason="They never met.")
    source.save()


def spoil_event(event):
    event.title = "Hm"
    event.save()
    event.categories.get(slug="soldiers").delete()
    child = event.categories.get(slug="police")
    child.parent, child.name = None, "Cops"
    child.save()


def spoil_position(position):
    position.low, position.rationale = 1, "Hm"
    position.save()
    position.uses.set([])
    position.leaves_out.all().delete()


def a_full_position():
    event = an_event()
    used, out = (a_figure(a_claim(event=event), 38) for _ in range(2))
    position = a_position(event)
    position.uses.add(used)
    position.leaves_out.create(figure=out, reason="An early count.")
    return position


@pytest.mark.parametrize(
    ("make", "spoil"),
    [
        (a_source, spoil_source),
        (an_event, spoil_event),
        (a_full_position, spoil_position),
        (lambda: a_report(published_at=TODAY, published_precision="day"), None),
        (lambda: a_link(published(a_claim()), published(a_claim()), note="Same day."), None),
    ],
    ids=["source", "event", "position", "report", "link"],
)
def test_every_kind_is_put_back(make, spoil):
    subject = published(make())
    if spoil:
        spoil(subject)
    elif hasattr(subject, "published_at"):
        subject.published_at, subject.published_precision, subject.title = None, "", "Hm"
        subject.save()
    else:
        subject.note = "Hm"
        subject.save()
    assert differs(subject)

    assert not differs(put_back(subject))


@pytest.mark.parametrize("which", ["a draft", "another's entry"])
def test_there_must_be_something_to_go_back_to(which):
    claim = a_claim() if which == "a draft" else published(a_claim())
    entry = None if which == "a draft" else Entry.objects.exclude(subject=claim.uid).first().seq

    with pytest.raises(RuleBroken):
        put_back(claim, entry)


def test_the_page_shows_what_goes_and_puts_it_back():
    client = at_the_desk()
    claim = published(a_claim("Ten died."))
    address = page("claim", "change", claim.pk)
    save(client, address, {**opened(client, address), "statement": "Eleven died."})

    form = Page(client, "claim", "back", claim.pk).press("preview", to="now")
    assert "Eleven died." in form.words
    form.press("confirm", to="now")

    assert Claim.objects.get().statement == "Ten died."
    assert "The desk is back to what readers see." in words(client.get(form.response.url))


def test_an_earlier_state_leads_on_to_publishing_it():
    client = at_the_desk()
    claim = published(a_claim("Ten died."))
    first = Entry.objects.about(claim.uid).get().seq
    claim.statement = "Eleven died."
    claim.save()
    actions.publish([claim], note="One more.", by=None, at=NOW)

    form = Page(client, "claim", "back", claim.pk).decide(to=str(first))

    assert form.response.url == page("claim", "publish", claim.pk)
