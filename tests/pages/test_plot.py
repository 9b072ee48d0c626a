"""Where the marks of an interval plot stand."""

from __future__ import annotations

import pytest

from claims.presenters.plot import (
    Band,
    Counted,
    Mark,
    Scale,
    Stroke,
    band,
    compact,
    mark,
    scale_for,
)

HUNDRED_FIFTY = Scale(150)


def counted(qualifier, value, low, high, **more):
    return Counted(qualifier, value, low, high, **more)


def exactly(number, **more):
    return counted("plain", number, number, number, **more)


@pytest.mark.parametrize(
    ("figure", "drawn"),
    [
        (exactly(75), Mark(sign="ex", x="50%")),
        (exactly(75, part=True), Mark(sign="sm", x="50%")),
        (exactly(75, faded=True), Mark(sign="so", x="50%")),
        (counted("at_least", 75, 75, None), Mark(sign="al", x="50%")),
        (counted("more_than", 75, 76, None), Mark(sign="mt", x="50%")),
        (counted("up_to", 75, 0, 75), Mark(sign="ut", x="50%")),
        (counted("at_most", 75, 0, 75), Mark(sign="ut", x="50%")),
        (counted("between", None, 30, 75), Mark(Stroke("20%", "50%", thick=True))),
        (counted("between", None, 75, 75), Mark(sign="ex", x="50%")),
        (counted("about", 75, 67, 83), Mark(Stroke("44.7%", "55.3%", thick=False), "ex", "50%")),
        (counted("nearly", 75, 67, 74), Mark(Stroke("44.7%", "49.3%", thick=False), "ex", "50%")),
        (counted("unstated", None, 24, None), Mark(sign="al", x="16%")),
        (counted("unstated", None, None, 75), Mark(sign="ut", x="50%")),
        (counted("more_than", 75, 80, None), Mark(sign="mt", x="50%")),
        (counted("plain", 75, 60, 90), Mark(Stroke("40%", "60%", thick=False), "ex", "50%")),
        (exactly(0), Mark(sign="ex", x="0%")),
    ],
)
def test_each_kind_of_figure_has_its_own_mark(figure, drawn):
    assert mark(figure, HUNDRED_FIFTY) == drawn


def test_a_number_beyond_the_scale_is_marked_at_the_edge_and_says_so():
    drawn = mark(exactly(10**12), HUNDRED_FIFTY)

    assert (drawn.x, drawn.beyond) == ("100%", True)


def test_a_range_that_reaches_beyond_the_scale_ends_at_the_edge():
    drawn = mark(counted("between", None, 75, 10**9), HUNDRED_FIFTY)

    assert drawn == Mark(Stroke("50%", "100%", thick=True))


@pytest.mark.parametrize(
    ("numbers", "top"),
    [
        ([], 6),
        ([0], 6),
        ([1], 6),
        ([14, 38, 74, 130], 150),
        ([5, 500], 600),
        ([10**15], 12 * 10**14),
        ([4, 10, 14, 38, 74, 10**12], 120),
        ([4, 10, 14, 38, 74, 10**12, 2 * 10**12], 120),
        ([1, 2, 60, 70, 80], 120),
    ],
)
def test_the_scale_starts_at_zero_and_fits_what_can_be_compared(numbers, top):
    assert scale_for(map(exactly, numbers)).top == top


def test_a_scale_always_holds_our_own_range():
    assert scale_for([exactly(5), exactly(6), exactly(7)], [4000]).holds(4000)


@pytest.mark.parametrize("largest", [*range(0, 500, 7), 10**6 + 1, 10**9 - 1, 10**15])
def test_the_largest_number_leaves_room_for_its_arrow(largest):
    scale = scale_for([counted("at_least", largest, largest, None)])

    assert scale.share(largest) <= 100 / 1.07
    assert scale.top % 6 == 0


def test_an_axis_has_seven_labels_from_zero():
    assert [tick.label for tick in HUNDRED_FIFTY.ticks] == [
        "0", "25", "50", "75", "100", "125", "150",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "label"),
    [
        (0, "0"),
        (999, "999"),
        (1500, "1,500"),
        (25_000, "25k"),
        (1_500_000, "1.5m"),
        (10**13, "10tn"),
    ],
)
def test_labels_of_an_axis_are_short(number, label):
    assert compact(number) == label


@pytest.mark.parametrize(
    ("low", "high", "drawn"),
    [
        (61, 75, Band("40.7%", "9.33%")),
        (None, 75, Band("0%", "50%", fewer="0%")),
        (75, None, Band("50%", "50%", more="100%")),
        (75, 75, Band("50%", "0.7%")),
        (150, 150, Band("99.3%", "0.7%")),
    ],
)
def test_our_band_covers_our_range_and_can_be_seen(low, high, drawn):
    assert band(low, high, HUNDRED_FIFTY) == drawn
