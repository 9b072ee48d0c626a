"""A number of ours that becomes another says why, from what to what, and what else it bears on."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.test import Client

from claims import actions
from claims.domain.errors import RuleBroken
from claims.domain.vocabulary import ChangeType, NumberChange
from claims.models.desk.position import Position
from claims.models.record.entry import Entry
from claims.publishing import verify
from claims.publishing.registry import differs, published_state
from tests.admin.decision import Page
from tests.admin.desk import at_the_desk
from tests.builders import (
    NOW,
    a_claim,
    a_figure,
    a_position,
    a_question,
    an_event,
    published,
)
from tests.pages.reader import TAGS

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def ours():
    """Ten to twelve, resting on one count; another count of fourteen, a part and a question."""
    event = an_event("Attacks", slug="attacks", place="Kalat")
    part = an_event("Kalat", slug="kalat", parent=event)
    used, other = a_claim("Ten died.", event=event), a_claim("Fourteen died.", event=event)
    figure = a_figure(used, 10, category="everyone-else", event=event)
    a_figure(other, 14, category="everyone-else", event=event)
    published(other)
    published(a_position(part, low=3, high=3))
    position = a_position(event, low=10, high=12)
    position.uses.set([figure])
    published(position)
    published(a_question(event, "Who fired?", slug="who", answers=[("one", "They did.", [used])]))
    position.low, position.high = 13, 20
    position.save()
    return position


def changed(position, why=NumberChange.LATE_REPORT, **more):
    told = {"note": "The hospital counted again.", "by": None, "at": LATER, **more}
    actions.publish([position], numbers={position.uid: why} if why else None, **told)
    position.refresh_from_db()


def read(path, **query):
    answer = Client().get(path, query)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8-sig")


def words(path):
    return " ".join(TAGS.sub(" ", read(path)).split())


def test_it_is_not_published_without_a_reason_and_nothing_is_chosen_for_the_editor(ours):
    for change in (ChangeType.UPDATE, ChangeType.CLARIFICATION):
        with pytest.raises(RuleBroken, match="is another now"):
            changed(ours, why=None, change=change)

    ours.refresh_from_db()
    assert published_state(ours).low == 10
    assert ours.held_before == []


def test_readers_followers_and_programs_are_told_why_and_from_what_to_what(ours):
    changed(ours)

    told = {p: words(p) for p in ("/events/attacks/", "/events/attacks/figures/", "/changes/")}
    assert "A late report. The hospital counted again." in told["/events/attacks/"]
    assert "A late report. The hospital counted again." in told["/events/attacks/figures/"]
    assert "Our figure changed: a late report" in told["/changes/"]
    assert "between 13 and 20, before that between 10 and 12" in told["/changes/"]
    (item,) = json.loads(read("/events/attacks/changes.json"))["items"][:1]
    assert item["_counterclaim"]["number_change"] == "late_report"
    assert "A late report" in item["tags"]
    rows = list(csv.DictReader(io.StringIO(read("/export/changes.csv"), newline="")))
    assert rows[-1]["number_change"] == "late_report"
    (change, *_) = json.loads(read("/api/v1/changes/", subject=ours.uid))["results"]
    assert change["number"]["change"] == "late_report"
    assert change["number"]["before"] == {"established": True, "low": 10, "best": None, "high": 12}
    assert change["number"]["after"] == {"established": True, "low": 13, "best": None, "high": 20}
    (position,) = [
        one
        for one in json.loads(read("/api/v1/positions/", event="attacks"))["results"]
        if one["uid"] == ours.uid
    ]
    (held,) = position["held"]
    assert (held["low"], held["high"], held["change"]) == (10, 12, "late_report")
    assert held["why"] == "The hospital counted again."
    (in_file,) = json.loads(read("/events/attacks/dossier.json"))["positions"][0]["held"]
    assert (in_file["low"], in_file["change"]) == (10, "late_report")
    assert list(verify.problems()) == []
    assert not differs(ours)


def test_what_else_it_bears_on_is_named_with_its_address(ours):
    changed(ours)

    (held,) = published_state(ours).held
    assert sorted(one.kind for one in held.touches) == ["claim", "claim", "position", "question"]
    page = read("/events/attacks/")
    bears = page.partition("It bears on:")[2].partition("</small>")[0]
    for found in ("Fourteen died.", "Ten died.", "Who fired?", "our figure for Kalat"):
        assert found in bears
    assert "/questions/who/" in bears


def test_our_own_error_is_a_correction_whatever_else_was_ticked(ours):
    changed(ours, NumberChange.OUR_ERROR, change=ChangeType.UPDATE)

    assert Entry.objects.about(ours.uid).last().change == "correction"
    assert "Our figure corrected: our error" in words("/changes/")
    assert "The hospital counted again." in words("/corrections/")


def test_what_was_ticked_as_a_correction_is_our_error(ours):
    changed(ours, why=None, change=ChangeType.CORRECTION)

    assert published_state(ours).held[-1].change == NumberChange.OUR_ERROR


def test_values_add_up_and_other_edits_add_none(ours):
    changed(ours)
    ours.dissent = "Somebody says more."
    ours.save()
    changed(ours, why=None, note="A dissent.", at=LATER + timedelta(hours=1))
    ours.low, ours.high = 15, 15
    ours.save()
    changed(ours, NumberChange.METHOD, at=LATER + timedelta(hours=2))

    assert [(h.low, h.change) for h in published_state(ours).held] == [
        (10, "late_report"),
        (13, "method"),
    ]
    assert Position.objects.get(pk=ours.pk).held_before[0]["low"] == 10
    assert not differs(ours)


def test_the_page_of_publication_asks_shows_both_numbers_and_what_to_look_at(ours):
    page = Page(at_the_desk(), "position", "publish", ours.pk)

    assert "from 10 to 12 to 13 to 20" in page.words
    assert "A late report: It was so before; we learn of it now." in page.words
    assert "Fourteen died." in page.words
    page.press("confirm", note="Counted again.")
    assert page.refusals == ["Say why the number is another now: readers see it."]
    page.press("confirm", note="Counted again.", **{f"number-{ours.uid}": "news"})
    assert published_state(ours).held[-1].change == NumberChange.NEWS
