"""A figure may give its number in words alone; what they do not say plainly is refused."""

import json

import pytest

from claims.domain import reconciliation
from claims.dossier.read import read
from claims.models.desk.figure import Figure
from tests.dossier.small import complaints, small, take

pytestmark = pytest.mark.django_db


def in_words(words, **more):
    """The small dossier, whose first figure gives its number in words alone."""
    shape = small()
    figure = shape["claims"][0]["figures"][0]
    for key in ("qualifier", "value", "high", "bounds_note"):
        figure.pop(key, None)
    figure.update(words=words, **more)
    return shape


@pytest.mark.parametrize(
    ("words", "qualifier", "value", "low", "high"),
    [
        ("at least five policemen", "at_least", 5, 5, None),
        ("two to three hundred", "between", None, 200, 300),
        ("dozens", "unstated", None, 24, None),
        ("no policemen", "plain", 0, 0, 0),
        ("کم از کم 5 اہلکار", "at_least", 5, 5, None),
    ],
)
def test_words_alone_say_the_number(words, qualifier, value, low, high):
    take(in_words(words))

    figure = Figure.objects.get(key="army-5")
    found = (figure.words, figure.qualifier, figure.value, figure.low, figure.high)
    assert found == (words, qualifier, value, low, high)


def test_a_name_of_the_file_s_categories_is_no_strange_word():
    shape = in_words("5 frontiersmen")
    shape["categories"] = [
        {"slug": "all", "name": "All", "parts": [{"slug": "police", "name": "Frontiersmen"}]}
    ]

    claims = read(json.dumps(shape).encode())["claims"]

    assert claims[0]["figures"][0]["value"] == 5


def test_the_engine_reads_the_same_words():
    case = reconciliation.read(read(json.dumps(in_words("two to three hundred")).encode()))

    found = next(figure for figure in case.figures if figure.id == "army-5")
    assert (found.low, found.high) == (200, 300)


@pytest.mark.parametrize(
    ("words", "more", "told"),
    [
        ("no figures available", {}, "claims[0].figures[0].words: We cannot tell a number from"),
        ("23 feared dead", {}, "claims[0].figures[0].words: We cannot tell whether “23 feared"),
        ("12 more", {}, "claims[0].figures[0].words: We cannot tell the total from “12 more”"),
        (None, {}, "claims[0].figures[0].words: Give the number as it was said"),
        ("seven", {"value": 5}, "claims[0].figures[0].words: “value” is 5, and the words say 7"),
    ],
)
def test_words_that_do_not_say_it_plainly_refuse_the_file(words, more, told):
    assert told in " ".join(complaints(in_words(words, **more)))


def test_neither_words_nor_qualifier_is_refused():
    shape = in_words("five")
    del shape["claims"][0]["figures"][0]["words"]

    told = " ".join(complaints(shape))
    assert "claims[0].figures[0]: “qualifier” or “words” is missing" in told


def test_words_of_something_else_than_is_counted_are_refused():
    shape = small()
    figure = {"id": "homes", "measure": "displaced", "category": "all", "words": "4,000 homes"}
    shape["claims"][0]["figures"].append(figure)

    (told,) = complaints(shape)

    assert told.startswith("claims[0].figures[")
    assert "we do not know what “homes” makes of it" in told
