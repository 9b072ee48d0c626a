"""Statuses as readers meet them: none without a glyph, a colour and a place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from claims.domain.status import Status
from claims.presenters.figure_index import RecordedClaim
from claims.presenters.names import Names
from claims.presenters.status import COLUMNS, LOOKS
from claims.presenters.status_columns import columns
from claims.publishing import registry
from tests.builders import a_claim

STYLES = Path(__file__).parents[2] / "claims/static/claims"


@pytest.mark.parametrize("what", ["mark", "colour", "glyph"])
def test_every_status_has_a_look_of_its_own(what):
    assert list(LOOKS) == list(Status)
    assert len({getattr(look, what) for look in LOOKS.values()}) == len(Status)


@pytest.mark.django_db
@pytest.mark.parametrize("status", Status)
def test_a_claim_of_any_status_has_a_place_on_the_page_of_its_event(status):
    claim = replace(registry.state(a_claim()), status=status)

    found = columns([RecordedClaim("a", claim, "/claims/a/")], {status: 1}, Names())

    assert [c.heading for c in found] == list(COLUMNS)
    assert [one.statement for c in found for one in c.claims] == [claim.statement]
    assert [kind.code for c in found for kind in c.kinds] == [status]


@pytest.mark.parametrize("status", COLUMNS.values())
def test_the_glyph_at_the_head_of_a_column_is_of_a_status_in_it(status):
    assert COLUMNS[LOOKS[status].column] is status


@pytest.mark.parametrize("sheet", ["counterclaim.css", "admin.css", "decisions.css"])
def test_style_sheets_know_every_status_by_the_colour_that_badges_have(sheet):
    text = (STYLES / sheet).read_text()

    assert [
        look.mark for look in LOOKS.values() if f"--{look.mark}:{look.colour}" not in text
    ] == []


@pytest.mark.parametrize("sheet", ["counterclaim.css", "admin.css", "decisions.css"])
@pytest.mark.parametrize("rule", ["--{0}:", ".{0}{{--c:var(--{0})}}"])
def test_style_sheets_colour_each_status_by_day_and_night_wherever_they_colour_another(sheet, rule):
    text = (STYLES / sheet).read_text()

    assert len({text.count(rule.format(look.mark)) for look in LOOKS.values()}) == 1
