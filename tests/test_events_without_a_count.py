"""Made-up events that turn on what no number settles: who fired, and whether anything happened."""

import html
import json

import pytest

from claims import dossier
from claims.actions.reconcile.sheet import sheet_of
from claims.domain import reconciliation
from claims.models.desk.event import Event
from tests.builders import NOW, a_claim, a_figure, an_event
from tests.dossier.small import exported, take
from tests.pages.reader import mistakes, read, words

pytestmark = pytest.mark.django_db


def claim(slug, claimant, about, statement, said_at, **more):
    return {
        "slug": slug,
        "claimant": claimant,
        "event": about,
        "statement": statement,
        "said_at": said_at,
        "citations": [{"report": f"from-{claimant}", "quote": statement}],
        "history": [{"status": "unconfirmed", "at": said_at, "reason": "Said that day."}],
        "publication": "published",
        **more,
    }


def denies(source):
    return {"source": source, "stance": "denies", "report": f"from-{source}"}


STRIKE = {
    "format": "counterclaim-dossier/1",
    "event": {"slug": "strike", "title": "A strike on a school", "starts_on": "2024-05-01"},
    "parties": [
        {"slug": "north", "name": "the north", "members": [{"source": "north-army"}]},
        {"slug": "south", "name": "the south", "members": [{"source": "south-army"}]},
    ],
    "categories": [
        {
            "slug": "all",
            "name": "Everyone",
            "parts": [{"slug": "pupils", "name": "Pupils", "phrase": "pupils"}],
        }
    ],
    "sources": [
        {"slug": "north-army", "name": "The north's army", "kind": "military", "nature": "body"},
        {"slug": "south-army", "name": "The south's army", "kind": "military", "nature": "body"},
        {"slug": "clinic", "name": "The clinic", "kind": "health", "nature": "body"},
    ],
    "reports": [
        {"slug": f"from-{who}", "publisher": who, "title": "A statement"}
        for who in ("north-army", "south-army", "clinic")
    ],
    "claims": [
        claim(
            "strike-by-south",
            "north-army",
            "strike",
            "The south fired at the school.",
            "2024-05-01",
            stances=[denies("south-army")],
        ),
        claim(
            "strike-by-north",
            "south-army",
            "strike",
            "The north fired at the school.",
            "2024-05-01",
            stances=[denies("north-army")],
        ),
        claim(
            "strike-nineteen",
            "clinic",
            "strike",
            "Nineteen people were brought in dead, fourteen of them pupils.",
            "2024-05-02",
            figures=[
                {
                    "id": "dead-19",
                    "measure": "killed",
                    "category": "all",
                    "qualifier": "plain",
                    "value": 19,
                },
                {
                    "id": "pupils-14",
                    "measure": "killed",
                    "category": "pupils",
                    "qualifier": "plain",
                    "value": 14,
                },
            ],
        ),
    ],
    "links": [{"from": "strike-by-south", "relation": "contradicts", "to": "strike-by-north"}],
    "questions": [
        {
            "slug": "who-fired-at-the-school",
            "event": "strike",
            "text": "Who fired at the school?",
            "answers": [
                {"slug": "the-south", "text": "The south", "claims": ["strike-by-south"]},
                {"slug": "the-north", "text": "The north", "claims": ["strike-by-north"]},
            ],
        }
    ],
    "positions": [
        {
            "event": "strike",
            "category": "all",
            "measure": "killed",
            "low": 19,
            "high": 19,
            "uses": ["dead-19"],
            "rationale": "The clinic alone counted.",
            "at": "2024-05-03",
        },
        {
            "question": "who-fired-at-the-school",
            "standing": "disputed",
            "answer": "Each side says that the other fired.",
            "rationale": "Nobody outside of both has seen the fragments.",
            "at": "2024-05-03",
        },
    ],
}
COUP = {
    "format": "counterclaim-dossier/1",
    "event": {"slug": "coup", "title": "Talk of a coup", "starts_on": "2024-05-01"},
    "categories": [{"slug": "all", "name": "Everyone"}],
    "sources": [
        {"slug": "channel", "name": "A channel", "kind": "other", "nature": "unnamed"},
        {"slug": "presidency", "name": "The presidency", "kind": "government", "nature": "body"},
        {"slug": "reporter", "name": "A reporter", "kind": "witness", "nature": "person"},
    ],
    "reports": [
        {"slug": f"from-{who}", "publisher": who, "title": "What was said"}
        for who in ("channel", "presidency", "reporter")
    ],
    "claims": [
        claim(
            "coup-is-on",
            "channel",
            "coup",
            "Soldiers have taken the palace.",
            "2024-05-01T20:00+00:00",
            stances=[denies("presidency")],
        ),
        claim(
            "coup-is-not",
            "presidency",
            "coup",
            "The president is at work in the palace.",
            "2024-05-01T21:00+00:00",
        ),
        claim(
            "coup-streets-calm",
            "reporter",
            "coup",
            "The streets around the palace are calm.",
            "2024-05-01T22:00+00:00",
        ),
    ],
    "links": [{"from": "coup-is-not", "relation": "contradicts", "to": "coup-is-on"}],
    "questions": [
        {
            "slug": "was-the-palace-taken",
            "event": "coup",
            "text": "Was the palace taken?",
            "answers": [
                {"slug": "taken", "text": "Soldiers took it", "claims": ["coup-is-on"]},
                {"slug": "not-taken", "text": "It was not taken", "claims": ["coup-is-not"]},
            ],
        },
        {"slug": "who-began-the-talk", "event": "coup", "text": "Who began the talk?"},
    ],
    "positions": [
        {
            "question": "was-the-palace-taken",
            "answer": "not-taken",
            "standing": "likely",
            "rationale": "A reporter stood before it at ten.",
            "dissent": "Nobody from outside was let in.",
            "at": "2024-05-02",
        }
    ],
}
EVENTS = (STRIKE, COUP)
each_event = pytest.mark.parametrize("file", EVENTS, ids=lambda file: file["event"]["slug"])
PAGES = {
    "strike": [
        "/events/strike/",
        "/events/strike/figures/",
        "/questions/who-fired-at-the-school/",
        "/claims/strike-by-south/",
        "/claims/strike-nineteen/",
        "/sources/clinic/",
    ],
    "coup": [
        "/events/coup/",
        "/events/coup/figures/",
        "/questions/was-the-palace-taken/",
        "/questions/who-began-the-talk/",
        "/claims/coup-is-on/",
        "/sources/reporter/",
    ],
}


@each_event
def test_it_comes_in_and_comes_back_to_the_byte(file):
    once = exported(file)

    assert exported(once) == once


@each_event
def test_nothing_is_found_in_it(file):
    found = dossier.read(json.dumps(file).encode())

    assert [f.sentence for f in reconciliation.check(reconciliation.read(found)).findings] == []
    take(file)
    root = Event.objects.get(slug=file["event"]["slug"])
    assert [f.sentence for f in reconciliation.check(sheet_of(root).stored).findings] == []


@each_event
def test_every_page_of_it_reads_and_speaks_of_no_attackers(file):
    take(file)

    for path in PAGES[file["event"]["slug"]]:
        assert mistakes(read(path)) == []
        assert "attackers" not in words(path)


def test_both_answers_to_who_fired_stand_side_by_side_with_their_denials():
    take(STRIKE)

    shown = words("/questions/who-fired-at-the-school/")

    assert "Disputed; the answer we weigh: Each side says that the other fired." in shown
    for answer in ("The south fired at the school.", "The north fired at the school."):
        assert answer in shown
    for path, other in (("by-south", "The south's army"), ("by-north", "The north's army")):
        assert f"{other} Denies" in html.unescape(words(f"/claims/strike-{path}/"))


def test_an_event_without_figures_leads_with_its_questions():
    take(COUP)

    shown = words("/events/coup/")

    assert "Was the palace taken?" in shown
    assert "Likely, on what we have: It was not taken." in shown
    assert "Nobody from outside was let in." in shown
    assert "We have recorded no figures for this event." in words("/events/coup/figures/")
    assert "killed" not in shown


def test_a_figure_that_counts_by_the_categories_of_another_event_breaks_nothing():
    claim = a_claim()
    figure = a_figure(claim, 3, category="all")
    figure.category = an_event("Elsewhere").categories.get(slug="all")
    figure.save(by=None, at=NOW)

    (found,) = sheet_of(claim.event).case().figures

    assert found.cell.category == "all"
