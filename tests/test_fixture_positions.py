"""Where we stand on the Balochistan attacks: what an editor could defend, and no more."""

import json
import re
from dataclasses import replace

import pytest

from claims import dossier
from claims.domain import reconciliation
from claims.domain.categories import walk
from claims.domain.dossier_format import KEY_ORDER
from claims.domain.vocabulary import Answer
from tests.balochistan import CLAIMS, DOSSIER, FIGURES, FIXTURE, PUBLISHED
from tests.builders import NOW
from tests.pages.reader import mistakes, read, words
from tests.test_fixture import events
from tests.test_fixture_article import LOADED

ROOT = DOSSIER["event"]["slug"]
POSITIONS = {p["event"]: p for p in DOSSIER["positions"] if "event" in p}
OUR_ANSWERS = {p["question"]: p for p in DOSSIER["positions"] if "question" in p}
ANSWERS = DOSSIER["answers"]
CELL = reconciliation.Cell(ROOT, "everyone-else", "killed")
OF = {f["id"]: claim for claim in CLAIMS.values() for f in claim.get("figures", [])}
MINUTES_LATER = NOW.replace(year=2024, month=9, day=30)
PARAGRAPHS = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
STUCK = re.compile(r"\w+[a-z0-9][.:][A-Z]\w+")
PROSE = ("method", "rationale", "dissent", "override_reason", "answer")


def for_each_position(test):
    return pytest.mark.parametrize("position", POSITIONS.values(), ids=POSITIONS)(test)


def named(position):
    return [*position.get("uses", []), *(out["figure"] for out in position["leaves_out"])]


def test_we_state_where_we_stand_on_the_province_and_four_places():
    assert list(POSITIONS) == [
        ROOT,
        "musakhel-2024-08-26",
        "kalat-2024-08-26",
        "bolan-2024-08-26",
        "bela-2024-08-26",
    ]


@for_each_position
def test_a_position_says_how_it_was_reached_and_what_speaks_against_it(position):
    assert list(position) == [key for key in KEY_ORDER["position"] if key in position]
    assert all(position[name] for name in ("method", "rationale", "dissent", "as_of", "at"))
    assert position["event"] in set(events())
    assert position["category"] in {c["slug"] for c, _ in walk(DOSSIER["categories"])}


@for_each_position
def test_a_position_names_figures_that_readers_can_find_by_then(position):
    for name in named(position):
        claim = OF[name]
        assert claim["publication"] == "published"
        assert [step["at"] for step in claim.get("history", [])[:1]] <= [position["at"]]


@for_each_position
def test_every_figure_left_out_has_its_reason(position):
    assert len(set(named(position))) == len(named(position))
    assert all(out["reason"].endswith(".") for out in position["leaves_out"])


def test_the_least_of_the_province_is_what_its_figures_add_up_to_less_the_man_found_alive():
    position = POSITIONS[ROOT]
    kalat = ("ap-kalat-police-4", "ap-kalat-passersby-5")
    values = {name: FIGURES[name]["value"] for name in position["uses"]}

    assert sum(values[name] for name in kalat) == values["ap-kalat-9"]
    assert values["musakhel-23"] + values["ap-kalat-9"] + values["ispr-10"] == 42
    assert position["low"] == 42 - 1
    assert position["low"] + values["bolan-bodies-6"] == 47
    assert "high" not in position
    assert "found alive" in position["override_reason"]


def test_the_engine_allows_no_less_from_the_figures_used_than_the_man_found_alive():
    uses = set(POSITIONS[ROOT]["uses"])
    case = reconciliation.read(DOSSIER)

    result = reconciliation.check(replace(case, without=frozenset(FIGURES) - uses), [CELL])

    assert [
        (found.low, found.high, found.impossible) for found in result.ranges if found.cell == CELL
    ] == [(42, None, False)]


def test_every_total_of_the_province_above_ours_is_used_or_left_out_with_a_reason():
    position = POSITIONS[ROOT]
    totals = {
        f["id"]
        for claim in PUBLISHED
        for f in claim.get("figures", [])
        if f.get("event", claim["event"]) == ROOT
        and (f["measure"], f["category"]) == ("killed", "everyone-else")
        and f.get("value", 0) > position["low"]
    }

    assert totals <= set(named(position))


def test_what_the_event_leaves_open_is_asked_and_answered_no_more_than_is_known():
    assert {q["slug"]: OUR_ANSWERS[q["slug"]]["standing"] for q in DOSSIER["questions"]} == {
        "balochistan-who-were-the-dead-of-musakhel": "disputed",
        "balochistan-was-there-a-woman-among-the-bombers": "not_established",
    }


def test_who_ordered_what_is_not_ours_to_say():
    asked = " ".join(question["text"] for question in DOSSIER["questions"])

    assert not re.search(r"order|behind|fund|India|responsib", asked)


def test_the_parts_do_not_exceed_the_whole():
    parts = [p for slug, p in POSITIONS.items() if slug != ROOT]

    assert sum(p.get("low", 0) for p in parts) <= POSITIONS[ROOT]["low"]


def test_why_73_and_74_and_50_are_the_same_night_adds_up():
    assert 23 + 10 + 6 + 14 + 21 == 74
    assert 38 + 14 + 21 == 73
    assert 23 + 7 + 6 + 14 == 50
    assert "That 74 is 23, 10, 6, 14 and 21 is our arithmetic" in POSITIONS[ROOT]["rationale"]


def test_our_own_words_on_it_are_neutral():
    told = [p[name] for p in DOSSIER["positions"] for name in PROSE if name in p]
    told += [out["reason"] for p in POSITIONS.values() for out in p["leaves_out"]]
    told += [answer["reason"] for answer in ANSWERS]

    for text in told:
        assert LOADED.findall(re.sub(r"“[^”]*”", "", text)) == []
        assert "up to" not in text.lower()


@pytest.fixture(scope="module")
def found():
    result = reconciliation.check(reconciliation.read(DOSSIER))
    return {(str(finding.kind), frozenset(finding.figures)) for finding in result.findings}


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda a: " ".join(a["finding"]["figures"]))
def test_every_answer_is_to_something_the_engine_finds(answer, found):
    finding = answer["finding"]

    assert (finding["kind"], frozenset(finding["figures"])) in found
    assert answer["answer"] in set(Answer)


def stuck_in(paragraph):
    """Sentences with no space between them, as somebody reads them who sees no markup."""
    return STUCK.findall(re.sub(r"<[^>]+>", "", paragraph))


@pytest.fixture
def brought_in(db):
    dossier.import_dossier(dossier.read(FIXTURE.read_bytes()), add=True, by=None, at=MINUTES_LATER)


def test_readers_see_all_of_it_and_it_comes_out_as_it_went_in(brought_in):
    at, figures_at = f"/events/{ROOT}/", f"/events/{ROOT}/figures/"
    page, figures = read(at), read(figures_at)
    shown, all_of_it = words(at), words(figures_at)
    told = [answer for answer in ANSWERS if answer["answer"] == "shown"]

    assert "At least 41 people were killed, not counting attackers" in shown
    assert "if they are not, it is at least 47." in all_of_it
    assert "that those on the highway were soldiers. As of 3 September 2024" in shown
    assert "Bela: we cannot say how many people were killed" in shown
    assert [a["reason"] for a in told if a["reason"] not in all_of_it] == []
    assert "Under revision" not in page + figures
    assert mistakes(page) == mistakes(figures) == []
    assert [stuck for told in PARAGRAPHS.findall(page + figures) if (stuck := stuck_in(told))] == []

    given_out = dossier.export(ROOT)

    assert json.loads(given_out)["positions"] == DOSSIER["positions"]
    assert json.loads(given_out)["answers"] == ANSWERS


# The page of all figures is opened from the event's, by who wants each of them with its reasons.
MOST = {"": 60_000, "figures/": 75_000}


def test_its_pages_are_light_enough_for_a_slow_phone(brought_in):
    weights = {then: len(read(f"/events/{ROOT}/{then}").encode()) for then in MOST}

    assert {then: weight for then, weight in weights.items() if weight >= MOST[then]} == {}
