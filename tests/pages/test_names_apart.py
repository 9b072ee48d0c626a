"""The filters of the list of claims: two of one name can be told apart and chosen."""

import json
from pathlib import Path

import pytest

from claims.domain.distinct_names import told_apart
from tests.builders import a_claim, a_source, an_event, published
from tests.dossier.small import take

pytestmark = pytest.mark.django_db
KHANS = Path(__file__).parents[1] / "cases" / "14-two-sources-of-one-name.json"


def test_two_sources_of_one_name_are_two_entries_of_the_filter(client):
    take(json.loads(KHANS.read_text()))

    page = client.get("/claims/").content.decode()
    doctor = client.get("/claims/?source=khan-doctor").content.decode()

    assert "Muhammad Khan (Police) (1)" in page
    assert "Muhammad Khan (Hospital or health service) (1)" in page
    assert "Seven bodies came to the hospital." in doctor
    assert "Five people were killed in the blast." not in doctor


def test_short_names_and_titles_that_two_have_are_told_apart(client):
    for place, year in (("Pakistan", 2010), ("Türkiye", 2022)):
        source = a_source(f"Health ministry of {place}", short_name="Health ministry")
        event = an_event("The flood", starts_on=f"{year}-08-26")
        event.refresh_from_db()
        published(a_claim(f"It rained in {place}.", claimant=source, event=event))

    page = client.get("/claims/").content.decode()

    assert "Health ministry of Pakistan (1)" in page
    assert "Health ministry of Türkiye (1)" in page
    assert "The flood (26 August 2010) (1)" in page
    assert "The flood (26 August 2022) (1)" in page


def test_a_name_is_told_no_further_than_it_must_be():
    assert told_apart({"a": ["Dawn", "Dawn, Karachi"], "b": ["Reuters"]}) == {
        "a": "Dawn",
        "b": "Reuters",
    }
    assert told_apart({"a": ["AP", "Associated Press"], "b": ["ap", "Andhra Police"]}) == {
        "a": "Associated Press",
        "b": "Andhra Police",
    }
    assert told_apart({"a": ["Dawn", "Dawn (a)"], "b": ["Dawn (b)", "Dawn"]}) == {
        "a": "Dawn (a)",
        "b": "Dawn (b)",
    }
