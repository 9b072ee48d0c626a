"""Two more stories of the demonstration: a strike by one side, and a fire without sides."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from claims import dossier
from claims.domain import reconciliation
from claims.domain.categories import walk
from claims.domain.dossier_format import KEY_ORDER, schema
from tests.balochistan import DOSSIER as BALOCHISTAN
from tests.builders import NOW
from tests.pages.reader import mistakes, read, words

FIXTURES = Path(__file__).parents[1] / "fixtures"
BYTES = {
    name: (FIXTURES / f"{name}.json").read_bytes() for name in ("kunduz-2015", "grenfell-2017")
}
STORIES = {name: json.loads(content) for name, content in BYTES.items()}
KUNDUZ, GRENFELL = STORIES.values()
LATER = NOW.replace(year=2026)


def in_each_story(test):
    return pytest.mark.parametrize("name", STORIES)(test)


def shared(a, b):
    return {s["slug"] for s in a["sources"]} & {s["slug"] for s in b["sources"]}


def statuses(story):
    return {c["slug"]: c["history"][-1]["status"] for c in story["claims"] if c.get("history")}


@in_each_story
def test_each_has_the_format_and_the_order_that_people_read(name):
    problems = list(Draft202012Validator(schema()).iter_errors(STORIES[name]))

    assert problems == []
    for kind in ("source", "report", "claim", "link", "position", "question"):
        for thing in STORIES[name][f"{kind}s"]:
            assert list(thing) == [key for key in KEY_ORDER[kind] if key in thing]


@in_each_story
def test_a_source_of_two_stories_is_told_alike_in_both(name):
    ours, theirs = ({s["slug"]: s for s in d["sources"]} for d in (STORIES[name], BALOCHISTAN))

    assert [ours[slug] for slug in shared(STORIES[name], BALOCHISTAN)] == [
        theirs[slug] for slug in shared(STORIES[name], BALOCHISTAN)
    ]


@in_each_story
def test_every_answer_is_to_something_the_engine_finds(name):
    result = reconciliation.check(reconciliation.read(STORIES[name]))
    found = {(str(one.kind), frozenset(one.figures)) for one in result.findings}

    for answer in STORIES[name]["answers"]:
        finding = answer["finding"]
        assert (finding["kind"], frozenset(finding["figures"])) in found


@in_each_story
def test_our_own_words_are_neutral(name):
    story = STORIES[name]
    told = [story["event"]["summary"], *(claim["statement"] for claim in story["claims"])]
    told += [step["reason"] for claim in story["claims"] for step in claim.get("history", [])]
    told += [p[key] for p in story["positions"] for key in ("rationale", "dissent") if key in p]

    loaded = re.compile(r"martyr|massacre|slain", re.I)
    assert [text for text in told if loaded.search(re.sub(r"“[^”]*”", "", text))] == []


@in_each_story
def test_it_comes_out_as_it_went_in_and_its_page_reads_without_a_mistake(db, name):
    dossier.import_dossier(dossier.read(BYTES[name]), add=True, by=None, at=LATER)
    slug = STORIES[name]["event"]["slug"]
    page = read(f"/events/{slug}/")

    assert mistakes(page) == []
    for question in STORIES[name]["questions"]:
        assert question["text"] in words(f"/events/{slug}/")
    assert json.loads(dossier.export(slug))["questions"] == STORIES[name]["questions"]
    assert json.loads(dossier.export(slug))["positions"] == STORIES[name]["positions"]


def test_a_fire_has_no_attackers_and_no_parties():
    assert "attackers" not in {category["slug"] for category, _ in walk(GRENFELL["categories"])}
    assert GRENFELL["parties"] == []


def test_what_fell_is_told_as_what_fell():
    result = reconciliation.check(reconciliation.read(GRENFELL))
    updates = {
        one.figures[-1]: str(one.direction)
        for one in result.findings
        if one.kind == "superseded_update"
    }

    assert updates["escaped-223"] == "down"
    assert updates["presumed-71"] == "mixed"
    assert updates["dead-71"] == "up"


def test_rumours_that_are_refuted_bind_nothing():
    refuted = [slug for slug, status in statuses(GRENFELL).items() if status == "refuted"]
    result = reconciliation.check(reconciliation.read(GRENFELL))

    assert len(refuted) == 5
    assert not any(one.impossible for one in result.ranges)


def test_42_is_at_least_42_and_msf_alone_has_counted():
    killed = KUNDUZ["positions"][0]

    assert (killed["low"], "high" in killed) == (42, False)
    assert statuses(KUNDUZ)["msf-2015-10-03-hospital-hit"] == "confirmed"


def test_the_american_account_is_kept_step_by_step():
    question = next(q for q in KUNDUZ["questions"] if q["text"] == "Why was the hospital hit?")
    lifecycles = {c["slug"]: c.get("lifecycle", "current") for c in KUNDUZ["claims"]}

    told = [[lifecycles[slug] for slug in answer["claims"]] for answer in question["answers"]]

    assert told == [["superseded"], ["withdrawn"], ["current"], ["current"], ["current"] * 3]
