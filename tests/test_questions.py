"""What an event leaves open that is no number: rival answers, who gives them, and our own."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml.html import fromstring

from claims import actions
from claims.domain.errors import RuleBroken
from claims.domain.status import Status
from claims.domain.vocabulary import (
    AnswerStanding,
    EvidenceKind,
    Grounds,
    Lifecycle,
    LinkState,
)
from claims.models.desk.question import Question
from claims.models.record.entry import Entry, head_seq
from claims.pages import question_list
from claims.publishing import verify
from tests.admin.decision import Page
from tests.admin.desk import at_the_desk, opened, page
from tests.api.asker import ask, results
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_link,
    a_question,
    a_report,
    a_source,
    an_event,
    published,
    some_evidence,
)
from tests.pages.reader import mistakes, read, words

pytestmark = pytest.mark.django_db


def a_strike():
    """A strike on a school, for which either side names the other: no number at all."""
    event = an_event("The strike on a school")
    army, rebels = a_source("The army"), a_source("The rebels")
    theirs = a_claim("The rebels shelled the school.", event=event, claimant=army)
    ours = a_claim("The army bombed the school.", event=event, claimant=rebels)
    answers = [("army", "The army", [ours]), ("rebels", "The rebels", [theirs])]
    return a_question(event, answers=answers, slug="who-fired")


def confirmed(claim):
    seen = "Two of us examined the crater, and measured it."
    piece = some_evidence(claim, kind=EvidenceKind.PRIMARY, note=seen)
    why = "The crater is that of a bomb."
    to = {"to": Status.CONFIRMED, "reason": why, "evidence": [piece]}
    actions.change_status(claim, **to, by=None, at=NOW)
    return claim


def answer(question, **more):
    told = {"standing": AnswerStanding.LIKELY, "chosen": "army", "rationale": "A crater."}
    for name, value in {**told, **more}.items():
        setattr(question, name, value)
    question.save()
    return question


def test_a_question_stands_at_an_address_of_its_own_with_who_answers_what():
    published(a_strike())

    shown = words("/questions/who-fired/")

    assert "Who fired on the school? We have not answered this question." in shown
    assert (
        "The army Unconfirmed, not examined The army bombed the school. The rebels The rebels"
        " Unconfirmed, not examined The rebels shelled the school. The army" in shown
    )
    assert mistakes(read("/questions/who-fired/")) == []
    assert list(verify.problems()) == []


@pytest.mark.parametrize("happened", ["never said", "withdrawn", "retracted"])
def test_nobody_is_told_of_as_giving_an_answer_that_they_do_not_give(happened):
    question = published(a_strike())
    claim = question.answers.get(slug="army").claims.get()
    told = {"by": None, "at": NOW}
    if happened == "never said":
        note = "A blogger wrote it."
        actions.settle_lifecycle(claim, to=Lifecycle.MISATTRIBUTED, note=note, **told)
    elif happened == "withdrawn":
        back = actions.Withdrawal(report=a_report(), quote="We were wrong.")
        actions.settle_lifecycle(
            claim, to=Lifecycle.WITHDRAWN, note="So they say.", withdrawal=back, **told
        )
    else:
        actions.retract(claim, reason="We misread it.", **told)

    shown = words(f"/events/{question.event.slug}/")

    sides = shown.partition("Questions that are not numbers")[2].partition("We have not")[0]
    assert "Nobody, as far as we know The army The army The rebels" in sides
    assert "The army bombed the school. The rebels" in words(f"/questions/{question.slug}/")


def test_our_answer_is_told_with_its_standing_and_reason():
    published(answer(a_strike(), dissent="The army denies it."))

    shown = words("/questions/who-fired/")

    assert "Likely, on what we have: The army. The army denies it." in shown
    assert "Why “Likely, on what we have” A crater." in shown
    assert "The army The answer we hold" in shown


def test_an_event_without_figures_leads_with_its_question():
    question = published(answer(a_strike()))

    shown = words(f"/events/{question.event.slug}/")

    assert "Who fired on the school? Likely, on what we have: The army." in shown
    assert "We have not stated a figure" not in shown
    assert shown.index("Questions that are not numbers") < shown.index("All we hold")


def test_what_it_was_stays_readable_as_of_then():
    question = published(a_strike())
    before = head_seq()
    answer(question)
    actions.publish([question], note="We found the crater.", by=None, at=NOW)

    assert "We have not answered this question." in words("/questions/who-fired/", as_of=before)
    entry = Entry.objects.get(seq=head_seq())
    assert entry.words.read.change.fields == ("chosen", "rationale", "standing")
    assert "We found the crater." in words("/questions/who-fired/")


def a_coup(linked=True):
    """A coup rumour: one says that the president has fallen, two deny it; no number anywhere."""
    event = an_event("The night of the rumour")
    fallen = a_claim("The president has been arrested.", event=event)
    denials = [a_claim("The president is at his desk.", event=event) for _ in range(2)]
    if linked:
        for denial in denials:
            a_link(denial, fallen, "denies", state=LinkState.SUGGESTED)
    return event, fallen, denials


def test_claims_that_contradict_each_other_without_a_number_raise_a_question():
    event, fallen, denials = a_coup()

    assert [raised.sides for raised in actions.raised_in(event)] == [((fallen,), tuple(denials))]


def test_what_has_a_number_is_refused_or_is_asked_already_raises_none():
    event, fallen, denials = a_coup(linked=False)
    a_link(denials[0], fallen, "denies", state=LinkState.REJECTED, note="Another man.")
    one, other = a_claim(event=event), a_claim(event=event)
    a_figure(one)
    a_link(one, other, "contradicts")
    asked, against = a_claim(event=event), a_claim(event=event)
    a_link(asked, against, "contradicts")
    a_question(event, answers=[("a", "So", [asked])])

    assert actions.raised_in(event) == []


def test_an_editor_puts_a_question_that_the_claims_raise():
    event, fallen, denials = a_coup()
    client = at_the_desk()
    address = page("event", "questions", event.pk)
    (raised,) = actions.raised_in(event)
    assert "These claims contradict each other" in client.get(address).content.decode()

    client.post(address, {"raised": raised.key, "text": "Has the president been arrested?"})

    question = Question.objects.get()
    assert question.event == event
    answers = question.answers.order_by("pk")
    assert [[*answer.claims.order_by("pk")] for answer in answers] == [[fallen], denials]
    assert actions.raised_in(event) == []


@pytest.mark.parametrize("typed", [{"text": ""}, {"text": "Why?", "raised": "1-2"}])
def test_nothing_is_put_where_it_cannot_be(typed):
    event, _, _ = a_coup()

    response = at_the_desk().post(page("event", "questions", event.pk), typed)

    assert response.status_code == 200
    assert not Question.objects.exists()


def test_an_editor_answers_on_the_form_and_publishes_with_a_note():
    question = published(a_strike())
    client = at_the_desk()
    address = page("question", "change", question.pk)
    sent = opened(client, address)
    told = {"chosen": "army", "standing": "likely", "rationale": "The crater."}

    client.post(address, {**sent, **told})

    question.refresh_from_db()
    assert (question.chosen, question.standing, question.changed) == ("army", "likely", True)
    assert question.stated_at is not None
    publishing = Page(client, "question", "publish", question.pk)
    assert "Likely, on what we have: The army." in publishing.words
    publishing.press("confirm", note="We found the crater.")
    assert "Likely, on what we have: The army." in words("/questions/who-fired/")


def test_a_change_that_readers_see_needs_a_note():
    question = answer(published(a_strike()))

    with pytest.raises(RuleBroken, match="Say in a sentence what changed"):
        actions.publish([question], by=None, at=NOW)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"standing": "likely", "rationale": "So."}, "Choose the answer that we hold"),
        ({"chosen": "army", "standing": "likely"}, "Say why we hold this"),
        ({"chosen": "army", "rationale": "So."}, "Say where our answer stands"),
        (
            {"chosen": "army", "words": "Both.", "standing": "likely", "rationale": "So."},
            "not both",
        ),
    ],
)
def test_an_answer_that_is_not_whole_is_refused_on_the_form(told, sentence):
    question = a_strike()
    client = at_the_desk()
    address = page("question", "change", question.pk)

    response = client.post(address, {**opened(client, address), **told})

    assert sentence in response.content.decode()


def test_an_answer_is_established_only_by_a_claim_that_is_confirmed():
    question = a_strike()
    claim = question.answers.get(slug="army").claims.get()
    client = at_the_desk()
    address = page("question", "change", question.pk)
    told = {"chosen": "army", "standing": "established", "rationale": "The crater."}

    response = client.post(address, {**opened(client, address), **told})

    assert "No claim that gives this answer is confirmed" in response.content.decode()
    question.refresh_from_db()
    assert question.standing == ""
    confirmed(claim)
    client.post(address, {**opened(client, address), **told})
    question.refresh_from_db()
    assert question.standing == "established"


def test_an_answer_in_words_of_our_own_is_never_established():
    question = a_strike()
    client = at_the_desk()
    address = page("question", "change", question.pk)
    told = {"words": "The army, it seems.", "standing": "established", "rationale": "So."}

    response = client.post(address, {**opened(client, address), **told})

    assert "No claim gives an answer in words of our own" in response.content.decode()
    question.refresh_from_db()
    assert question.standing == ""


def test_what_no_claim_establishes_any_more_is_not_published_as_established():
    question = answer(a_strike(), words="The army, it seems.", chosen="", standing="established")

    with pytest.raises(RuleBroken, match="No claim gives an answer in words of our own"):
        actions.publish([question], by=None, at=NOW)

    assert not question.on_record


def test_an_answer_stands_once_among_its_rivals():
    question = a_strike()
    client = at_the_desk()
    address = page("question", "change", question.pk)
    sent = opened(client, address)
    again = {"answers-1-text": f" {sent['answers-0-text'].upper()} "}

    response = client.post(address, {**sent, **again})

    assert "stands here twice: put its claims under one answer." in response.content.decode()
    said = question.answers.values_list("text", flat=True)
    assert len(set(said)) == 2


def test_the_answer_we_hold_cannot_be_removed():
    question = answer(a_strike())
    client = at_the_desk()
    address = page("question", "change", question.pk)

    response = client.post(address, {**opened(client, address), "answers-0-DELETE": "on"})

    assert "The answer that we hold is no longer among the rival ones" in response.content.decode()
    assert question.answers.count() == 2


def test_the_api_gives_it_with_where_each_claim_stands():
    published(answer(a_strike()))
    published(a_question(text="Was anybody there?"))

    found = ask("questions/who-fired/")

    assert (found["our_answer"], found["standing"]) == ("The army", "likely")
    (claim,) = found["answers"][0]["claims"]
    assert (claim["statement"], claim["status"]) == ("The army bombed the school.", "unconfirmed")
    assert claim["claimant"]["name"] == "The rebels"
    assert [q["text"] for q in results("questions/", standing="open")] == ["Was anybody there?"]
    assert [q["slug"] for q in results("questions/", event=found["event"]["slug"])] == ["who-fired"]


def test_changes_feeds_cards_and_the_sitemap_know_it():
    question = published(answer(a_strike()))
    client = Client()

    assert "Who fired on the school?" in words("/changes/")
    for place in ("questions/who-fired", f"events/{question.event.slug}"):
        assert "Who fired on the school?" in client.get(f"/{place}/changes.atom").content.decode()
    assert "Likely, on what we have: The army." in read("/embed/questions/who-fired/")
    assert "Likely, on what we have" in read(f"/embed/events/{question.event.slug}/")
    card = client.get("/oembed", {"url": "http://testserver/questions/who-fired/"})
    assert card.status_code == 200
    assert "/questions/who-fired/" in client.get("/sitemap.xml").content.decode()
    (change,) = results("changes/", subject_kind="question")
    assert change["subject"]["title"] == "Who fired on the school?"


def asked_in(html):
    return [
        a.text for a in fromstring(html).xpath("//main//section[not(h2/@id)]//ul[@class='list']//a")
    ]


def test_all_questions_stand_in_a_list_the_open_ones_first_and_by_event():
    school, market = an_event("The strike on a school"), an_event("A fire in a market")
    for event, text in [(school, "Who fired?"), (market, "What burnt?"), (school, "Why then?")]:
        published(a_question(event, text=text))
    held = published(answer(a_strike()))
    before = head_seq()
    withheld = published(a_question(market, text="Who was it?"))
    actions.suppress(withheld, grounds=Grounds.DANGER, reason="A name.", by=None, at=NOW)

    html = read("/questions/")

    open_ones = ["What burnt?", "Who fired?", "Why then?"]
    assert asked_in(html) == [*open_ones, held.text]
    assert "Likely, on what we have: The army." in words("/questions/")
    assert mistakes(html) == []
    assert f"/questions/{held.slug}/?as_of={before}" in read("/questions/", as_of=before)
    assert "/questions/" in read("/sitemap.xml")
    assert "/questions/" in read("/events/")


def test_a_long_list_of_questions_goes_on_by_key(monkeypatch):
    monkeypatch.setattr(question_list, "A_PAGE", 2)
    events = [an_event(f"Event {n}") for n in range(3)]
    for n in range(6):
        published(a_question(events[n % 3], text=f"Question {n}?"))
    published(answer(a_strike()))

    found, path = [], "/questions/"
    while path:
        html = read(path)
        found += asked_in(html)
        path = next((a.get("href") for a in fromstring(html).xpath("//main/p/a")), "")

    assert found == [*(f"Question {n}?" for n in (0, 3, 1, 4, 2, 5)), "Who fired on the school?"]
    for odd in ("x", "9" * 30, "-1", "١"):
        assert asked_in(read("/questions/", after=odd)) == found[:2]


def test_where_no_question_is_on_record_the_list_says_so():
    assert "No questions have been recorded." in words("/questions/")


def test_a_claim_leads_to_the_question_it_answers():
    question = published(a_strike())
    claim = question.answers.get(slug="army").claims.get()

    assert "Questions it answers Who fired on the school?" in words(f"/claims/{claim.slug}/")


def test_the_page_of_an_event_on_the_desk_lists_its_questions():
    question = a_strike()

    shown = at_the_desk().get(page("event", "change", question.event.pk)).content.decode()

    assert "Who fired on the school?" in shown
    assert page("event", "questions", question.event.pk) in shown


def test_a_question_publishes_the_claims_that_answer_it():
    question = published(a_strike())

    assert all(c.on_record for a in question.answers.all() for c in a.claims.all())


def test_a_withheld_claim_is_gone_from_its_answer_and_a_withheld_question_from_its_page():
    question = published(answer(a_strike()))
    claim = question.answers.get(slug="army").claims.get()
    actions.suppress(claim, grounds=Grounds.DANGER, reason="A name.", by=None, at=NOW)

    assert "The army bombed" not in read("/questions/who-fired/")
    question.refresh_from_db()
    actions.suppress(question, grounds=Grounds.DANGER, reason="A name.", by=None, at=NOW)
    assert "A question that was withheld" in words("/questions/who-fired/")
    assert "crater" not in read(f"/events/{question.event.slug}/")
    assert list(verify.problems()) == []


def test_the_desk_is_put_back_to_the_answer_that_readers_saw():
    question = published(answer(a_strike()))
    claims = {a.slug: [*a.claims.all()] for a in question.answers.all()}
    answer(question, chosen="rebels", rationale="Another crater.")
    question.answers.get(slug="army").delete()

    actions.put_back(question, by=None, at=NOW)

    question.refresh_from_db()
    assert (question.chosen, question.rationale) == ("army", "A crater.")
    assert {a.slug: [*a.claims.all()] for a in question.answers.all()} == claims


def test_a_claim_that_is_merged_answers_through_the_one_that_is_kept():
    question = published(a_strike())
    one = question.answers.get(slug="army").claims.get()
    into = published(a_claim("A jet bombed it.", event=question.event, claimant=one.claimant))

    actions.merge(one, into=into, reason="The same statement.", by=None, at=NOW)

    assert [*question.answers.get(slug="army").claims.all()] == [into]
    question.refresh_from_db()
    assert question.changed
    actions.undo_merge(type(one).objects.get(pk=one.pk), by=None, at=NOW)
    assert [*question.answers.get(slug="army").claims.all()] == [one]


def test_no_count_of_queries_grows_with_the_claims_that_answer():
    question = published(a_strike())

    def queries():
        found = []
        for path in ("/questions/who-fired/", f"/events/{question.event.slug}/"):
            with CaptureQueriesContext(
                connection,
            ) as captured:
                read(path, as_of=head_seq())
            found.append(len(captured))
        with CaptureQueriesContext(connection) as captured:
            ask("questions/who-fired/")
        return [*found, len(captured)]

    queries()
    before = queries()
    more = [a_claim(event=question.event) for _ in range(12)]
    question.answers.first().claims.add(*more)
    actions.publish([question], note="More.", by=None, at=NOW)
    queries()

    assert queries() == before


def test_what_we_looked_into_without_settling_it_is_not_listed_as_settled():
    claim = published(a_claim("It was so."))
    for_it = [some_evidence(claim), some_evidence(claim)]
    actions.change_status(
        claim, to=Status.CONFIRMED, reason="Two saw it.", evidence=for_it, by=None, at=NOW
    )
    for standing in ("established", "likely", "not_established", ""):
        more = {"standing": standing, "chosen": "so", "rationale": "So we found."}
        question = a_question(
            claim.event,
            f"Was it {standing}?",
            [("so", "It was.", [claim])],
            **(more if standing else {}),
        )
        published(question)

    shown = words("/questions/")

    fresh, _, others = shown.partition("Looked into, not settled")
    unsettled, _, settled = others.partition("Settled")
    assert "Was it ?" in fresh
    assert "Was it likely?" in unsettled
    assert "Was it not_established?" in unsettled
    assert "Was it established?" in settled
