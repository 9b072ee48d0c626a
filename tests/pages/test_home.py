"""The front page: running stories, each with its answer, what changed, what is open."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import actions
from claims.pages import home
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_position,
    a_question,
    a_source,
    an_event,
    published,
)
from tests.pages.reader import mistakes, read, words
from tests.pages.test_changes import carried_over, decided

pytestmark = pytest.mark.django_db


def test_what_was_decided_here_stands_there_and_what_was_carried_over_is_no_news():
    decided(published(a_claim("Ten died.")))
    carried_over(a_claim("An old claim"), then="unverifiable")

    shown = words("/")

    assert "Unconfirmed, not examined changed to Confirmed Ten died." in shown
    assert "An old claim" not in shown


def test_no_more_than_the_latest_few_changes_stand_there():
    for _ in range(home.MOST_CHANGES + 3):
        published(a_claim())

    listed = read("/").partition("All changes</h2>")[2].partition("</section>")[0]

    assert listed.count("<li>") == home.MOST_CHANGES


def a_story(title, number, **more):
    event = an_event(title, **more)
    claim = a_claim(
        f"The hospital counts {number}.", event=event, claimant=a_source("The hospital")
    )
    figure = a_figure(claim, number, category="everyone-else")
    published(claim)
    position = a_position(event, low=number, high=number)
    position.uses.add(figure)
    published(position)
    return event


def test_each_story_has_its_answer_in_a_sentence_and_whose_figure_it_is():
    a_story("The fire", 7)
    a_story("The wreck", 42)

    shown = words("/")

    assert "The wreck 42 people were killed" in shown
    assert "The fire 7 people were killed" in shown
    assert shown.count("by the figures of the hospital, which are not confirmed") == 2


def test_with_one_story_there_are_no_others():
    a_story("The fire", 7)

    assert "Other stories" not in words("/")


def test_the_story_that_was_in_the_news_last_comes_first():
    old = a_story("The old fire", 7, starts_on=date(2001, 1, 1))
    a_story("The new wreck", 42, starts_on=date(2024, 1, 1))
    published(a_claim("One more was found.", event=old))

    shown = words("/")

    assert shown.index("The old fire") < shown.index("The new wreck")


def test_an_import_is_told_with_its_numbers_and_puts_no_story_first():
    a_story("The running story", 7, starts_on=date(2024, 1, 1))
    carried_over(a_claim("An old claim", event=an_event("The imported story")))

    shown = words("/")

    assert shown.index("The running story") < shown.index("The imported story")


def test_what_has_no_room_is_folded_by_year():
    for n in range(home.MOST_TOLD + 2):
        published(an_event(f"Story {n}", starts_on=date(2000 + n, 1, 1)))

    shown = words("/")

    assert "2 more stories 2001 Story 1 2000 Story 0" in shown


def test_open_questions_name_who_answers_what():
    event = an_event("The strike")
    claim = published(a_claim("The army fired.", event=event, claimant=a_source("Residents")))
    published(a_question(event, answers=[("army", "The army", [claim])]))

    shown = words("/").replace("( ", "(").replace(" )", ")")
    assert "Who fired on the school? The army (Residents)" in shown


def test_home_asks_no_more_often_for_many_stories_than_for_few():
    a_story("First", 1)
    a_story("Second", 2)
    few = queries("/")
    for n in range(6):
        a_story(f"Another {n}", n + 3)

    assert queries("/") <= few


def queries(path):
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        read(path)
    return len(asked)


def test_a_status_that_was_decided_again_is_not_told_as_a_change():
    carried_over(a_claim("An old claim"), then="unconfirmed")

    shown = words("/changes/")

    assert "Looked at again, still Unconfirmed An old claim" in shown
    assert "changed to Unconfirmed" not in shown


def test_the_marks_lead_to_their_claims():
    published(a_claim())

    shown = read("/")

    assert 'href="/claims/?examined=no&amp;status=unconfirmed">' in shown
    assert "1 unconfirmed, not examined" in words("/")


def test_a_draft_is_not_there():
    actions.publish([a_claim("For readers")], by=None, at=NOW)
    a_claim("Not for readers yet", event=an_event("Not yet an event"))

    assert "Not for readers yet" not in words("/")
    assert "Not yet an event" not in words("/")


def test_the_page_is_valid_html():
    decided(published(a_claim(event=a_story("The fire", 7))))

    assert mistakes(read("/")) == []
