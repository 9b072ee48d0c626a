"""Phrases as agencies and officials write them, in every language that we read, by hand."""

import csv
from pathlib import Path

import pytest

from claims.domain.errors import RuleBroken
from claims.domain.number_parser import parse_number

LANGUAGES = {"en", "ur", "ar", "fa", "ps", "hi", "bn"}
LANGUAGES |= {"tr", "ru", "uk", "fr", "es", "pt", "de"}
HERE = Path(__file__).parent
with (HERE / "number_phrases.tsv").open(encoding="utf-8") as file:
    PHRASES = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def what_is_read(phrase):
    try:
        number = parse_number(phrase)
    except RuleBroken:
        return "refused"
    ends = f"{number.low}..{'' if number.high is None else number.high}"
    return f"asked {ends}" if number.asks else f"{number.qualifier} {ends}"


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: f"{row['language']}: {row['phrase']}")
def test_a_phrase_is_read_as_it_was_meant_or_refused(row):
    assert what_is_read(row["phrase"]) == row["means"]


def test_there_are_phrases_enough_of_every_language():
    languages = {row["language"] for row in PHRASES}

    assert languages >= LANGUAGES
    assert len(PHRASES) >= 400
