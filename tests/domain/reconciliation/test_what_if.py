"""Trying out: what is possible under each reading, and what hangs on what."""

import json
from dataclasses import replace

from claims.domain import reconciliation
from claims.domain.parties import Parties
from claims.domain.reconciliation import Cell, Range, Stated, Tie
from tests.domain.people import a_party
from tests.domain.reconciliation.test_golden import DATA

TOTAL = Cell("raid", "everyone-else", "killed")
NORTH = Cell("north", "everyone-else", "killed")


def dossier(kind):
    return json.loads((DATA / f"{kind}.json").read_text())


def case(kind, **changed):
    """A small event, with the named figures changed."""
    found = dossier(kind)
    for claim in found["claims"]:
        for figure in claim["figures"]:
            figure.update(changed.get(figure["id"].replace("-", "_"), {}))
    return reconciliation.read(found)


def test_each_reading_has_a_range_of_its_own_and_the_words_as_recorded_come_first():
    small = case("sum_exceeds_total", all_10={"readings": [{"event": "north"}]})

    found, every = reconciliation.by_reading(replace(small, without=frozenset({"north-6"})), TOTAL)

    assert every
    assert [(r.read_as, r.allowed.range.low, r.allowed.range.high) for r in found] == [
        ((), 10, 10),
        ((("all-10", NORTH),), 15, None),
    ]


def test_an_impossible_reading_names_the_figures_to_blame():
    found = reconciliation.allowed(case("sum_exceeds_total"), TOTAL)

    assert found.range == Range(TOTAL, None, None, impossible=True)
    assert set(found.blamed) == {"north-6", "south-5", "all-10"}


def test_readings_that_multiply_beyond_counting_say_so():
    found = dossier("sum_exceeds_total")
    one = found["claims"][0]["figures"][0]
    found["claims"][0]["figures"] = [
        {**one, "id": f"f{n}", "readings": [{"event": "south"}]} for n in range(9)
    ]

    tried, every = reconciliation.by_reading(reconciliation.read(found), TOTAL)

    assert (len(tried), every) == (64, False)


def test_a_position_rests_on_its_own_figures_whatever_is_said_beside_them():
    small = case("derived_figure")

    assert reconciliation.resting_on(small, frozenset({"civilians-7"}), TOTAL).range.low == 7
    assert reconciliation.resting_on(small, frozenset({"sum-12"}), TOTAL).range.high == 12


def test_positions_of_one_event_may_not_exceed_their_whole():
    small = case("sum_exceeds_total")
    south = Cell("south", "everyone-else", "killed")
    parts = [Stated(NORTH, 6, None), Stated(south, 5, None)]

    (told,) = reconciliation.disagreements(
        small.events, small.categories, [*parts, Stated(TOTAL, 8, 10)]
    )

    assert told == (
        "These positions of ours cannot all be true (6 + 5 = 11 > 10): 6 or more killed"
        " (Everyone except attackers, North), 5 or more killed (Everyone except attackers,"
        " South) and between 8 and 10 killed (Everyone except attackers, the raid)."
    )
    fitting = [*parts, Stated(TOTAL, 8, 11)]
    assert list(reconciliation.disagreements(small.events, small.categories, fitting)) == []


def ties(small):
    found = reconciliation.check(small).findings
    return [(s.tie, s.figure, s.others) for s in reconciliation.suggestions(small, found)]


def test_a_later_count_of_the_same_source_is_suggested_as_an_update():
    small = case("superseded_update", last_9={"supersedes": ""})

    assert ties(small) == [(Tie.UPDATE, "then-11", ("last-9",))]


def test_two_numbers_in_one_statement_are_suggested_as_a_misprint_of_either():
    found = dossier("superseded_update")
    found["claims"][0]["figures"].append(
        {**found["claims"][0]["figures"][0], "id": "first-8", "value": 8}
    )
    found["claims"] = found["claims"][:1]

    assert ties(reconciliation.read(found)) == [
        (Tie.MISPRINT, "first-7", ("first-8",)),
        (Tie.MISPRINT, "first-8", ("first-7",)),
    ]


def test_the_same_telling_number_said_later_by_another_is_suggested_as_a_repeat():
    small = case("attribution_drift", wire_7={"repeats": ""})

    assert ties(small) == [(Tie.REPEAT, "wire-7", ("counted-7",))]
    round_one = case(
        "attribution_drift",
        counted_7={"value": 10},
        wire_7={"repeats": "", "value": 10},
    )
    assert ties(round_one) == []
    parties = Parties(tuple(a_party(key, key) for key in small.sources.facts))
    assert ties(replace(small, sources=replace(small.sources, parties=parties))) == []


def test_a_total_is_suggested_as_the_sum_of_the_fewest_figures():
    assert ties(case("add_up_match")) == [(Tie.SUM, "all-12", ("north-7", "south-5"))]
