"""What is said of figures that somebody worked out, and of people who may be in them twice."""

import pytest

from claims.domain.chains import SourceFacts, Sources
from claims.domain.reconciliation import Case, Kind, Node, Tree, sums
from claims.domain.vocabulary import Qualifier
from tests.domain.reconciliation.small import SOURCES, figure

EVENTS = Tree(
    (
        Node("raid", "the raid"),
        Node("north", "the north", "raid", "place"),
        Node("south", "the south", "raid", "place"),
    )
)
CATEGORIES = Tree(
    (
        Node("everyone", "Everyone"),
        Node("civilians", "Civilians", "everyone", "role"),
        Node("women", "Women", "everyone", "sex"),
    )
)


def case(*figures):
    return Case(EVENTS, CATEGORIES, SOURCES, figures)


def everyone(key, low, high, **more):
    return figure(key, "raid", "everyone", low, high, **more)


def found(kind, *figures):
    return [finding for finding in sums.findings(case(*figures)) if finding.kind == kind]


def worked_out(total, *signed):
    """The finding of a total made of figures by their signs; each a pair of ends."""
    parts = [everyone(f"p{n}", *ends, claimant="two") for n, (_, ends) in enumerate(signed)]
    made_of = tuple((sign, part.id) for (sign, _), part in zip(signed, parts, strict=True))
    whole = everyone("total", **total, derived_from=made_of)
    (finding,) = found(Kind.DERIVED_FIGURE, whole, *parts)
    return finding


@pytest.mark.parametrize(
    ("signed", "arithmetic"),
    [
        ([("+", (7, 7)), ("+", (4, 4))], "7 + 4 = 11"),
        ([("+", (1900, 1900)), ("-", (400, 400))], "1,900 − 400 = 1,500"),
        ([("+", (9, 9)), ("-", (0, 0))], "9 − 0 = 9"),
        ([("-", (4, 4)), ("+", (9, 9))], "− 4 + 9 = 5"),
        ([("+", (3, 3)), ("+", (5, None))], "3 + (5 or more), which makes 8 or more"),
        ([("+", (9, 9)), ("-", (4, None))], "9 − (4 or more), which makes up to 5"),
        ([("+", (0, 10)), ("-", (4, 4))], "(up to 10) − 4, which makes up to 6"),
        (
            [("+", (3, 5)), ("-", (1, 2))],
            "(between 3 and 5) − (between 1 and 2), which makes between 1 and 4",
        ),
    ],
)
def test_a_sum_is_shown_with_what_it_makes(signed, arithmetic):
    assert worked_out({"low": 1, "high": 1}, *signed).arithmetic == arithmetic


def test_a_number_that_was_said_is_added_as_it_was_said():
    about = everyone("about", 6, 8, qualifier=Qualifier.ABOUT, value=7)
    total = everyone("total", 11, 11, derived_from=(("+", "about"), ("+", "four")))

    (finding,) = found(Kind.DERIVED_FIGURE, total, about, everyone("four", 4, 4))

    assert finding.arithmetic == "7 + 4 = 11"


@pytest.mark.parametrize(
    ("total", "adds_up"),
    [
        ({"low": 7, "high": 7}, True),
        ({"low": 6, "high": 6}, False),
        ({"low": 8, "high": 8}, False),
        ({"low": 7, "high": 9}, True),
        ({"low": 5, "high": 7}, True),
        ({"low": 5, "high": 9}, True),
        ({"low": 0, "high": 6}, False),
        ({"low": 8, "high": None}, False),
        ({"low": 8, "high": None, "value": 7, "qualifier": Qualifier.MORE_THAN}, True),
    ],
)
def test_a_sum_adds_up_where_the_total_allows_it(total, adds_up):
    sentence = worked_out(total, ("+", (3, 3)), ("+", (4, 4))).sentence

    assert ("It adds up: 3 + 4 = 7." in sentence) is adds_up
    assert ("It does not add up: 3 + 4 = 7, not " in sentence) is not adds_up


@pytest.mark.parametrize(("total", "adds_up"), [(7, False), (8, True), (2000, True)])
def test_an_open_part_lets_a_sum_reach_any_number_above_its_least(total, adds_up):
    finding = worked_out({"low": total, "high": total}, ("+", (3, 3)), ("+", (5, None)))

    assert ("It adds up" in finding.sentence) is adds_up


def test_a_sum_that_does_not_add_up_is_told_and_whom_to_ask():
    finding = worked_out({"low": 5, "high": 5}, ("+", (3, 3)), ("+", (4, 4)))

    assert finding.sentence == (
        "One said 5 killed (Everyone, the raid). It was not counted but worked out from"
        " Two’s 3 (Everyone, the raid) and Two’s 4 (Everyone, the raid)."
        " It does not add up: 3 + 4 = 7, not 5. Up to 3 people may be in it twice."
    )
    assert finding.settles == "Ask One whether anybody counted."


def test_a_sum_that_takes_more_away_than_there_is_does_not_add_up():
    finding = worked_out({"low": 5, "high": 5}, ("+", (3, 3)), ("-", (4, 4)))

    told = "One said 5 killed (Everyone, the raid). It was not counted but worked out from Two’s 3"
    assert finding.sentence.startswith(told)
    assert ". It does not add up: 3 − 4" in finding.sentence


def test_what_is_taken_away_is_said_to_be_less():
    sentence = worked_out({"low": 5, "high": 5}, ("+", (9, 9)), ("-", (4, 4))).sentence

    assert sentence == (
        "One said 5 killed (Everyone, the raid). It was not counted but worked out from"
        " Two’s 9 (Everyone, the raid) and less Two’s 4 (Everyone, the raid)."
        " It adds up: 9 − 4 = 5."
    )


@pytest.mark.parametrize(
    ("utterance", "may_be"),
    [
        ("report", "the statement’s own breakdown"),
        ("another", "a sum of other counts rather than a count"),
    ],
)
def test_a_total_that_equals_its_places_is_a_breakdown_only_within_one_statement(utterance, may_be):
    north = figure("north", "north", "everyone", 3, 3, utterance="report")
    south = figure("south", "south", "everyone", 4, 4, utterance="report")

    (finding,) = found(
        Kind.ADD_UP_MATCH, everyone("total", 7, 7, utterance=utterance), north, south
    )

    assert finding.arithmetic == "3 + 4 = 7"
    assert finding.sentence == (
        "One said 7 killed (Everyone, the raid). That is exactly One’s 3 (Everyone, the north) and"
        f" One’s 4 (Everyone, the south) (3 + 4 = 7), so it may be {may_be}."
    )
    assert finding.settles == "Ask One whether anybody counted the whole."


def civilians(low, high, key="civilians", **more):
    return figure(key, "raid", "civilians", low, high, **more)


def women(low, high, key="women", event="raid", **more):
    return figure(key, event, "women", low, high, **more)


def twice(*parts, totals=("total",)):
    """The pairs that may have people in common, where somebody added these parts."""
    made_of = tuple(("+", part.id) for part in parts)
    wholes = [everyone(key, 99, 99, derived_from=made_of) for key in totals]
    return found(Kind.POSSIBLE_DOUBLE_COUNT, *wholes, *{part.id: part for part in parts}.values())


@pytest.mark.parametrize(
    ("ours", "theirs", "size", "arithmetic"),
    [
        ((7, 7), (4, 4), "up to 4 people", "7 + 4"),
        ((7, 7), (1, 1), "up to 1 person", "7 + 1"),
        ((5, None), (3, 9), "up to 9 people", "5 + 3"),
        ((5, None), (3, None), "some people", "5 + 3"),
    ],
)
def test_added_figures_say_how_many_may_be_in_both(ours, theirs, size, arithmetic):
    (finding,) = twice(civilians(*ours), women(*theirs))

    assert finding.figures == ("civilians", "women")
    assert finding.arithmetic == arithmetic
    assert finding.sentence.endswith(
        f"One’s 99 (Everyone, the raid) adds the two, though they may have people in common:"
        f" {size} may be counted twice."
    )


def test_an_article_is_written_small_in_mid_sentence_alone():
    armies = {key: SourceFacts(key, f"The army of {key}") for key in ("one", "two")}
    parts = civilians(7, 7), women(4, 4, claimant="two")
    total = everyone("total", 11, 11, derived_from=tuple(("+", part.id) for part in parts))
    figures = (total, *parts)

    told = [
        finding
        for finding in sums.findings(Case(EVENTS, CATEGORIES, Sources(armies), figures))
        if finding.kind == Kind.POSSIBLE_DOUBLE_COUNT
    ]

    assert told[0].sentence == (
        "The army of one said 7 killed (Civilians, the raid); the army of two said 4 killed"
        " (Women, the raid). The army of one’s 11 (Everyone, the raid) adds the two, though they"
        " may have people in common: up to 4 people may be counted twice."
    )
    assert told[0].settles == "Ask the army of one and the army of two whether they overlap."


def test_nobody_is_counted_twice_with_a_part_of_nobody_or_with_itself():
    assert twice(civilians(7, 7), women(0, 0)) == []
    assert twice(civilians(7, 7), civilians(7, 7)) == []


def test_a_pair_is_told_once_however_many_totals_add_it():
    assert len(twice(civilians(7, 7), women(4, 4), totals=("first", "second"))) == 1


def test_each_pair_that_may_overlap_is_told_and_none_that_lies_apart():
    north, south = women(2, 2, "north", "north"), women(3, 3, "south", "south")

    pairs = [finding.figures for finding in twice(north, south, civilians(7, 7))]

    assert pairs == [("north", "civilians"), ("south", "civilians")]


@pytest.mark.parametrize("names_the_other", ["north", "south"])
def test_parts_that_lie_apart_may_overlap_where_one_is_said_to_count_the_same(names_the_other):
    other = {"north": "south", "south": "north"}
    north, south = (
        women(
            2,
            2,
            place,
            place,
            same_people_as=frozenset({other[place]} if place == names_the_other else ()),
        )
        for place in ("north", "south")
    )

    assert [finding.figures for finding in twice(north, south)] == [("north", "south")]


@pytest.mark.parametrize(
    ("others", "told"),
    [
        (
            [women(7, 7, "south", "south")],
            " = 11, not 99. As the parts were first said, up to 4 people",
        ),
        (
            [civilians(5, 5), women(2, 2, "south", "south")],
            "5 people may be in it twice. As the parts were first said, up to 6 people",
        ),
    ],
)
def test_a_repeat_that_changed_the_label_is_also_compared_as_it_was_first_said(others, told):
    original = figure("first", "south", "everyone", 4, 4)
    repeat = women(4, 4, "repeat", "north", repeats="first")
    made_of = tuple(("+", part.id) for part in (repeat, *others))
    total = everyone("total", 99, 99, derived_from=made_of)

    (finding,) = found(Kind.DERIVED_FIGURE, total, original, repeat, *others)

    assert finding.sentence.endswith(f"{told} may be in it twice.")


def test_a_total_that_only_equals_a_sum_names_who_may_be_in_it_twice():
    north, south = women(3, 3, "north", "north"), women(4, 4, "south", "south")

    pairs = found(
        Kind.POSSIBLE_DOUBLE_COUNT, everyone("total", 9, 9), north, south, civilians(2, 2)
    )

    assert [pair.figures for pair in pairs] == [("civilians", "north"), ("civilians", "south")]
    assert all("One’s 9 (Everyone, the raid) adds the two" in pair.sentence for pair in pairs)
