"""What time explains, and what no longer binds: small events of many kinds."""

from dataclasses import replace

import pytest

from claims.domain import reconciliation
from claims.domain.reconciliation import (
    CONTRADICTIONS,
    Cell,
    Group,
    Kind,
    bounding,
    folded,
    notes,
    sections,
    standing,
)

SOURCES = [
    {"slug": slug, "name": slug.title(), "kind": "other"} for slug in ("coast", "owner", "press")
]
PARTS = [{"slug": "bow", "title": "Bow"}, {"slug": "stern", "title": "Stern"}]
MEN_AND_WOMEN = [{"slug": "men", "name": "Men"}, {"slug": "women", "name": "Women"}]
EVERYONE = [{"slug": "all", "name": "All", "complete": ["main"], "parts": MEN_AND_WOMEN}]


def said(by, on, *figures, **claim):
    return {"claimant": by, "said_at": on, "figures": list(figures), **claim}


def number(key, value=None, measure="killed", **more):
    given = {"id": key, "measure": measure, "category": "all", "qualifier": "plain"}
    return given | ({} if value is None else {"value": value}) | more


def between(key, low, high, **more):
    return number(key, qualifier="between", low=low, high=high, **more)


def case(*claims, **dossier):
    listed = [
        {"slug": f"c{n}", "event": "wreck", "statement": "Said.", **claim}
        for n, claim in enumerate(claims)
    ]
    event = {"slug": "wreck", "title": "Wreck", "parts": PARTS}
    return reconciliation.read(
        {"event": event, "categories": EVERYONE, "sources": SOURCES, "claims": listed} | dossier
    )


def found(made, *kinds):
    wanted = kinds or CONTRADICTIONS
    told = reconciliation.check(made).findings
    return {(str(f.kind), frozenset(f.figures)) for f in told if f.kind in wanted}


def only(made, *kinds):
    (one,) = [f for f in reconciliation.check(made).findings if f.kind in kinds]
    return one


def allowed(made, measure="killed", category="all", event="wreck"):
    (one,) = reconciliation.check(made, [Cell(event, category, measure)]).ranges
    return "impossible" if one.impossible else (one.low, one.high)


def ids(figures):
    return {figure.id for figure in figures}


def test_a_range_of_one_claimant_is_overtaken_by_its_own_later_range():
    made = case(
        said("coast", "2024-05-01", between("a", 10, 15)),
        said("coast", "2024-05-02", between("b", 20, 25)),
    )

    assert found(made) == set()
    assert only(made, Kind.OVERTAKEN_BY_LATER_COUNT).figures == ("b", "a")
    assert allowed(made) == (20, 25)


def test_estimates_of_two_bodies_are_a_dispute_whichever_is_later():
    made = case(
        said("coast", "2024-05-01", number("a", 300, qualifier="about")),
        said("press", "2024-06-01", number("b", 600, qualifier="about")),
    )

    assert found(made) == {("direct_contradiction", frozenset("ab"))}


@pytest.mark.parametrize("earlier", [{"estimate": True}, {"final": True}])
def test_anothers_estimate_or_final_count_is_not_overtaken(earlier):
    made = case(
        said("coast", "2024-05-01", number("a", 31, **earlier)),
        said("press", "2024-05-02", number("b", 42)),
    )

    assert found(made) == {("direct_contradiction", frozenset("ab"))}


def test_a_running_count_is_overtaken_once_and_no_longer_binds():
    made = case(
        said("coast", "2024-05-01", number("a", 3)),
        said("press", "2024-05-02", number("b", 8)),
        said("owner", "2024-05-03", number("c", 9)),
    )

    one = only(made, Kind.OVERTAKEN_BY_LATER_COUNT)
    assert one.figures == ("c", "a", "b")
    assert "Coast’s 3 of 1 May 2024, then Press’ 8 of 2 May 2024, then Owner’s 9" in one.sentence
    assert found(made) == set()
    assert ids(standing(made)) == {"c"}
    assert allowed(made) == (9, 9)


def test_a_voice_that_goes_on_counting_leaves_nothing_to_decide():
    days = [said("coast", f"2024-05-0{n}", number(f"day-{n}", 3 * n)) for n in (1, 2, 3)]
    made = case(
        *days, said("press", "2024-05-01", number("old", 4), number("men", 4, category="men"))
    )

    assert found(case(*days), *Kind) == set()
    assert found(made, *Kind) == {
        ("overtaken_by_later_count", frozenset({"day-1", "day-2", "day-3", "old"}))
    }


def test_a_voice_that_counts_fewer_later_is_told_once_and_its_first_count_weighs_no_more():
    made = case(
        said("coast", "2024-05-01", number("men-21", 21, category="men")),
        said("coast", "2024-05-03", number("men-3", 3, category="men"), number("all", 15)),
    )

    one = only(made, *CONTRADICTIONS)
    assert (set(one.figures), one.group) == ({"men-21", "men-3"}, Group.NEWER_COUNT)
    assert "the later count may have replaced the earlier" in one.sentence


def test_counts_that_led_up_to_a_replaced_one_are_replaced_with_it():
    made = case(
        said("coast", "2024-05-01", number("first", 207)),
        said("coast", "2024-05-02", number("second", 359)),
        said("owner", "2024-05-03", number("last", 253, supersedes="second")),
    )

    assert ids(made.live) == {"last"}
    assert allowed(made) == (253, 253)


@pytest.mark.parametrize(("value", "on"), [(0, "2024-05-02"), (30, "2026-06-01")])
def test_a_denial_and_what_others_say_years_later_are_disputes(value, on):
    made = case(said("coast", "2024-05-01", number("a", value)), said("press", on, number("b", 42)))

    assert found(made) == {("direct_contradiction", frozenset("ab"))}


def test_one_statement_that_tells_how_a_count_grew_does_not_contradict_itself():
    made = case(
        said(
            "coast",
            "2024-05-03",
            number("a", 20, as_of="2024-05-01"),
            number("b", 30, as_of="2024-05-02"),
        )
    )

    assert found(made) == set()


def test_a_later_part_beside_an_older_whole_says_so_and_the_whole_does_not_stand():
    made = case(
        said("coast", "2024-05-01", number("whole", 20)),
        said("coast", "2024-05-05", number("part", 25, event="bow")),
    )

    one = only(made, Kind.PART_EXCEEDS_WHOLE)
    assert (one.group, one.severity) == (Group.NEWER_COUNT, 2)
    assert "cannot both be true" not in one.sentence
    assert "The whole is the older count: it may have been overtaken since." in one.sentence
    assert ids(standing(made)) == {"part"}
    assert allowed(made) == (25, None)


@pytest.mark.parametrize(
    ("who", "group"), [("coast", Group.NEWER_COUNT), ("press", Group.CANNOT_BOTH_BE_TRUE)]
)
def test_who_said_that_nobody_was_may_count_some_later_and_others_dispute_it(who, group):
    made = case(
        said("coast", "2024-05-01", number("whole", 0)),
        said(who, "2024-05-05", number("part", 1, category="men")),
    )

    one = only(made, Kind.PART_EXCEEDS_WHOLE)
    assert one.group == group
    assert ("cannot both be true" in one.sentence) == (who == "press")


def test_a_whole_still_bounds_where_anothers_part_is_larger():
    made = case(
        said("coast", "2024-05-01", number("whole", 20)),
        said("press", "2024-05-05", number("part", 25, event="bow")),
    )

    assert ids(standing(made)) == {"part"}
    assert ids(bounding(made)) == {"whole", "part"}


def test_later_parts_that_exceed_an_overtaken_total_are_not_told_again():
    made = case(
        said("press", "2024-05-01", number("old", 30)),
        said(
            "coast",
            "2024-05-09",
            number("new", 42),
            number("men", 24, category="men"),
            number("women", 18, category="women"),
        ),
    )

    assert found(made) == set()
    assert allowed(made) == (42, 42)


def test_a_replaced_total_takes_along_the_parts_given_with_it():
    first = [
        number("all-80", 80, "rescued"),
        number("men-45", 45, "rescued", category="men"),
        number("women-35", 35, "rescued", category="women"),
    ]
    made = case(
        said("coast", "2024-05-01", *first),
        said("coast", "2024-05-02", number("all-120", 120, "rescued", supersedes="all-80")),
    )

    assert ids(made.live) == {"all-120"}
    assert found(made) == set()


def test_parts_of_an_overtaken_total_do_not_fall_short_of_the_later_one():
    made = case(
        said(
            "coast",
            "2024-05-01",
            number("all-80", 80, "rescued"),
            number("men-45", 45, "rescued", category="men"),
            number("women-35", 35, "rescued", category="women"),
        ),
        said("coast", "2024-05-02", number("all-120", 120, "rescued")),
    )

    assert found(made) == set()
    assert ids(standing(made)) == {"all-120"}
    assert allowed(made, "rescued") == (120, 120)


def test_states_are_held_against_one_another_at_their_moment_only():
    made = case(
        said("coast", "2024-05-01", number("first-week", 900, "missing")),
        said("press", "2024-05-01", number("same-day", 700, "missing")),
        said("coast", "2026", number("registered", 250, "missing")),
        said("owner", "2026-01-05", number("bow", 300, "missing", event="bow")),
    )

    assert found(made, *Kind) == {
        ("direct_contradiction", frozenset({"first-week", "same-day"})),
    }
    assert allowed(made, "missing") == (250, 250)


def test_a_state_that_fell_is_no_cause_to_ask():
    made = case(
        said("coast", "2024-05-01", number("a", 39, "missing")),
        said("coast", "2024-05-09", number("b", 12, "missing", supersedes="a")),
    )

    one = only(made, Kind.SUPERSEDED_UPDATE)
    assert (one.direction, one.settles) == ("down", "")


@pytest.mark.parametrize(
    ("old", "new", "direction", "told"),
    [
        (between("a", 23, 30), between("b", 25, 27), "mixed", "The range narrowed"),
        (between("a", 25, 27), between("b", 23, 30), "mixed", "The range widened"),
        (between("a", 23, 30), number("b", 25), "mixed", "The range narrowed"),
        (between("a", 23, 30), between("b", 28, 35), "up", "The count went up"),
        (between("a", 23, 30), number("b", 12), "down", "The count went down"),
        (number("a", 500, qualifier="about"), number("b", 471), "down", "The count went down"),
    ],
)
def test_a_range_that_narrows_neither_rises_nor_falls(old, new, direction, told):
    made = case(
        said("coast", "2024-05-01", old), said("coast", "2024-05-02", new | {"supersedes": "a"})
    )

    one = only(made, Kind.SUPERSEDED_UPDATE)
    assert (one.direction, told in one.sentence) == (direction, True)
    assert ("why the number fell" in one.settles) == (direction == "down")


def test_one_count_may_replace_several():
    made = case(
        said("coast", "2024-05-01", number("dead", 30)),
        said("owner", "2024-05-01", number("list", 41)),
        said("coast", "2024-05-09", number("last", 71, supersedes=["dead", "list"])),
    )

    one = only(made, Kind.SUPERSEDED_UPDATE)
    assert (set(one.figures), one.direction) == ({"dead", "list", "last"}, "up")
    assert ids(made.live) == {"last"}


def test_partial_dates_order_only_where_they_can():
    made = case(
        said("coast", "2024-05", number("month", 20)),
        said("press", "2024-05-20", number("day", 25)),
        said("owner", "2024-06-01", number("later", 27)),
    )

    both = Kind.DIRECT_CONTRADICTION, Kind.OVERTAKEN_BY_LATER_COUNT
    assert found(made, *both) == {
        ("overtaken_by_later_count", frozenset({"month", "day", "later"}))
    }
    assert found(replace(made, without=frozenset({"later"})), *both) == {
        ("direct_contradiction", frozenset({"month", "day"}))
    }


def test_a_month_is_told_as_a_month():
    made = case(
        said("coast", "2024-07", number("a", 20)), said("press", "2024-07", number("b", 25))
    )

    assert "as of July 2024" in only(made, Kind.DIRECT_CONTRADICTION).sentence


def test_a_repeat_in_the_month_of_the_update_may_have_come_before_it():
    made = case(
        said("coast", "2024-05-01", number("old", 20)),
        said("coast", "2024-05-20", number("new", 25, supersedes="old")),
        said("press", "2024-05", number("again", 20, repeats="old")),
    )

    assert found(made, Kind.STALE_REPEAT) == set()


@pytest.mark.parametrize("hedge", ["about", "more_than", "nearly"])
def test_round_numbers_said_as_round_make_nothing_impossible(hedge):
    made = case(
        said("coast", "2024-05-01", number("a", 500)),
        said("press", "2024-05-01", number("b", 500, qualifier=hedge)),
        said("owner", "2024-05-01", number("c", 520)),
    )

    assert {frozenset("ab")} & {ids for _, ids in found(made)} == set()
    if hedge == "more_than":
        assert allowed(made) == (520, 520)


def test_a_number_that_nobody_hedged_is_exact():
    made = case(
        said("coast", "2024-05-01", number("a", 500)), said("press", "2024-05-01", number("b", 520))
    )

    assert found(made) == {("direct_contradiction", frozenset("ab"))}
    assert allowed(made) == "impossible"


@pytest.mark.parametrize(
    "ended",
    [
        {"lifecycle": "superseded"},
        {"lifecycle": "withdrawn"},
        {"lifecycle": "misattributed"},
        {"lifecycle": "merged", "merged_into": "c1"},
        {"publication": "retracted"},
        {"history": [{"status": "refuted", "at": "2024-05-03", "reason": "No."}]},
    ],
)
def test_figures_of_a_claim_that_ended_bind_nothing(ended):
    made = case(
        said("press", "2024-05-01", number("a", 150), number("b", 9, event="bow"), **ended),
        said("coast", "2024-05-01", number("c", 71)),
        said("owner", "2024-05-01", number("d", 80), number("e", 70, event="bow")),
    )

    told = {figure for f in reconciliation.check(made).findings for figure in f.figures}
    assert {"a", "b"} & (ids(made.live) | told) == set()


def test_a_remainder_is_left_by_the_claimants_own_parts_alone():
    made = case(
        said(
            "coast",
            "2024-05-01",
            number("all", 20),
            number("bow", 12, event="bow"),
            number("stern", 6, event="stern"),
        ),
        said("press", "2024-05-01", number("men", 4, category="men")),
    )

    assert found(made, Kind.UNACCOUNTED_REMAINDER) == {
        ("unaccounted_remainder", frozenset({"all", "bow", "stern"}))
    }


@pytest.mark.parametrize("stern", [[], [number("stern", 3, event="stern")]])
def test_some_named_among_many_leave_nobody_to_ask_about(stern):
    bow = number("bow", 4, event="bow")
    made = case(said("coast", "2024-05-01", number("all", 20), bow, *stern))

    assert found(made, Kind.UNACCOUNTED_REMAINDER) == set()


def test_parts_said_not_to_be_all_leave_nobody_to_ask_about():
    partial = number("all", 20, breakdown_complete="no")
    parts = number("bow", 12, event="bow"), number("stern", 6, event="stern")
    made = case(said("coast", "2024-05-01", partial, *parts))

    assert found(made, Kind.UNACCOUNTED_REMAINDER) == set()


def test_one_outlier_against_many_is_one_line():
    early = said("press", "2024-05-01", between("early", 500, 600))
    others = [said("coast", "2024-05-01", number("a", 30, final=True))]
    others += [said("owner", "2024-05-01", between("b", 28, 33))]
    others += [said("press", "2024-05-01", number("c", 30))]

    made = case(early, *others)
    told = reconciliation.check(made).findings
    (section,) = sections(told)

    (one,) = folded(told, made)
    assert one.figures == ("early", "a", "b", "c")
    assert one.sentence.startswith("Press said between 500 and 600 killed (All, Wreck)")
    assert "3 others count the same and lie apart from it: Coast’s 30 of 1 May" in one.sentence
    (line,) = section.lines
    assert (line.outlier, len(line.findings)) == ("early", 3)


def test_one_small_whole_below_many_parts_is_one_line():
    men, bow = number("men", 20, category="men"), number("bow", 9, event="bow")
    wrong = said("press", "2024-05-02", number("three", 3))
    others = [said("coast", "2024-05-02", men), said("owner", "2024-05-02", bow)]
    others += [said("owner", "2024-05-02", number("stern", 8, event="stern"))]
    made = case(wrong, *others)

    found = [f for f in reconciliation.check(made).findings if f.kind is Kind.PART_EXCEEDS_WHOLE]
    (section,) = sections(found)

    (one,) = folded(found, made)
    assert "3 counts of parts of it are larger, which cannot be: Coast’s 20 (Men, W" in one.told
    assert "ask Press whether the 3 leave out any of these: Men, Bow and Stern" in one.told
    assert [len(line.findings) for line in section.lines] == [3]


NOT_WORTH_A_LOOK = [
    (
        {("overtaken_by_later_count", frozenset({"first", "later"}))},
        [
            said("coast", "2024-05-01", number("first", 20)),
            said("coast", "2024-05-02", number("later", 23)),
        ],
    ),
    (
        {("unaccounted_remainder", frozenset({"whole", "men"}))},
        [said("coast", "2024-05-01", number("whole", 20), number("men", 3, category="men"))],
    ),
    (
        {("add_up_match", frozenset({"whole", "bow", "stern"}))},
        [
            said("coast", "2024-05-01", number("bow", 1, event="bow")),
            said("owner", "2024-05-01", number("stern", 2, event="stern")),
            said("press", "2024-09-01", number("whole", 3)),
        ],
    ),
]


@pytest.mark.parametrize(("expected", "claims"), NOT_WORTH_A_LOOK)
def test_what_readers_are_not_told_of_is_a_note_for_programs(expected, claims):
    made = case(*claims)
    told = folded(reconciliation.check(made).findings, made)

    noted = notes(told, made)

    assert {str(f.kind) for f in told}.isdisjoint(kind for kind, _ in expected)
    assert {(str(f.kind), frozenset(f.figures)) for f in noted} == expected
    assert {f.severity for f in noted} == {1}
    assert notes([*told, *noted], made) == []
