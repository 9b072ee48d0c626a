"""Publish and publish changes: seen with open eyes, then done just so."""

import html
import re

import pytest

from claims import actions
from claims.models.record.entry import Entry, EntryBody, head_seq
from tests.admin.decision import Page, words
from tests.admin.desk import at_the_desk
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
    an_editor,
    an_event,
    published,
    published_state,
    raw,
)

pytestmark = pytest.mark.django_db

NOTE = "The occasion was missing."


@pytest.fixture
def client():
    return at_the_desk()


def opened(client, subject, query=""):
    return Page(client, type(subject)._meta.model_name, "publish", subject.pk, query)


def edited(subject, **values):
    subject.refresh_from_db()
    for name, value in values.items():
        setattr(subject, name, value)
    subject.changed = subject.on_record
    subject.save()
    return subject


def differences(form):
    """What changes, as (what, before, after)."""
    changed = form.response.context["seen"]["changed"]
    return [(row.what, row.before, row.after) for going in changed for row in going.rows]


def test_a_first_publication_shows_the_page_and_all_that_goes_along(client):
    claim = a_claim("Fourteen were killed.", claimant=a_source("ISPR"))
    other = published(a_claim())
    a_link(claim, other)

    form = opened(client, claim)

    seen = form.response.context["seen"]
    assert [going.name for going in seen["first"]] == ["Fourteen were killed."]
    assert {"Source", "Report", "Event", "Link"} == {going.kind for going in seen["along"]}
    assert "Fourteen were killed. Said by ISPR" in form.words


def test_a_first_publication_needs_no_note_and_one_press(client):
    claim = a_claim()

    done = opened(client, claim).press("confirm")

    claim.refresh_from_db()
    assert claim.on_record
    assert "Readers now see this." in words(client.get(done.response.url))


@pytest.mark.parametrize(
    "make",
    [
        a_claim,
        an_event,
        a_source,
        a_report,
        lambda: a_link(published(a_claim()), published(a_claim())),
        lambda: a_position(an_event()),
    ],
    ids=["claim", "event", "source", "report", "link", "position"],
)
def test_each_kind_is_published_from_its_page(client, make):
    subject = make()

    opened(client, subject).press("confirm")

    subject.refresh_from_db()
    assert subject.on_record
    assert "nothing to publish" in opened(client, subject).words


def test_changes_are_shown_field_by_field_in_readers_words(client):
    claim = published(a_claim("Fourteen were killed.", claimant=a_source("The military")))
    edited(claim, claimant=published(a_source("ISPR")), said_at=TODAY, said_precision="day")

    assert differences(opened(client, claim)) == [
        ("Said by", ("The military",), ("ISPR",)),
        ("Said on", (), ("27 August 2024",)),
    ]


def test_a_word_that_two_vocabularies_share_is_read_in_that_of_its_field(client):
    source = published(a_source("Bugti", kind="witness"))
    edited(source, kind="official")

    assert differences(opened(client, source)) == [("Kind", ("Witness",), ("Official",))]


def test_items_that_came_went_or_moved_are_told_one_by_one(client):
    claim = a_claim()
    kept, gone = a_figure(claim, 14, key="kept"), a_figure(claim, 21, key="gone")
    published(claim)
    kept.words = "fourteen soldiers"
    kept.save()
    gone.delete()
    a_citation(claim, quote="Fourteen.", report=published(a_report(title="The statement")))
    edited(claim)

    told = {what: (before, after) for what, before, after in differences(opened(client, claim))}

    assert told["Figure “kept”: words"] == ((), ("fourteen soldiers",))
    assert told["Figure “gone”"][1] == ()
    assert "Category: all" in told["Figure “gone”"][0]
    assert told["Citation “The statement”"] == (
        (),
        ("Report: The statement", "Quote: Fourteen.", "Where it was first said: no"),
    )
    assert set(told) == {"Figure “kept”: words", "Figure “gone”", "Citation “The statement”"}


def test_changes_need_a_note_and_what_was_typed_is_kept(client):
    claim = edited(published(a_claim()), occasion="A press conference")
    before = head_seq()

    form = opened(client, claim).press("confirm", note=" ", change="clarification")

    assert form.refusals == ["Say in a sentence what changed: readers will see it."]
    assert form.response.context["form"]["change"].value() == "clarification"
    assert head_seq() == before

    form.press("confirm", note=NOTE, change="clarification")
    entry = Entry.objects.get(pk=head_seq())
    assert entry.change == "clarification"
    assert raw(EntryBody.objects.get(entry=entry))["change"]["note"] == NOTE


def test_a_change_of_substance_is_refused_as_minor(client):
    claim = published(a_claim())
    a_figure(claim)
    edited(claim)
    before = head_seq()

    form = opened(client, claim).press("confirm", note=NOTE, minor="on")

    assert form.refusals == ["This is not a minor change: it touches figures."]
    assert head_seq() == before


def test_a_minor_change_is_published_as_such(client):
    claim = edited(published(a_claim()), occasion="A press conference")

    opened(client, claim).press("confirm", note=NOTE, minor="on")

    assert Entry.objects.get(pk=head_seq()).minor


def test_what_cannot_be_published_says_why_and_offers_no_button(client):
    form = opened(client, a_claim(cited=False))

    assert "no citation" in form.words
    assert "_confirm" not in form.response.content.decode()


def test_what_was_withheld_cannot_be_published(client):
    claim = published(a_claim())
    actions.suppress(claim, grounds="law", reason="A court order.", by=None, at=NOW)

    assert "withheld" in opened(client, claim).words


def test_the_second_editor_sees_who_changed_what(client):
    claim = edited(published(a_claim()), occasion="A press conference")
    form = opened(client, claim)
    edited(claim, short="Fourteen killed", _history_user=an_editor("samira"))
    before = head_seq()

    form.press("confirm", note=NOTE)

    told = " ".join(form.refusals)
    assert "samira" in told
    assert "Fourteen killed" in told
    assert NOTE in form.words
    assert head_seq() == before
    form.press("confirm", note=NOTE)
    assert published_state(claim)["short"] == "Fourteen killed"


def test_what_goes_along_is_published_as_it_was_shown(client):
    claimant = a_source("ISPR")
    claim = a_claim(claimant=claimant)
    form = opened(client, claim)
    edited(claimant, name="Somebody else")

    form.press("confirm")

    assert "look at it again" in form.words
    assert head_seq() == 0
    form.press("confirm")
    assert published_state(claimant)["name"] == "Somebody else"


def test_a_button_pressed_twice_publishes_once(client):
    claim = edited(published(a_claim()), occasion="A press conference")
    one, two = opened(client, claim), opened(client, claim)
    one.press("confirm", note=NOTE)
    before = head_seq()

    two.press("confirm", note=NOTE)

    assert "already done" in words(client.get(two.response.url))
    assert head_seq() == before


def test_several_are_published_together(client):
    event = an_event()
    one, other = a_claim(event=event), a_claim(event=event)

    form = opened(client, one, f"?ids={one.pk},{other.pk},{other.pk}")
    assert len(form.response.context["seen"]["first"]) == 2
    form.press("confirm")

    for claim in (one, other):
        claim.refresh_from_db()
        assert claim.on_record


@pytest.mark.parametrize("query", ["?ids=", "?ids=x,1e9,-1", f"?ids={2**63},{'9' * 30}", "?ids=0"])
def test_a_mangled_list_of_others_breaks_nothing(client, query):
    assert opened(client, a_claim(), query).response.status_code == 200


def test_the_numbers_of_readers_do_not_grow_with_pressing_get(client):
    claim = a_claim()
    for name in ("publish", "status"):
        Page(client, "claim", name, claim.pk)

    assert head_seq() == 0


def test_once_a_claim_is_published_the_next_is_offered(client):
    report = a_report(url="https://dawn.example/1")
    claim = a_claim(cited=False)
    a_citation(claim, report=report)

    done = opened(client, claim).press("confirm", note="", change="update")
    told = client.get(done.response.url).content.decode()
    link = re.search(r'<a href="([^"]+)">add another claim about this event</a>', told)
    form = client.get(html.unescape(link[1])).context["form"]

    assert form["event"].value() == str(claim.event.pk)
    assert form["address"].value() == "https://dawn.example/1"
    assert form["together"].value() is None
