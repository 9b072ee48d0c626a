"""Statuses as readers meet them: none without a glyph, a colour and a place."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from claims.domain.moments import Moment
from claims.domain.status import NOT_EXAMINED, Status
from claims.pages.pictures.marks import SHAPES, mark
from claims.presenters.figure_index import RecordedClaim
from claims.presenters.names import Names
from claims.presenters.status import COUNTED, LOOKS, Heading
from claims.presenters.status_headings import FIRST, headings
from claims.publishing import registry
from tests.builders import NOW, a_claim

STYLES = Path(__file__).parents[2] / "claims/static/claims"


@pytest.mark.parametrize("what", ["mark", "colour", "glyph"])
def test_every_status_has_a_look_of_its_own(what):
    assert list(LOOKS) == list(COUNTED)
    assert len({getattr(look, what) for look in LOOKS.values()}) == len(COUNTED)


def test_every_status_has_a_mark_of_its_own_in_pictures():
    assert list(SHAPES) == [look.mark for look in LOOKS.values()]
    assert len({mark(name, 32).tobytes() for name in SHAPES}) == len(COUNTED)


@pytest.mark.parametrize("sheet", ["card.css", "card-dark.css"])
def test_cards_colour_every_status_as_pages_do(sheet):
    night = sheet == "card-dark.css"
    pages = (STYLES / "counterclaim.css").read_text().partition("prefers-color-scheme:dark")
    text = (STYLES / sheet).read_text()

    for look in LOOKS.values():
        colour = re.search(rf"--{look.mark}:#\w+", pages[2 if night else 0])[0]
        assert colour in text


@pytest.mark.django_db
@pytest.mark.parametrize("counted", COUNTED)
def test_a_claim_of_any_status_stands_under_one_heading_on_the_page_of_its_event(counted):
    status = Status.UNCONFIRMED if counted == NOT_EXAMINED else Status(counted)
    decided = None if counted == NOT_EXAMINED else Moment(NOW, "day")
    claim = replace(
        registry.state(a_claim()), status=status, decided=decided, examined=bool(decided)
    )

    found = headings([RecordedClaim("a", claim, "/claims/a/")], {counted: 1}, Names())

    assert [h.heading for h in found] == list(Heading)
    (mine,) = [h for h in found if h.claims]
    (listed,) = mine.claims
    assert claim.statement in listed.text
    assert [h.total for h in found if h.total] == [mine.total] == [1]


@pytest.mark.parametrize("heading", Heading)
def test_the_glyph_at_a_heading_is_of_what_is_counted_there(heading):
    assert LOOKS[FIRST[heading]].heading is heading


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
