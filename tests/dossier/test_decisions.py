"""Decisions about figures come in and go out, and hold for what is planned next."""

import json

import pytest

from claims import actions, dossier
from claims.actions import Answered
from claims.actions.reconcile.sheet import sheet_of
from claims.domain import reconciliation
from claims.domain.errors import RuleBroken
from claims.domain.reconciliation import planning
from claims.domain.vocabulary import Option
from claims.dossier.export import export
from claims.dossier.importer import import_dossier
from claims.models.desk.decision import Decision
from claims.models.desk.event import Event
from tests.builders import NOW
from tests.domain.reconciliation.test_golden import DATA
from tests.dossier.small import changed, complaints

pytestmark = pytest.mark.django_db

HERE = {"event": "kalat", "category": "police", "measure": "killed"}
CELL = {"event": "raid", "category": "everyone-else", "measure": "killed"}


def golden(name="direct_contradiction"):
    """A small event whose sources are on nobody's side and speak at no known time."""
    found = json.loads((DATA / f"{name}.json").read_text())
    for source in found["sources"]:
        source.pop("side", None)
    for claim in found["claims"]:
        claim.pop("said_at", None)
    return found


def brought_in(*decisions, name="direct_contradiction"):
    found = golden(name)
    found["decisions"] = list(decisions)
    import_dossier(dossier.read(json.dumps(found).encode()), by=None, at=NOW)
    return Event.objects.get(slug=found["event"]["slug"])


def cards(event):
    return planning.plan(sheet_of(event).case()).cards


def a_range(card, **more):
    return {
        "about": vars(card.cell),
        "option": "range",
        "figures": sorted(card.figures),
        "low": card.counts[0].low,
        "reason": "Nobody says which.",
        **more,
    }


def test_what_was_decided_elsewhere_is_not_asked_for_again():
    (card,) = planning.plan(reconciliation.read(golden())).cards

    event = brought_in(a_range(card))

    assert cards(event) == ()
    assert json.loads(export(event.slug))["decisions"] == [a_range(card)]


def test_what_is_decided_here_goes_out_and_what_was_undone_does_not():
    event = brought_in()
    (card,) = cards(event)
    row = actions.decide(
        event,
        card.key,
        Answered(Option.RANGE),
        seen=card.fingerprint,
        reason="Nobody says which.",
        by=None,
        at=NOW,
    ).row

    (told,) = json.loads(export(event.slug))["decisions"]
    assert told == a_range(card, at=told["at"])

    actions.undo(row, by=None, at=NOW)
    assert "decisions" not in json.loads(export(event.slug))


def test_the_same_file_twice_changes_nothing():
    decision = {"about": {"figure": "all-10"}, "option": "leave_out", "reason": "Too old."}

    brought_in(decision, name="sum_exceeds_total")
    brought_in(decision, name="sum_exceeds_total")

    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("about", "option", "message"),
    [
        ({"figure": "ghost"}, "leave_out", "there is no figure “ghost”"),
        ({**CELL, "event": "moon"}, "range", "there is no event “moon”"),
        ({"event": "kalat"}, "range", "name a count by event, category and measure"),
        ({}, "range", "name a count by event, category and measure"),
        ({"parties": ["state"]}, "both", "name the two parties"),
        ({"parties": ["state", "rebels"]}, "range", "this is no answer"),
        ({"parties": ["state", "ghosts"]}, "both", "there is no party “ghosts” in this file"),
        ({**HERE, "party": "ghosts"}, "range", "there is no party “ghosts” in this file"),
        ({"figure": "army-all"}, "stands", "this is no answer"),
    ],
)
def test_a_decision_about_nothing_is_refused_by_its_place(about, option, message):
    decision = {"about": about, "option": option, "reason": "So we decided."}

    found = complaints(changed(("decisions",), [decision]))

    assert [one for one in found if one.startswith("decisions[0]") and message in one] != []


def test_a_decision_on_how_many_needs_a_number():
    decision = {"about": {**CELL, "event": "kalat", "category": "all"}, "option": "range"}

    found = complaints(changed(("decisions",), [{**decision, "reason": "So we decided."}]))

    assert "decisions[0].low: give the lowest of what was decided." in found


def test_a_decision_about_half_a_count_is_refused_in_words():
    shape = golden() | {"decisions": [{"about": {"category": "soldiers"}, "option": "range"}]}

    with pytest.raises(RuleBroken, match=r"decisions\[0\]: Name a count by event"):
        reconciliation.read(shape)


def test_a_decision_without_a_reason_is_refused():
    decision = {"about": {"figure": "army-all"}, "option": "leave_out"}

    assert complaints(changed(("decisions",), [decision])) == [
        "decisions[0].reason: give the reason for the decision."
    ]
