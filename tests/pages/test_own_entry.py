"""A page is cited by the last entry that it was made from, not by the last of the site."""

from __future__ import annotations

import re

import pytest

from claims import actions
from tests.builders import (
    NOW,
    a_citation,
    a_claim,
    a_link,
    a_position,
    a_question,
    a_report,
    an_editor,
    published,
)
from tests.pages.reader import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(client):
    """A published claim, and a way to publish another that has nothing to do with it."""
    editor = an_editor()
    claim = a_claim()
    actions.publish([claim], by=editor, at=NOW)
    return claim, lambda: actions.publish([a_claim()], by=editor, at=NOW), editor


def test_news_of_others_leaves_the_page_of_a_source_as_it_was(client, one):
    claim, others, _ = one
    path = f"/sources/{claim.claimant.slug}/"
    before = client.get(path).content

    others()

    assert client.get(path).content == before


def test_the_page_of_a_source_is_cited_by_the_last_entry_about_what_it_tells(client, one):
    claim, _, editor = one
    path = f"/sources/{claim.claimant.slug}/"
    before = cited(client, path)
    (entry, *_) = actions.publish([a_claim(claimant=claim.claimant)], by=editor, at=NOW)[-1:]

    after = cited(client, path)

    assert before < after == entry.seq
    assert "There is no such" not in client.get(f"{path}?as_of={after}").content.decode()


def test_a_list_is_cited_by_the_last_entry_of_the_kinds_it_lists(client, one):
    claim, _, editor = one
    other = a_claim(event=claim.event)
    actions.publish([other], by=editor, at=NOW)
    before = {path: cited(client, path) for path in ("/claims/", "/sources/", "/")}
    (entry,) = actions.publish([a_link(claim, other)], by=editor, at=NOW)

    after = {path: cited(client, path) for path in before}

    assert after == before | {"/": entry.seq}


def test_an_event_is_cited_with_what_of_it_we_took_back(client):
    claim = published(a_claim())
    position = published(a_position(claim.event))
    entry = actions.retract(position, reason="We added it up wrongly.", by=None, at=NOW)
    path = f"/events/{claim.event.slug}/"

    version = cited(client, path)

    assert version == entry.seq
    assert "We added it up wrongly." in words(path, as_of=version)
    picture = re.search(r"og:image\" content=\"([^\"]+)", client.get(path).content.decode())[1]
    assert picture.endswith(f"as_of={entry.seq}")


def test_a_page_is_cited_with_the_marks_of_the_reports_behind_it(client):
    report = a_report()
    claim = a_claim(cited=False)
    a_citation(claim, report=report)
    other = a_claim(event=claim.event)
    question = a_question(claim.event, answers=[("yes", "Yes", [claim])])
    actions.publish([a_link(other, claim), question], by=None, at=NOW)
    report.refresh_from_db()
    entry = actions.retract(report, reason="It was forged.", by=None, at=NOW)
    pages = [
        f"/events/{claim.event.slug}/",
        f"/claims/{claim.slug}/",
        f"/claims/{other.slug}/",
        f"/questions/{question.slug}/",
    ]

    versions = {path: cited_last(client, path) for path in pages}

    assert versions == dict.fromkeys(pages, entry.seq)
    for path in pages:
        assert "report retracted" in words(path, as_of=entry.seq).lower()
        assert "report retracted" not in words(path, as_of=entry.seq - 1).lower()


def cited_last(client, path):
    """The entry of the version that the foot of a page names, which its history names before."""
    return max(map(int, re.findall(r"as_of=(\d+)", client.get(path).content.decode())))


def cited(client, path):
    """The entry that the citation of a page names."""
    return int(re.search(r"as_of=(\d+)", client.get(path).content.decode())[1])
