"""Whoever follows a list, however narrowed, learns that something of it was taken back."""

import csv
import io
import json

import pytest
from django.test import Client

from claims import actions
from claims.domain.status import Status
from claims.domain.vocabulary import Grounds
from claims.models.record.entry import head_seq
from claims.publishing import verify
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_link,
    a_position,
    a_question,
    a_source,
    an_editor,
    an_event,
    published,
    some_evidence,
)
from tests.pages.reader import TAGS

pytestmark = pytest.mark.django_db
CANARY = "Zarghuna"


@pytest.fixture
def followed():
    """A claim that stood under two sources and two events, and was then withheld."""
    whole = an_event("Attacks", slug="attacks")
    parts = [an_event(name, slug=name.lower(), parent=whole) for name in ("Kalat", "Bela")]
    sources = [a_source(name, slug=name.lower()) for name in ("Hospital", "Police")]
    claim = a_claim(
        f"{CANARY} counted 38.", slug="thirty-eight", event=parts[0], claimant=sources[0]
    )
    a_figure(claim, 38, key="bugti-38", category="civilians", event=parts[0])
    published(claim)
    claim.claimant, claim.event = sources[1], parts[1]
    claim.save()
    actions.publish([claim], note="It was the police.", change="correction", by=None, at=NOW)
    withhold(claim)
    return claim


def withhold(subject):
    subject.refresh_from_db()
    return actions.suppress(
        subject, grounds=Grounds.DANGER, reason="A threat.", by=an_editor(), at=NOW
    )


def fetched(path, **query):
    answer = Client().get(path, query)
    assert answer.status_code == 200, path
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = content.decode("utf-8-sig")
    assert CANARY not in text
    assert "bugti-38" not in text
    return text


NARROWED = [
    {},
    {"source": "police"},
    {"source": "hospital"},
    {"event": "attacks"},
    {"event": "kalat"},
    {"event": "bela"},
    {"measure": "killed"},
    {"status": "confirmed"},
    {"q": "counted"},
]


def words(page):
    return " ".join(TAGS.sub(" ", page).split())


def test_every_narrowed_list_of_claims_tells_of_what_was_withheld(followed):
    for query in NARROWED:
        told_in_every_form(query)


def told_in_every_form(query):
    told = {
        path: fetched(path, **query)
        for path in ("/claims/", "/api/v1/claims/", "/export/claims.csv", "/export/claims.jsonl")
    }

    assert "Withheld on 27 August 2024 , on the ground of danger" in words(told["/claims/"])
    (one,) = json.loads(told["/api/v1/claims/"])["results"]
    assert (one["slug"], one["publication"], one["statement"]) == ("thirty-eight", "withheld", None)
    (row,) = csv.DictReader(io.StringIO(told["/export/claims.csv"], newline=""))
    assert (row["claim"], row["publication"]) == ("thirty-eight", "withheld")
    assert row["taken_back_why"] == "danger to a person"
    assert (row["claimant"], row["statement"]) == ("", "")
    assert json.loads(told["/export/claims.jsonl"])["figures"] == []
    assert "/claims/thirty-eight/" in told["/claims/"]


def test_a_list_that_never_held_it_says_nothing(followed):
    published(a_source("Army", slug="army"))
    published(an_event("Other", slug="other"))

    for query in ({"source": "army"}, {"event": "other"}, {"measure": "injured"}):
        for path in ("/claims/", "/api/v1/claims/", "/export/claims.csv"):
            assert "thirty-eight" not in fetched(path, **query)


def test_lists_of_figures_tell_it_without_the_number(followed):
    for query in (
        {},
        {"event": "kalat"},
        {"source": "police"},
        {"category": "civilians"},
        {"measure": "killed"},
        {"treatment": "use"},
        {"claim": "thirty-eight"},
        {"status": "confirmed"},
    ):
        (row,) = json.loads(fetched("/api/v1/figures/", **query))["results"]

        assert (row["claim"], row["publication"]) == ("thirty-eight", "withheld")
        assert row["withheld"]["grounds"] == "danger"
        assert (row["category"], row["measure"], row["event"]) == ("civilians", "killed", "kalat")
        assert {row[name] for name in ("key", "low", "value", "high", "words", "status")} == {None}


def test_tables_of_figures_keep_a_line_without_the_number(followed):
    (row,) = csv.DictReader(io.StringIO(fetched("/export/figures.csv", event="kalat"), newline=""))
    (line,) = fetched("/export/figures.jsonl", source="police").splitlines()

    assert (row["claim"], row["publication"], row["low"]) == ("thirty-eight", "withheld", "")
    assert json.loads(line)["history"] == []


def test_feeds_and_changes_of_all_it_stood_under_tell_it(followed):
    for path in (
        "/events/attacks/changes.atom",
        "/events/kalat/changes.json",
        "/sources/hospital/changes.atom",
        "/sources/police/changes.atom",
        "/claims/thirty-eight/changes.atom",
    ):
        assert "/claims/thirty-eight/" in fetched(path), path
    for query in NARROWED[:7]:
        feed = {name: value for name, value in query.items() if name != "q"}
        assert "/claims/thirty-eight/" in fetched("/feeds/changes.atom", **feed)
        assert "/claims/thirty-eight/" in fetched("/export/changes.csv", **query)


def test_pages_of_its_event_and_its_sources_say_that_it_stood_there(followed):
    for path in ("/events/bela/", "/events/attacks/figures/", "/sources/hospital/"):
        page = fetched(path)
        assert "Withheld on 27 August" in words(page), path
        assert "/claims/thirty-eight/" in page, path
    (row,) = csv.DictReader(io.StringIO(fetched("/events/attacks/figures.csv"), newline=""))
    assert (row["kind"], row["low"]) == ("withheld", "")
    assert len(json.loads(fetched("/events/attacks/figures.json"))["taken_back"]) == 1


def test_as_of_a_moment_before_it_is_told_in_the_same_lists(followed):
    before = str(head_seq() - 1)

    assert "/claims/thirty-eight/" in fetched("/claims/", source="police", as_of=before)
    (one,) = json.loads(fetched("/api/v1/claims/", event="kalat", as_of=before))["results"]
    assert one["publication"] == "withheld"


def test_the_record_still_agrees_with_itself(followed):
    assert list(verify.problems()) == []


def test_a_retracted_claim_is_told_by_day_and_reason_and_not_by_its_words():
    claim = a_claim(f"{CANARY} counted 38.", slug="thirty-eight", event=an_event(slug="attacks"))
    a_figure(claim, 38)
    published(claim)
    actions.retract(claim, reason="We misread the report.", by=an_editor(), at=NOW)

    for path, query in (
        ("/claims/", {"event": "attacks"}),
        ("/events/attacks/figures/", {}),
        (f"/sources/{claim.claimant.slug}/", {}),
        ("/events/attacks/figures.csv", {}),
    ):
        told = words(fetched(path, **query))
        assert "Retracted on 27 August 2024: We misread the report." in told.replace(" :", ":"), (
            path
        )
    (row,) = csv.DictReader(
        io.StringIO(Client().get("/export/figures.csv").getvalue().decode("utf-8-sig"))
    )
    assert (row["publication"], row["taken_back_why"]) == ("retracted", "We misread the report.")


def test_what_is_no_claim_is_told_under_its_event_too():
    event = published(an_event("Attacks", slug="attacks"))
    position = published(a_position(event, low=38, best=None, high=40))
    question = published(a_question(event, f"Did {CANARY} see it?", slug="seen"))
    one, other = published(a_claim(event=event)), published(a_claim(event=event))
    link = published(a_link(one, other, note=f"{CANARY} said so."))
    for subject in (position, question, link):
        withhold(subject)

    page = fetched("/events/attacks/")
    assert page.count("Withheld on") == 2
    for path, uid in (("positions", position.uid), ("questions", question.uid)):
        (told,) = json.loads(fetched(f"/api/v1/{path}/", event="attacks"))["results"]
        assert (told["uid"], told["publication"]) == (uid, "withheld")
    assert "seen" in fetched("/questions/")
    assert "Link withheld" in fetched(f"/claims/{one.slug}/changes.atom")


def test_narrowed_by_status_it_is_told_whichever_it_had():
    claim = published(a_claim(f"{CANARY} counted."))
    evidence = [some_evidence(claim), some_evidence(claim)]
    actions.change_status(
        claim, to=Status.CONFIRMED, reason="Two saw it.", evidence=evidence, by=None, at=NOW
    )
    withhold(claim)

    for status in Status:
        assert claim.slug in fetched("/api/v1/claims/", status=status.value)
