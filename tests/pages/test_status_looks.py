"""Statuses as readers meet them: none without a glyph, a colour and a place."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from claims.domain.moments import Moment
from claims.domain.status import NOT_EXAMINED, Status
from claims.pages.embeds import THEMES
from claims.pages.pictures.marks import SHAPES, mark
from claims.presenters.figure_index import RecordedClaim
from claims.presenters.names import Names
from claims.presenters.status import COUNTED, LOOKS, Heading
from claims.presenters.status_headings import FIRST, headings
from claims.presenters.styles import of_cards, of_pages
from claims.publishing import registry
from tests.builders import NOW, a_claim

STYLES = Path(__file__).parents[2] / "claims/static/claims"
COLOURS = STYLES / "statuses.css"


@pytest.mark.parametrize("what", ["mark", "colour", "glyph"])
def test_every_status_has_a_look_of_its_own(what):
    assert list(LOOKS) == list(COUNTED)
    assert len({getattr(look, what) for look in LOOKS.values()}) == len(COUNTED)


def test_every_status_has_a_mark_of_its_own_in_pictures():
    assert list(SHAPES) == [look.mark for look in LOOKS.values()]
    assert len({mark(name, 32).tobytes() for name in SHAPES}) == len(COUNTED)


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


def colours():
    """Of each status: by day and by night as the reader's system is, and as somebody chose."""
    sheet = COLOURS.read_text()
    return {look.mark: re.findall(rf"--{look.mark}:(#\w+)", sheet) for look in LOOKS.values()}


def test_every_status_has_the_colour_of_badges_by_day_and_another_by_night():
    found = colours()

    assert {mark: by_day for mark, (by_day, *_) in found.items()} == {
        look.mark: look.colour for look in LOOKS.values()
    }
    for by_day, by_night, *chosen in found.values():
        assert by_day != by_night
        assert chosen == [by_day, by_night]


def test_no_other_style_sheet_gives_a_status_a_colour():
    marks = "|".join(look.mark for look in LOOKS.values())

    assert [
        sheet.name
        for sheet in STYLES.glob("*.css")
        if sheet != COLOURS
        and re.search(rf"--({marks}):|--c:var\(--({marks})\)", sheet.read_text())
    ] == []


@pytest.mark.appearance
@pytest.mark.parametrize("theme", ["", *THEMES])
def test_statuses_are_coloured_as_the_reader_or_the_host_of_a_card_wants_it(page, theme):
    style = of_cards(theme) if theme else of_pages()
    shown = "".join(f'<p class="{mark}"><b class="st">is</b></p>' for mark in colours())
    page.set_content(f'<html data-theme="{theme}"><style>{style}</style>{shown}')

    for system in ("light", "dark"):
        page.emulate_media(color_scheme=system)
        asked = theme if theme in ("light", "dark") else system
        assert page.evaluate(
            "[...document.querySelectorAll('.st')].map(it => getComputedStyle(it).color)"
        ) == [rgb(seen[asked == "dark"]) for seen in colours().values()]


def rgb(colour):
    return f"rgb({', '.join(str(int(colour[n : n + 2], 16)) for n in (1, 3, 5))})"
