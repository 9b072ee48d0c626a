"""Suppress: shown what disappears where, confirmed with a typed word, and gone."""

import pytest
from django.utils import timezone

from claims import actions
from claims.models.desk.backup import Backup
from claims.models.record.entry import EntryBody, head_seq
from claims.publishing import verify
from claims.publishing.registry import last_state
from claims.states.encoding import dump
from tests.admin.decision import Page, words
from tests.admin.desk import at_the_desk
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_question,
    a_source,
    an_event,
    published,
    some_evidence,
)

pytestmark = pytest.mark.django_db

CANARY = "Zarghuna of house nine"
WHY = {"grounds": "danger", "reason": "The family asked us.", "word": "suppress"}


@pytest.fixture
def client():
    return at_the_desk()


def opened(client, subject):
    return Page(client, type(subject)._meta.model_name, "suppress", subject.pk)


def told_twice():
    claim = published(a_claim(f"{CANARY} saw it."))
    actions.change_status(
        claim, to="unverifiable", reason=f"We asked {CANARY} in vain.", by=None, at=NOW
    )
    return claim


def test_it_shows_which_entries_lose_their_words_and_what_names_it(client):
    claim = told_twice()
    other = a_claim("A claim that rests on it.")
    some_evidence(other, report=None, other_claim=claim)
    published(a_link(claim, published(other)))

    form = opened(client, claim)

    impact = form.response.context["seen"]["impact"]
    own = EntryBody.objects.filter(entry__subject=claim.uid).values_list("entry", flat=True)
    assert [lost.seq for lost in impact.lost] == sorted(own)
    assert [(n.kind, n.name) for n in impact.naming] == [("Claim", "A claim that rests on it.")]
    assert [link.name for link in impact.links] == [f"{claim} contradicts {other}"]
    assert "The words of 2 entries" in form.words


def test_the_words_are_gone_and_the_page_says_why(client):
    claim = told_twice()

    done = opened(client, claim).press("confirm", **WHY)

    assert CANARY not in "".join(EntryBody.objects.values_list("body", flat=True))
    assert set(dump(last_state(claim))) == {"slug", "withheld", "sources", "events"}
    public = words(client.get(f"/claims/{claim.slug}/"))
    assert CANARY not in public
    assert "danger to a person" in public
    assert "family" not in public
    assert "The words are gone" in words(client.get(done.response.url))
    assert list(verify.problems()) == []


@pytest.mark.parametrize(("grounds", "named"), [("danger", True), ("law", False)])
def test_backups_that_hold_the_words_are_named_where_somebody_is_in_danger(client, grounds, named):
    claim = told_twice()
    Backup.objects.create(path="/mnt/it.age", made_at=timezone.now(), entries=1, size=1)

    done = opened(client, claim).press("confirm", **WHY | {"grounds": grounds})

    assert ("/mnt/it.age" in words(client.get(done.response.url))) is named
    claim.refresh_from_db()
    assert (CANARY in claim.statement) is not named


def test_texts_that_repeat_its_words_or_speak_of_it_are_named_first(client):
    event = an_event()
    claim = a_claim("Thirty-eight innocent people were killed.", event=event)
    figure = a_figure(claim, 38, words="38 innocent people", event=event)
    other = published(a_claim("Another claim.", event=event))
    link = published(a_link(published(claim), other, note="Who calls them innocent people."))
    position = a_position(event, dissent="He said they were innocent.")
    position.uses.set([figure])
    published(position)
    question = a_question(event, "Were thirty-eight innocent people killed there?")
    published(question)
    published(a_question(event, "Who fired on the school?", slug="school"))

    form = opened(client, claim)

    impact = form.response.context["seen"]["impact"]
    told = {n.kind: [(p.text, p.repeats) for p in n.passages] for n in impact.naming}
    assert told == {
        "Position": [("38 innocent people", True)],
        "Question": [("Were thirty-eight innocent people killed there?", True)],
    }
    assert f"/admin/claims/position/{position.pk}/suppress/" in form.response.content.decode()
    form.press("confirm", **WHY)
    assert last_state(link).withheld.grounds == "danger"
    assert "innocent" not in "".join(
        EntryBody.objects.filter(entry__subject__in=[claim.uid, link.uid]).values_list(
            "body", flat=True
        )
    )
    answer = client.get("/api/v1/record/", {"names": claim.uid}).json()
    assert {row["subject"] for row in answer["results"]} == {position.uid, link.uid}


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("grounds", "Say on which of the two grounds."),
        ("reason", "Say why: it stays on the desk, readers see only the grounds."),
        ("word", "Type “suppress”: this cannot be undone."),
    ],
)
def test_nothing_goes_until_all_is_said(client, left_out, said):
    claim = told_twice()
    before = head_seq()

    form = opened(client, claim).press("confirm", **{**WHY, left_out: ""})

    assert form.refusals == [said]
    assert head_seq() == before


@pytest.mark.parametrize("word", ["suppres", "yes", "suppress it"])
def test_the_wrong_word_confirms_nothing(client, word):
    claim = told_twice()

    opened(client, claim).press("confirm", **{**WHY, "word": word})

    assert "withheld" not in dump(last_state(claim))


@pytest.mark.parametrize("grounds", ["embarrassment", "DANGER", "\0"])
def test_there_are_two_grounds_and_no_more(client, grounds):
    claim = told_twice()

    opened(client, claim).press("confirm", **{**WHY, "grounds": grounds})

    assert "withheld" not in dump(last_state(claim))


def test_an_entry_written_meanwhile_is_shown_before_it_goes(client):
    source = published(a_source(CANARY))
    form = opened(client, source)
    form.hidden["version"] = str(source.version + 1)
    source.about = "Edited since."
    source.save()
    actions.publish([source], note="More.", by=None, at=NOW)
    source.refresh_from_db()
    form.hidden["version"] = str(source.version)

    form.press("confirm", **WHY)

    assert "look at it again" in form.words
    assert "withheld" not in dump(last_state(source))


def test_a_button_pressed_twice_suppresses_once(client):
    claim = told_twice()
    one, two = opened(client, claim), opened(client, claim)
    one.press("confirm", **WHY)
    before = head_seq()

    two.press("confirm", **WHY)

    assert "already done" in words(client.get(two.response.url))
    assert head_seq() == before


def test_a_draft_cannot_be_suppressed(client):
    form = opened(client, a_claim())

    assert "Only what readers see can be suppressed." in form.words
    assert "_confirm" not in form.response.content.decode()
