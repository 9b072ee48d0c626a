"""Whether a page can be read in another language: nothing on it is English but names and codes."""

from __future__ import annotations

import pytest

from tests.pages.made_up_language import left_in_english, speak

# The pages of one thing, and lists that are narrowed, are not all translated yet.
PAGES = ("/events/", "/sources/", "/questions/", "/changes/")
OTHERS = ("/report-an-error/", "/report-an-error/thanks/", "/nowhere/")


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*PAGES, *OTHERS])
def test_nothing_of_ours_is_left_in_english(client, monkeypatch, path):
    speak(monkeypatch)

    assert left_in_english(client.get(path).content.decode()) == []


def test_what_is_not_translated_is_found():
    page = "<p>Not marked</p><p title='Nor this'>1</p>"

    assert left_in_english(page) == ["Not marked", "Nor this"]
