"""Background that nobody disputes stands with its event; a claim may become such."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from claims import actions
from claims.domain.errors import RuleBroken
from claims.domain.vocabulary import ChangeType, Lifecycle
from claims.models.desk.event import ContextNote
from claims.models.record.entry import Entry, head_seq
from claims.publishing import verify
from tests.admin.decision import Page
from tests.admin.desk import at_the_desk
from tests.api.asker import ask, results
from tests.builders import (
    NOW,
    a_citation,
    a_claim,
    a_figure,
    a_position,
    a_report,
    an_event,
    published,
)
from tests.pages.reader import mistakes, read, words

pytestmark = pytest.mark.django_db

ACCESS = "The only road into the town was closed in March."
NOTE = "Nobody disputes this."


def a_context(event, text=ACCESS, **more):
    context = ContextNote(event=event, text=text, **more)
    context.save()
    return context


def a_background():
    """A claim nobody disputes, of a published event, with the words it stands in."""
    claim = a_claim(ACCESS, cited=False)
    a_citation(claim, report=a_report(title="A road"), quote="closed since March")
    return published(claim)


def turned(claim, **more):
    told = {"text": ACCESS, "citation": claim.citations.first(), "note": NOTE, "by": None}
    return actions.keep_as_context(claim, **{**told, "at": NOW, **more})


def test_the_page_and_the_api_give_it_with_where_it_stands():
    event = an_event("A strike on a school")
    report = a_report(title="A map of the roads", url="https://example.org/roads")
    a_context(event, report=report, quote="closed since March")

    published(event)

    shown = words(f"/events/{event.slug}/")
    assert f"Context {ACCESS} closed since March A map of the roads" in shown
    assert "It is no claim and has no status." in shown
    assert mistakes(read(f"/events/{event.slug}/")) == []
    (context,) = ask(f"events/{event.slug}/")["context"]
    assert (context["text"], context["quote"]) == (ACCESS, "closed since March")
    assert context["report"]["title"] == "A map of the roads"


def test_an_event_without_it_says_nothing_of_it():
    event = published(an_event())

    assert 'id="context"' not in read(f"/events/{event.slug}/")
    assert ask(f"events/{event.slug}/")["context"] == []


def test_a_claim_that_becomes_background_keeps_its_address_and_leads_there():
    claim = a_background()

    turned(claim)

    shown = read(f"/claims/{claim.slug}/")
    assert f'href="/events/{claim.event.slug}/#context"' in shown
    kept = words(f"/claims/{claim.slug}/")
    assert "Nobody disputes this: we keep it as background" in kept
    assert "it has no status" not in kept
    assert "The status told is that of the time when it was a claim." in kept
    event = words(f"/events/{claim.event.slug}/")
    assert f"Context {ACCESS} closed since March A road" in event
    assert list(verify.problems()) == []


def test_background_counts_at_no_status_and_stands_in_no_list_of_claims():
    claim = a_background()
    event, source = claim.event, claim.claimant
    counted = published(a_claim("The road is open.", event=event, claimant=source))
    client = Client()

    turned(claim)

    assert sum(mark.count for mark in client.get("/").context["marks"]) == 1
    for narrowed in ("", f"?event={event.slug}", f"?source={source.slug}", "?status=unconfirmed"):
        asked = client.get(f"/claims/{narrowed}").context
        assert (asked["total"], len(asked["results"])) == (1, 1), narrowed
    asked = client.get(f"/sources/{source.slug}/").context
    assert (asked["total"], [c.href for c in asked["claims"]]) == (1, [f"/claims/{counted.slug}/"])
    asked = client.get(f"/events/{event.slug}/").context
    named = [c.href for heading in asked["headings"] for c in heading.claims]
    assert (asked["total"], named) == (1, [f"/claims/{counted.slug}/"])
    assert [one.href for one in asked["said"]] in ([], named)
    assert [row["slug"] for row in results("claims/", status="unconfirmed")] == [counted.slug]
    table = client.get("/export/claims.csv?examined=no").getvalue().decode()
    assert (claim.slug in table, counted.slug in table) == (False, True)
    assert client.get("/events/").context["events"][0].total == 1


def test_a_copy_by_the_api_and_the_table_of_all_claims_still_learn_what_became_of_it():
    claim = a_background()

    turned(claim)

    assert [row["lifecycle"] for row in results("claims/")] == ["context"]
    assert claim.slug in Client().get("/export/claims.csv").getvalue().decode()
    assert claim.slug in Client().get("/feeds/changes.json").content.decode()


def test_where_only_background_is_left_nothing_is_claimed():
    claim = a_background()

    turned(claim)

    shown = words(f"/events/{claim.event.slug}/")
    assert "No longer so" not in shown
    assert shown.count("Nothing yet") == 5


def test_the_decision_is_on_record_with_its_note():
    claim = a_background()
    before = head_seq()

    turned(claim)

    entries = Entry.objects.filter(seq__gt=before).select_related("words").order_by("seq")
    assert [(e.subject, e.change, e.words.read.change.note) for e in entries] == [
        (claim.uid, ChangeType.CLARIFICATION, NOTE),
        (claim.event.uid, ChangeType.CLARIFICATION, NOTE),
    ]
    assert 'id="context"' not in read(f"/events/{claim.event.slug}/", as_of=before)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"text": " "}, "Write what readers need to know, as background."),
        ({"note": ""}, "Say in a sentence what happened: readers will see it."),
    ],
)
def test_it_is_refused_with_what_to_do(more, sentence):
    claim = a_background()

    with pytest.raises(RuleBroken) as refused:
        turned(claim, **more)

    assert sentence in refused.value.messages
    assert not ContextNote.objects.exists()


def test_what_our_own_figure_rests_on_is_no_background():
    claim = a_claim()
    a_position(claim.event).uses.add(a_figure(claim))
    published(claim)

    with pytest.raises(RuleBroken, match="Our own figure on"):
        turned(claim)


def test_a_draft_becomes_background_on_the_desk_alone():
    claim = a_claim(ACCESS, event=published(an_event()))
    before = head_seq()

    turned(claim, note="")

    assert head_seq() == before
    claim.event.refresh_from_db()
    assert claim.event.changed


def test_an_editor_decides_it_on_a_page_with_a_preview():
    claim = a_background()
    page = Page(at_the_desk(), "claim", "context", claim.pk)
    kept = str(claim.citations.get().pk)

    page.press("preview", text=ACCESS, citation=kept, note=NOTE, change="clarification")
    assert "Readers see at once: claim" in page.words
    assert "Readers see at once: event" in page.words
    page.press("confirm", text=ACCESS, citation=kept, note=NOTE, change="clarification")

    claim.refresh_from_db()
    assert claim.lifecycle == Lifecycle.CONTEXT
    assert claim.event.context.get().report == claim.citations.get().report


def test_the_desk_is_put_back_to_the_background_that_readers_saw():
    event = an_event()
    kept = a_context(event)
    published(event)
    kept.text = "Something else."
    kept.save()

    actions.put_back(event, by=None, at=NOW)

    assert [one.text for one in event.context.all()] == [ACCESS]


def test_the_public_dossier_has_it():
    claim = a_background()
    turned(claim)

    found = json.loads(read(f"/events/{claim.event.slug}/dossier.json"))

    report = claim.citations.get().report.slug
    assert found["event"]["context"] == [
        {"text": ACCESS, "report": report, "quote": "closed since March"}
    ]
    assert found["claims"][0]["lifecycle"] == "context"
