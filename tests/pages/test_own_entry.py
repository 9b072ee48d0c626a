"""A page is cited by the last entry that it was made from, not by the last of the site."""

from __future__ import annotations

import re

import pytest

from claims import actions
from tests.builders import NOW, a_claim, a_link, an_editor

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


def cited(client, path):
    """The entry that the citation of a page names."""
    return int(re.search(r"as_of=(\d+)", client.get(path).content.decode())[1])
