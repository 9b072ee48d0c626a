"""Answers that come in a file are told in the engine's words at once, and go out as they came."""

import json

import pytest

from claims import dossier
from claims.dossier.export import export
from claims.dossier.importer import import_dossier
from claims.models.desk.position import FindingAnswer, Position
from tests.builders import NOW
from tests.domain.reconciliation.test_golden import DATA

pytestmark = pytest.mark.django_db


def brought_in(*answers, positions=()):
    found = json.loads((DATA / "sum_exceeds_total.json").read_text())
    found |= {"answers": list(answers), "positions": list(positions)}
    import_dossier(dossier.read(json.dumps(found).encode()), by=None, at=NOW)
    return found["event"]["slug"]


def an_answer(kind, *figures):
    finding = {"kind": kind, "figures": list(figures)}
    return {"finding": finding, "answer": "shown", "reason": "Neither has said more."}


def test_an_imported_answer_keeps_what_the_finding_says():
    brought_in(an_answer("sum_exceeds_total", "all-10", "north-6", "south-5"))

    row = FindingAnswer.objects.get()
    assert row.arithmetic == "6 + 5 = 11 > 10"
    assert len(row.fingerprint) == 32
    assert row.figures == ["all-10", "north-6", "south-5"]


def test_an_answer_to_nothing_the_engine_finds_stays_without_words():
    brought_in(an_answer("chain", "all-10", "north-6"))

    assert FindingAnswer.objects.get().fingerprint == ""


def test_an_imported_position_keeps_its_figures_as_they_stand():
    cell = {"event": "raid", "category": "everyone-else", "measure": "killed", "rationale": "So."}
    out = [{"figure": "all-10", "reason": "Too old."}]
    brought_in(positions=[{**cell, "low": 11, "uses": ["north-6", "south-5"], "leaves_out": out}])

    then = Position.objects.get().as_stated
    assert sorted(figure["low"] for figure in then.values()) == [5, 6, 10]
    assert not Position.objects.all().under_revision().exists()


def test_answers_go_out_as_they_came():
    slug = brought_in(an_answer("sum_exceeds_total", "all-10", "north-6", "south-5"))

    assert json.loads(export(slug))["answers"] == [
        an_answer("sum_exceeds_total", "all-10", "north-6", "south-5")
    ]
