"""The plan of decisions on real events, against what was worked out by hand beside them."""

import json
from functools import cache
from pathlib import Path

import pytest

from claims.domain import reconciliation
from claims.domain.reconciliation import planning

HERE = Path(__file__).parent
NAMES = sorted(path.name.split(".")[0] for path in (HERE / "plans").glob("*.json"))
IN_EVERY_EVENT = pytest.mark.parametrize("name", NAMES)


def wanted(name):
    return json.loads((HERE / "plans" / f"{name}.decisions.json").read_text())


def each(*keys):
    found = []
    for name in NAMES:
        listed = wanted(name)
        for key in keys:
            listed = listed[key]
        found += [pytest.param(name, want, id=f"{name}-{n}") for n, want in enumerate(listed)]
    return found


def case(name):
    return reconciliation.read(json.loads((HERE / "scenarios" / f"{name}.json").read_text()))


@cache
def planned(name):
    return planning.plan(case(name))


@cache
def decided(name):
    return planning.decide(case(name))


def about(card):
    if card.parties:
        return {"parties": list(card.parties)}
    return {**vars(card.cell), "party": card.party}


def cards_about(name, kind, wanted_of_it):
    return [
        card
        for card in planned(name).cards
        if card.kind == kind and wanted_of_it.items() <= about(card).items()
    ]


@pytest.mark.parametrize(("name", "want"), each("decisions", "must_have"))
def test_every_expected_decision_is_asked_for(name, want):
    found = cards_about(name, want["kind"], want["about"])

    assert [card for card in found if set(want["figures"]) <= set(card.figures)] != []


@pytest.mark.parametrize(("name", "want"), each("decisions", "no_one_cell_card_for"))
def test_no_decision_is_asked_for_that_is_not_needed(name, want):
    assert cards_about(name, "one_cell", want) == []


@pytest.mark.parametrize(("name", "want"), each("not_binding"))
def test_what_was_replaced_or_overtaken_binds_no_more(name, want):
    assert want in [one.figure for one in planned(name).not_binding]


@pytest.mark.parametrize(("name", "want"), each("proposals"))
def test_what_is_beyond_dispute_is_proposed(name, want):
    (card,) = cards_about(name, "one_cell", want.pop("about"))

    assert want.items() <= vars(card.proposal).items()


@IN_EVERY_EVENT
def test_the_proposals_leave_nothing_and_are_few(name):
    want, found = wanted(name), decided(name)

    count = len(found.taken)
    assert count <= want["decide_proposals"]["count_at_most"]
    assert count == want["decisions"].get("exactly", count)
    assert {
        "within_a_party": found.left.within_a_party,
        "between_parties_not_shown": found.left.between_parties_not_shown,
        "decisions": found.still_open,
    } == want["decide_proposals"]["left"]
    assert found.left.complete


@pytest.mark.parametrize(("name", "want"), each("by_party"))
def test_each_party_has_its_range_before_a_single_decision(name, want):
    assert ends(planned(name).rows, want) == [(want["low"], want["high"])]


@pytest.mark.parametrize(("name", "want"), each("by_party_after_proposals"))
def test_each_party_has_its_range_after_the_proposals(name, want):
    assert ends(decided(name).after.rows, want) == [(want["low"], want["high"])]


def ends(rows, want):
    cell = (want["event"], want["category"], want["measure"])
    return [
        (row.low, row.high)
        for row in rows
        if tuple(vars(row.cell).values()) == cell and row.party == want["party"]
    ]
