"""Phrases that were once read as what nobody said, with what is right."""

import csv
import re
from pathlib import Path

import pytest

from claims.domain.errors import RuleBroken
from claims.domain.number_parser import parse_number, read_said

CASES = Path(__file__).parents[1] / "cases"
ASIDE = re.compile(r"\(.*?\)|“.*?”")
ENDS = re.compile(r"(\d+)(?:\.\.(\d*))?")


def rows():
    for path in sorted(CASES.glob("0[1-5]-*.tsv")):
        with path.open(encoding="utf-8") as file:
            yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: row["words"])
def test_words_that_were_misread_are_read_or_refused(row):
    assert what_is_read(row["words"]) in what_is_right(row["should_be"])


def what_is_read(words):
    try:
        said = read_said(words)
    except RuleBroken:
        return "refused"
    return (said.low, said.high)


def what_is_right(sentence):
    """What a cell of the tables allows: "2000, or refused"."""
    sentence = ASIDE.sub("", sentence)
    right = {"refused"} if "refused" in sentence or "usual" in sentence else set()
    for low, high in ENDS.findall(sentence):
        is_open = f"{low}.." in sentence and not high
        right.add((int(low), None if is_open else int(high or low)))
    return right


def test_a_doubt_behind_the_number_is_asked_about():
    number = parse_number("23 feared dead")

    assert number.asks == ("feared",)
    assert number.question("23 feared dead").startswith("Does “23 feared dead” mean exactly 23?")


def test_words_of_the_event_name_who_is_counted():
    assert parse_number("14 sappers").asks == ("sappers",)
    assert read_said("14 sappers", nouns=["Sappers and miners", "sappers"]).value == 14
