"""One small event for each kind of finding: `data/<kind>.json` and what is said of it."""

import json
from pathlib import Path

import pytest

from claims.domain import reconciliation
from claims.domain.reconciliation import Kind

DATA = Path(__file__).parent / "data"


def told(finding):
    marks = [f"severity {finding.severity}"]
    marks += ["opposed"] if finding.opposed else []
    marks += [finding.direction] if finding.direction else []
    figures = ", ".join(finding.figures)
    return f"{finding.kind} [{figures}] {', '.join(marks)}\n  {finding.told}\n"


def read(kind):
    return reconciliation.read(json.loads((DATA / f"{kind}.json").read_text()))


@pytest.mark.parametrize("kind", Kind)
def test_a_small_event_shows_what_each_kind_of_finding_says(kind):
    findings = reconciliation.check(read(kind)).findings

    assert "".join(map(told, findings)) == (DATA / f"{kind}.txt").read_text()
    assert kind in {finding.kind for finding in findings}


@pytest.mark.parametrize("kind", Kind)
def test_every_sentence_names_the_sources_and_the_numbers_it_rests_on(kind):
    case = read(kind)

    for finding in reconciliation.check(case).findings:
        for figure in map(case.by_id.get, finding.figures):
            assert case.sources[figure.claimant].name in finding.told
            assert f"{figure.value:,}" in finding.told


def test_sides_that_oppose_each_other_fold_into_one_line():
    dossier = json.loads((DATA / "direct_contradiction.json").read_text())
    army, rebels = dossier["claims"]
    rebels["figures"].append({**rebels["figures"][0], "id": "rebels-40", "category": "police"})
    army["figures"].append({**army["figures"][0], "id": "army-2", "category": "police"})

    (section,) = reconciliation.sections(
        reconciliation.check(reconciliation.read(dossier)).findings
    )

    (line,) = section.lines
    assert line.parties == ("Rebels", "state")
    assert [f.figures for f in line.findings] == [("rebels-30", "army-4"), ("rebels-40", "army-2")]


def test_an_answer_reopens_when_a_figure_behind_it_changes_and_not_before():
    dossier = json.loads((DATA / "sum_exceeds_total.json").read_text())
    (before,) = reconciliation.check(reconciliation.read(dossier)).findings
    dossier["claims"][0]["statement"] = "Put otherwise."
    (same,) = reconciliation.check(reconciliation.read(dossier)).findings

    dossier["claims"][0]["figures"][0]["value"] = 7
    (after,) = reconciliation.check(reconciliation.read(dossier)).findings

    assert before.fingerprint == same.fingerprint != after.fingerprint


@pytest.mark.parametrize(
    ("name", "statement", "named"),
    [
        ("BLA", "Seven were killed; officials blamed the weather.", False),
        ("ISI", "Seven were killed by a decision.", False),
        ("PA", "Seven were killed in Pakistan.", False),
        ("BLA", "Seven were killed, the BLA said.", True),
        ("BLA", "By the bla’s count seven were killed.", True),
        ("U.S.", "Seven were killed, says the U.S. military.", True),
        ("فوج", "فوج کے مطابق سات ہلاک ہوئے۔", True),
    ],
)
def test_a_count_is_credited_to_a_source_named_in_whole_words_only(name, statement, named):
    dossier = json.loads((DATA / "attribution_drift.json").read_text())
    dossier["sources"][0]["short_name"] = name
    dossier["claims"][1]["statement"] = statement

    findings = reconciliation.check(reconciliation.read(dossier)).findings

    assert (Kind.ATTRIBUTION_DRIFT not in {finding.kind for finding in findings}) == named


@pytest.mark.parametrize(
    ("less", "makes"),
    [
        ({"low": 1, "high": 3}, "10 − (between 1 and 3), which makes between 7 and 9"),
        ({"low": 4, "high": 4}, "10 − 4 = 6"),
        ({"low": 2, "high": None}, "10 − (2 or more), which makes up to 8"),
        ({"low": 10, "high": None}, "10 − (10 or more) = 0"),
        ({"low": 9, "high": 12}, "10 − (between 9 and 12), which makes up to 1"),
        ({"low": 12, "high": 14}, "10 − (between 12 and 14), which takes away more than there is"),
        ({"low": 12, "high": None}, "10 − (12 or more), which takes away more than there is"),
        ({"low": 12, "high": 12}, "10 − 12, which takes away more than there is"),
    ],
)
def test_a_difference_is_least_when_most_is_taken_away(less, makes):
    dossier = json.loads((DATA / "derived_figure.json").read_text())
    figures = {f["id"]: f for claim in dossier["claims"] for f in claim["figures"]}
    figures["civilians-7"]["value"] = 10
    figures["soldiers-4"].pop("value")
    figures["soldiers-4"].update(less, qualifier="between")
    figures["sum-12"]["derived_from"][1]["sign"] = "-"

    findings = reconciliation.check(reconciliation.read(dossier)).findings

    (derived,) = [finding for finding in findings if finding.kind == Kind.DERIVED_FIGURE]
    assert derived.arithmetic == makes
    assert f": {makes}" in derived.sentence
    assert "more than there is, not" not in derived.sentence


@pytest.mark.parametrize(
    ("total", "adds_up"),
    [
        ({"value": 11}, True),
        ({"value": 10}, False),
        ({"value": 12}, False),
        ({"value": 11, "qualifier": "at_least"}, True),
        ({"value": 12, "qualifier": "at_least"}, False),
        ({"value": 11, "qualifier": "at_most"}, True),
        ({"value": 10, "qualifier": "at_most"}, False),
        # “More than 11” begins at twelve, and is what somebody says who added up eleven.
        ({"value": 11, "qualifier": "more_than"}, True),
        ({"value": 12, "qualifier": "more_than"}, False),
        ({"low": 9, "high": 11, "qualifier": "between"}, True),
        ({"low": 8, "high": 10, "qualifier": "between"}, False),
        ({"low": 11, "high": 14, "qualifier": "between"}, True),
        ({"low": 12, "high": 14, "qualifier": "between"}, False),
    ],
)
def test_a_sum_adds_up_when_the_total_can_be_what_its_parts_make(total, adds_up):
    assert ("It adds up: 7 + 4 = 11." in derived(total)) == adds_up
    assert ("It does not add up: 7 + 4 = 11, not " in derived(total)) != adds_up


def test_an_open_part_leaves_a_sum_open_upwards():
    open_part = {"qualifier": "unstated", "low": 4, "high": None, "value": None}

    assert "It adds up: 7 + (4 or more), which makes 11 or more." in derived(
        {"value": 50}, open_part
    )
    assert "It does not add up" in derived({"value": 10}, open_part)


def test_a_part_is_added_as_the_number_that_was_said():
    assert "It adds up: 7 + 4 = 11." in derived({"value": 11}, {"qualifier": "more_than"})


def derived(total, part=None):
    """What is said of twelve that were worked out from seven and four, with other numbers."""
    dossier = json.loads((DATA / "derived_figure.json").read_text())
    figures = {f["id"]: f for claim in dossier["claims"] for f in claim["figures"]}
    del figures["sum-12"]["value"]
    figures["sum-12"] |= total
    figures["soldiers-4"] |= part or {}
    findings = reconciliation.check(reconciliation.read(dossier)).findings
    (found,) = [finding for finding in findings if finding.kind == Kind.DERIVED_FIGURE]
    return found.told


@pytest.mark.parametrize(
    ("one", "other"), [("civilians-7", "soldiers-4"), ("soldiers-4", "civilians-7")]
)
def test_people_said_to_be_the_same_may_be_in_a_sum_twice_whatever_they_are_called(one, other):
    dossier = json.loads((DATA / "derived_figure.json").read_text())
    figures = {f["id"]: f for claim in dossier["claims"] for f in claim["figures"]}

    assert Kind.POSSIBLE_DOUBLE_COUNT not in kinds_of(dossier)
    figures[one]["same_people_as"] = [other]
    assert Kind.POSSIBLE_DOUBLE_COUNT in kinds_of(dossier)


def kinds_of(dossier):
    return {finding.kind for finding in reconciliation.check(reconciliation.read(dossier)).findings}


def test_two_counts_that_may_overlap_are_told_once_though_two_sums_have_them():
    dossier = json.loads((DATA / "derived_figure.json").read_text())
    (first, second, total) = (claim["figures"] for claim in dossier["claims"])
    first.append({**first[0], "id": "one-more", "value": 1})
    terms = [{"figure": f["id"], "sign": "+"} for f in (first[0], second[0], first[1])]
    total[0] |= {"value": 12, "derived_from": terms}
    total.append({**total[0], "id": "sum-again"})

    found = reconciliation.check(reconciliation.read(dossier)).findings

    twice = [f.figures for f in found if f.kind == Kind.POSSIBLE_DOUBLE_COUNT]
    assert twice == [("civilians-7", "one-more")]


@pytest.mark.parametrize(
    ("quote", "lost"),
    [
        ("Seven people died, by our own count.", True),
        ("Our correspondents counted seven dead.", True),
        ("Wire Agency counted seven dead.", True),
        ("US officials spoke of seven dead.", False),
        ("“We have recovered seven bodies,” a doctor said.", False),
        ("Seven people died.", False),
        ("Seven died, City Hospital said; our own count differs.", False),
    ],
)
def test_a_count_is_lost_only_where_a_quotation_gives_it_as_ones_own(quote, lost):
    dossier = json.loads((DATA / "attribution_drift.json").read_text())
    dossier["claims"][1]["citations"][0]["quote"] = quote

    findings = reconciliation.check(reconciliation.read(dossier)).findings

    assert (Kind.ATTRIBUTION_DRIFT in {finding.kind for finding in findings}) == lost


def test_whom_a_figure_credits_is_not_forgotten():
    dossier = json.loads((DATA / "attribution_drift.json").read_text())
    dossier["claims"][1]["figures"][0]["credits"] = "hospital"

    findings = reconciliation.check(reconciliation.read(dossier)).findings

    assert Kind.ATTRIBUTION_DRIFT not in {finding.kind for finding in findings}
