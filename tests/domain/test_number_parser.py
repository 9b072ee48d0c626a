"""Words become figures by one table; what is not plain is refused and never guessed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.errors import RuleBroken
from claims.domain.figures import bounds
from claims.domain.measures import MEASURES
from claims.domain.number_parser import parse_number, read_said
from claims.domain.number_parser.languages.english import LEAST
from claims.domain.vocabulary import Qualifier

FIXTURE = Path(__file__).parents[2] / "fixtures" / "balochistan-2024-08-26.json"

TABLE = [
    ("at least 23", "at_least", 23, (23, None)),
    ("At least 23 people", "at_least", 23, (23, None)),
    ("no fewer than 23", "at_least", 23, (23, None)),
    ("23 or more", "at_least", 23, (23, None)),
    ("23+", "at_least", 23, (23, None)),
    (">= 23", "at_least", 23, (23, None)),
    ("more than 130", "more_than", 130, (131, None)),
    ("over a hundred", "more_than", 100, (101, None)),
    ("more than one hundred and thirty", "more_than", 130, (131, None)),
    ("up to 40", "up_to", 40, (0, 40)),
    ("as many as 40", "up_to", 40, (0, 40)),
    ("no more than 23", "at_most", 23, (0, 23)),
    ("fewer than 10", "at_most", 9, (0, 9)),
    ("nearly 300", "nearly", 300, (270, 299)),
    ("almost 300", "nearly", 300, (270, 299)),
    ("about 55", "about", 55, (49, 61)),
    ("around 55", "about", 55, (49, 61)),
    ("some 300", "about", 300, (270, 330)),
    ("40-odd", "about", 40, (36, 44)),
    ("about a dozen", "about", 12, (10, 14)),
    ("exactly 14", "exactly", 14, (14, 14)),
    ("14", "plain", 14, (14, 14)),
    ("a total of 14", "plain", 14, (14, 14)),
    ("all 14 soldiers", "plain", 14, (14, 14)),
    ("14 killed and wounded", "plain", 14, (14, 14)),
    ("a dozen", "plain", 12, (12, 12)),
    ("half a dozen", "plain", 6, (6, 6)),
    ("two dozen", "plain", 24, (24, 24)),
    ("none", "plain", 0, (0, 0)),
    ("no one", "plain", 0, (0, 0)),
    ("no soldiers", "plain", 0, (0, 0)),
    ("seventy-four", "plain", 74, (74, 74)),
    ("seventy four", "plain", 74, (74, 74)),
    ("one hundred thirty", "plain", 130, (130, 130)),
    ("two thousand three hundred and four", "plain", 2304, (2304, 2304)),
    ("1,200", "plain", 1200, (1200, 1200)),
    ("1 200", "plain", 1200, (1200, 1200)),
    ("1,00,000", "plain", 100_000, (100_000, 100_000)),
    ("three lakh", "plain", 300_000, (300_000, 300_000)),
    ("1.2 million", "plain", 1_200_000, (1_200_000, 1_200_000)),
    ("۲۳", "plain", 23, (23, 23)),
    ("٢٣٬٠٠٠", "plain", 23_000, (23_000, 23_000)),
    ("between 5 and 7", "between", None, (5, 7)),
    ("between one hundred and two hundred", "between", None, (100, 200)),
    ("from 5 to 7", "between", None, (5, 7)),
    ("5-7", "between", None, (5, 7)),
    ("5–7 people", "between", None, (5, 7)),
    ("five or six", "between", None, (5, 6)),
    ("dozens", "unstated", None, (24, None)),
    ("several dozen", "unstated", None, (24, None)),
    ("scores", "unstated", None, (40, None)),
    ("Hundreds of its fighters", "unstated", None, (100, None)),
    ("in the hundreds", "unstated", None, (100, None)),
    ("tens of thousands", "unstated", None, (10_000, None)),
]

REFUSED = {
    "": "as it was said",
    "  ": "as it was said",
    "several": "cannot tell",
    "some people": "cannot tell",
    "a soldier": "cannot tell",
    "at least": "cannot tell",
    "at least dozens": "cannot tell",
    "at least about 20": "cannot tell",
    "about 20 or more": "cannot tell",
    "not 130": "cannot tell",
    "-5": "cannot tell",
    "23%": "cannot tell",
    "23rd": "cannot tell",
    "23.5": "cannot tell",
    "1.000": "cannot tell",
    "23²": "cannot tell",
    "2½": "cannot tell",
    "five and a half": "cannot tell",
    "10 people, including five police officers": "more than one number",
    "14 of the 20": "more than one number",
    "23, 24": "more than one number",
    "two and three": "more than one number",
    "fewer than 0": "check the number",
    "between 7 and 5": "above the highest",
    "99999999999999999999": "cannot be kept",
}


@pytest.mark.parametrize(("words", "qualifier", "value", "ends"), TABLE, ids=[t[0] for t in TABLE])
def test_words_become_a_figure(words, qualifier, value, ends):
    said = read_said(words)

    assert (said.qualifier, said.value, (said.low, said.high)) == (qualifier, value, ends)


@pytest.mark.parametrize("words", REFUSED)
def test_what_is_not_plain_is_refused_with_a_sentence(words):
    with pytest.raises(RuleBroken, match=REFUSED[words]):
        read_said(words)


def test_every_way_of_hedging_is_in_the_table():
    assert {qualifier for _, qualifier, _, _ in TABLE} == set(Qualifier)


@pytest.mark.parametrize("value", range(1, 101))
def test_number_words_are_read_to_a_hundred(value):
    assert read_said(in_words(value)).value == value


ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def in_words(value):
    if value == 100:
        return "a hundred"
    ones, tens = ONES.split(), TENS.split()
    if value < 20:
        return ones[value - 1]
    return tens[value // 10 - 2] + (f"-{ones[value % 10 - 1]}" if value % 10 else "")


def test_what_it_allows_is_said_beside_it():
    assert read_said("about 55").meaning == "about 55: between 49 and 61"
    assert read_said("dozens").meaning == "24 or more"


@given(st.integers(0, 10**14), st.sampled_from(["{}", "{:,}", "at least {:,}", "about {}"]))
def test_any_number_is_read_with_the_bounds_of_the_table(number, words):
    said = read_said(words.format(number))

    assert said.value == number
    assert (said.low, said.high) == bounds(said.qualifier, number)


@given(
    st.text()
    | st.lists(st.sampled_from([*LEAST, "at", "least", "5", "and", "of", "a", "-"])).map(" ".join)
)
def test_any_words_are_read_or_refused(words):
    try:
        said = read_said(words)
    except RuleBroken:
        return

    assert said.low is not None or said.high is not None


def test_it_reads_what_editors_recorded_as_they_did_or_refuses():
    claims = json.loads(FIXTURE.read_text())["claims"]
    figures = [f for c in claims for f in c.get("figures", []) if f.get("words")]
    agreed = 0
    for figure in figures:
        try:
            said = read_said(figure["words"])
        except RuleBroken:
            continue
        agreed += 1
        assert said.value == figure.get("value"), figure["words"]
        if figure.get("qualifier") not in ("exactly", "plain"):
            assert said.qualifier == figure["qualifier"], figure["words"]

    assert agreed > len(figures) / 2


@pytest.mark.parametrize(
    ("words", "measure", "asks"),
    [
        ("4,000 homes", "displaced", ("homes",)),
        ("12 injured", "killed", ("injured",)),
        ("no one was hurt", "killed", ("hurt",)),
        ("at least 9 missing", "killed", ("missing",)),
        ("no survivors", "killed", ("survivors",)),
        ("12 killed or captured", "killed", ("captured",)),
        ("12 shot", "killed", ("shot",)),
        ("12 shot dead", "killed", ()),
        ("12 dead", "in-hospital", ("dead",)),
        ("20 heridos", "killed", ("heridos",)),
        ("20 زخمی", "killed", ("زخمی",)),
        ("20 погибших", "injured", ("погибших",)),
        ("die 20 Verletzten", "injured", ()),
        ("12 detained", "arrested", ()),
        ("one vehicle", "killed", ("vehicle",)),
        ("5 bus drivers", "killed", ()),
        ("12 vehicles", "vehicles-hit", ()),
        ("12 dead", "killed", ()),
        ("12 wounded", "injured", ()),
        ("12 dead", "bodies-found", ()),
        ("12 dead", "casualties", ()),
    ],
)
def test_words_of_something_else_than_is_counted_are_asked_about(words, measure, asks):
    number = parse_number(words, measure=MEASURES.of(measure))

    assert number.asks == asks
