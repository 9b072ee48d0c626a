"""How a source's figures compare with ours: numbers of cases, no score, never under five."""

from datetime import timedelta

import pytest

from claims import actions
from claims.presenters.track_record import Case
from tests.builders import NOW, TODAY, a_claim, a_figure, a_position, a_source, an_event, published
from tests.pages.reader import mistakes, read, words

pytestmark = pytest.mark.django_db

HEADING = "Figures of this source and ours"


class Ours:
    def __init__(self, low=None, best=None, high=None):
        self.low, self.best, self.high = low, best, high


@pytest.mark.parametrize(
    ("number", "ours", "place"),
    [
        (10, Ours(10, None, 12), "inside"),
        (9, Ours(10, None, 12), "below"),
        (13, Ours(10, None, 12), "above"),
        (1000, Ours(10), "inside"),
        (13, Ours(None, None, 12), "above"),
        (0, Ours(None, None, 12), "inside"),
        (7, Ours(None, 7, None), "inside"),
        (8, Ours(None, 7, None), "above"),
    ],
)
def test_a_number_lies_inside_above_or_below(number, ours, place):
    assert Case(number, "", ours).place == place


def a_case(source, number, low, high, *, basis="Enemy losses", stated_at=NOW, **more):
    event = an_event()
    claim = a_claim(event=event, claimant=source, said_at=TODAY, said_precision="day")
    figure = a_figure(claim, number, category="soldiers", basis=basis, **more)
    published(claim)
    position = a_position(event, category="soldiers", low=low, high=high)
    actions.publish([position], by=None, at=stated_at)
    return figure


def shown(source):
    page = words(f"/sources/{source.slug}/")
    return page.partition(HEADING)[2].partition("Claims of this source")[0]


def test_five_cases_are_counted_by_where_they_lie():
    source = a_source("BLA")
    for number in (5, 11, 12, 130, 68):
        a_case(source, number, 10, 20)

    assert "The other side’s losses 5 cases 2 inside 2 above 1 below" in shown(source)
    assert mistakes(read(f"/sources/{source.slug}/")) == []


def test_under_five_cases_nothing_is_shown():
    source = a_source("BLA")
    for _ in range(4):
        a_case(source, 130, 10, 20)

    assert shown(source) == ""


def test_own_losses_and_those_of_the_other_side_are_never_added_together():
    source = a_source("BLA")
    for _ in range(4):
        a_case(source, 130, 10, 20)
        a_case(source, 10, 10, 20, basis="Own losses, named")

    assert shown(source) == ""

    a_case(source, 10, 10, 20, basis="Own losses")
    assert "Its own side’s losses 5 cases 5 inside" in shown(source)
    assert "other side" not in shown(source).partition("Below it")[2]


def test_only_what_was_said_before_we_stated_ours_is_a_case():
    source = a_source("BLA")
    for _ in range(4):
        a_case(source, 130, 10, 20)
    a_case(source, 130, 10, 20, as_of_at=None, stated_at=NOW)
    event = an_event()
    published(a_position(event, category="soldiers", low=1, high=2))
    late = a_claim(
        event=event, claimant=source, said_at=NOW + timedelta(days=1), said_precision="day"
    )
    a_figure(late, 130, category="soldiers", basis="Enemy losses")
    published(late, at=NOW + timedelta(days=2))

    assert "5 cases" in shown(source)


def test_what_a_source_only_repeated_is_no_case():
    source, other = a_source("Herald"), a_source("ISPR")
    for _ in range(5):
        original = a_figure(published(a_claim(claimant=other)), 130)
        actions.publish([original.claim], note="More.", by=None, at=NOW)
        a_case(source, 130, 10, 20, repeats=original)

    assert shown(source) == ""


def test_the_method_says_how_they_are_compared():
    assert "Nothing is shown under five cases" in words("/methodology/")
