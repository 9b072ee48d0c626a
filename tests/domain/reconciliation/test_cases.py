"""Inputs that once came out wrong, each with the right finding."""

import json
from pathlib import Path

from claims.domain import reconciliation
from claims.domain.reconciliation import CONTRADICTIONS

CASES = Path(__file__).parents[2] / "cases"


def findings(name):
    return reconciliation.check(
        reconciliation.read(json.loads((CASES / f"{name}.json").read_text()))
    ).findings


def test_a_narrowed_range_is_no_fall():
    (found,) = findings("19-narrowed-range-called-a-fall")

    assert (found.kind, found.direction) == ("superseded_update", "mixed")
    assert "The range narrowed" in found.sentence
    assert "fell" not in found.told


def test_a_part_counted_later_says_that_the_whole_is_older():
    (found,) = findings("21-part-counted-later-than-whole")

    assert found.kind == "part_exceeds_whole"
    assert "it may have been overtaken" in found.sentence
    assert "cannot both be true" not in found.sentence


def test_a_count_of_all_that_leaves_attackers_out_contradicts_nobody():
    assert [
        f for f in findings("22-all-that-leaves-attackers-out") if f.kind in CONTRADICTIONS
    ] == []
