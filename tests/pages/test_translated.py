"""Whether the public side can be read in another language: nothing is English but names and codes.

What the fields of the API mean and the guides are told in English alone, and marked as English.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from claims import actions, dossier
from claims.domain.standard_reasons import CARRIED_OVER
from claims.domain.vocabulary import ChangeType, Grounds
from claims.models.desk.claim import Claim
from claims.models.desk.question import Question
from claims.models.desk.source import Report
from claims.models.record.entry import Entry
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedQuestion,
    PublishedSource,
)
from tests.builders import NOW
from tests.pages.made_up_language import (
    in_another_script,
    left_in_english,
    left_in_json,
    speak,
)

FIXTURE = Path(settings.BASE_DIR) / "fixtures" / "kunduz-2015.json"
LISTS = ("/", "/events/", "/claims/", "/sources/", "/questions/", "/changes/", "/corrections/")
ABOUT = ("/about/", "/methodology/", "/report-an-error/", "/report-an-error/thanks/", "/api/docs/")
ASKED = (
    "/claims/?status=disputed&measure=killed&since=2015-10-03&until=2015-11-30",
    "/claims/?examined=no&event=kunduz-msf-hospital-2015-10-03",
    "/claims/?q=%D5%A1",
    "/claims/?as_of=2015-10-05",
    "/?as_of=2015-10-05",
    "/changes/?as_of=40",
)
REFUSED = (
    "/nowhere/",
    "/?as_of=2015-13-41",
    "/?as_of=99999999",
    "/claims/?since=%D5%A1",
    "/feeds/changes.json?%D5%A1=1",
    "/oembed",
    "/oembed?url=http://testserver/",
    "/feeds/changes.json?after=1",
)
FEEDS = tuple(
    f"/feeds/{of}.{form}" for of in ("changes", "corrections") for form in ("atom", "json")
)
WRITTEN = re.compile(r"<(?:title|content|rights)[^>]*>(.*?)</", re.DOTALL)
LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def a_record_in_another_script():
    """One event with claims in every lifecycle, things taken back, and a correction."""
    found = dossier.read(in_another_script(FIXTURE.read_text(encoding="utf-8")).encode())
    dossier.import_dossier(found, add=True, by=None, at=NOW)
    later = NOW + timedelta(hours=1)
    plain = Claim.objects.filter(publication="published", lifecycle="current", status="unconfirmed")
    retracted, withheld, kept, merged, changed, context = plain.order_by("pk")[:6]
    told = {"by": None, "at": later}
    touched = actions.merge(merged, into=kept, reason="Ա.", **told)
    actions.publish(touched, note="Ա.", change=ChangeType.CLARIFICATION, **told)
    actions.keep_as_context(
        context, text="Ա բ.", citation=context.citations.first(), note="Ա.", **told
    )
    changed.statement = "Ա բ գ."
    changed.save(by=None)
    actions.publish([changed], note="Ա.", change=ChangeType.CORRECTION, **told)
    report = Report.objects.filter(citations__claim=kept).first()
    for gone in (retracted, report, Question.objects.first()):
        gone.refresh_from_db()
        actions.retract(gone, reason="Ա.", **told)
    withheld.refresh_from_db()
    actions.suppress(withheld, grounds=Grounds.DANGER, reason="Ա.", **told)


def things():
    """A page of every lifecycle, publication and status there is, and of each other kind."""
    rows = PublishedClaim.objects.filter(until=None).order_by("since")
    kinds = {(row.lifecycle, row.publication, row.status, row.withheld): row for row in rows}
    sources = PublishedSource.objects.filter(until=None).order_by("since")[:6]
    others = [
        row for model in (PublishedEvent, PublishedQuestion) for row in model.objects.current()
    ]
    return [row.get_absolute_url() for row in (*kinds.values(), *others, *sources)]


def beside(path):
    """What hangs on the address of one thing."""
    kind = path.split("/")[1]
    found = [f"{path}changes.atom", f"{path}changes.json"]
    if kind == "events":
        found.append(f"{path}figures/")
    if kind == "claims":
        found.append(f"{path}badge.svg")
    if kind != "sources":
        found += [f"/embed{path}", f"/oembed?url=http://testserver{path}"]
    return found


def left_in(answer):
    """What people are shown of an answer and can read in English alone."""
    text, form = answer.getvalue().decode(), answer.headers["Content-Type"]
    if "json" in form:
        return left_in_json(json.loads(text))
    if "atom" in form:
        return [one for words in WRITTEN.findall(text) for one in left_in_english(unescape(words))]
    linked = [one for block in LINKED.findall(text) for one in left_in_json(json.loads(block))]
    return left_in_english(text) + linked


@pytest.mark.django_db
def test_no_text_of_ours_is_left_in_english(client, monkeypatch):
    speak(monkeypatch)
    a_record_in_another_script()
    shown = things()
    machines = [place for path in shown[::2] for place in beside(path)]

    paths = (*LISTS, *ABOUT, *ASKED, *REFUSED, *FEEDS, *shown, *machines)
    left = {text: path for path in paths for text in left_in(client.get(path))}

    assert left == {}
    # Whichever language it was put together in, the record keeps what we say in English.
    body = Entry.objects.get(kind="import").words.read
    assert str.__str__(body.change.note) == CARRIED_OVER


@pytest.mark.django_db
def test_a_page_and_a_feed_say_in_which_language_they_are(client, settings):
    settings.LANGUAGE_CODE = "ur"

    with translation.override("ur"):
        page = client.get("/about/").content.decode()
        feed = client.get("/feeds/changes.atom").content.decode()

    assert '<html lang="ur" dir="rtl">' in page
    assert 'xml:lang="ur"' in feed


def test_what_is_not_translated_is_found():
    page = "<p>Not marked</p><p title='Nor this'>1</p><p lang='en'>Said to be English</p>"
    offered = "<textarea>&lt;iframe title='Nor that'&gt;&lt;/iframe&gt;</textarea>"

    assert left_in_english(page + offered) == ["Not marked", "Nor this", "Nor that"]
