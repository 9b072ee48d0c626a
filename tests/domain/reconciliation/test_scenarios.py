"""The engine on real events, against what was worked out by hand beside them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from claims.domain import reconciliation
from claims.domain.reconciliation import CONTRADICTIONS, Cell

SCENARIOS = Path(__file__).parent / "scenarios"
NAMES = sorted(path.name.split(".")[0] for path in SCENARIOS.glob("*.expect.json"))


def dossier(name):
    return json.loads((SCENARIOS / f"{name}.json").read_text())


def expected(name, key):
    return json.loads((SCENARIOS / f"{name}.expect.json").read_text())[key]


def each(key):
    return [
        pytest.param(name, want, id=f"{name}-{n}")
        for name in NAMES
        for n, want in enumerate(expected(name, key))
    ]


@pytest.fixture(scope="module")
def findings():
    found = {}

    def of(name):
        if name not in found:
            found[name] = reconciliation.check(reconciliation.read(dossier(name))).findings
        return found[name]

    return of


@pytest.mark.parametrize(("name", "want"), each("must"))
def test_every_expected_finding_is_found(findings, name, want):
    same = [
        finding
        for finding in findings(name)
        if finding.kind == want["kind"] and set(finding.figures) == set(want["figures"])
    ]

    assert [f.opposed for f in same] == [want.get("opposed", f.opposed) for f in same] != []
    assert [f.direction for f in same] == [want.get("direction", f.direction) for f in same]


@pytest.mark.parametrize(("name", "want"), each("must_not"))
def test_nothing_is_found_that_must_not_be(findings, name, want):
    assert [
        finding
        for finding in findings(name)
        if finding.kind in want["kinds"] and set(want["figures"]) <= set(finding.figures)
    ] == []


@pytest.mark.parametrize(("name", "want"), each("intervals"))
def test_every_range_is_the_tightest(name, want):
    case = reconciliation.read(dossier(name))
    readings = {
        figure: Cell(event, case.by_id[figure].cell.category, case.by_id[figure].cell.measure)
        for figure, event in want.get("readings", {}).items()
    }
    case = replace(case, without=frozenset(want["without"])).read_as(readings)

    result = reconciliation.check(case, [Cell(want["event"], want["category"], want["measure"])])

    (found,) = result.ranges
    wanted = (want.get("low"), want.get("high"), want.get("impossible", False))
    assert (found.low, found.high, found.impossible) == wanted


@pytest.mark.parametrize(("name", "want"), each("independence"))
def test_originators_are_counted_once(name, want):
    result = reconciliation.check(reconciliation.read(dossier(name)), behind=want["figures"])

    assert result.originators == want["originators"]


@pytest.mark.parametrize("name", NAMES)
def test_the_search_ends_on_every_event(name):
    assert reconciliation.check(reconciliation.read(dossier(name))).complete


def test_four_decisions_of_an_editor_leave_five_contradictions_on_the_balochistan_attacks():
    attacks = dossier("s1-balochistan")
    figures = {f["id"]: f for claim in attacks["claims"] for f in claim["figures"]}
    figures["A5"]["supersedes"] = "A7"
    figures["A8"]["treatment"] = "record_error"
    for overtaken in ("A10", "A11", "A12"):
        figures[overtaken]["treatment"] = "leave_out"
    for total, parts in ADD_UPS.items():
        figures[total]["derived_from"] = [{"figure": part, "sign": "+"} for part in parts]

    result = reconciliation.check(reconciliation.read(attacks))

    left = {f.figures: f.parties for f in result.findings if f.kind in CONTRADICTIONS}
    between = ("BLA", "state")
    assert left == {
        ("A4", "A16"): ("state",),
        ("A26", "A14"): between,
        ("A26", "A15"): between,
        ("A27", "A14"): between,
        ("A27", "A15"): between,
    }


ADD_UPS = {
    "A1": ["A2", "A3", "A13", "A14", "A17"],
    "A18": ["A2", "A10", "A13"],
    "A21": ["A2", "A7", "A13"],
    "A22": ["A2", "A3", "A13"],
    "A23": ["A2", "A5", "A13"],
}
