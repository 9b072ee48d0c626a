"""What lies ahead, and what does not fit; what cannot be ordered raises no doubt."""

from datetime import date

import pytest

from claims.domain.dates import has_not_come, in_doubt
from claims.domain.moments import Moment

ZONE = "Asia/Karachi"
NOW = Moment.parse("2024-08-26T21:30Z", ZONE).at


def at(text):
    return Moment.parse(text, ZONE)


@pytest.mark.parametrize(
    ("said", "ahead"),
    [
        ("2042-08-26", True),
        ("2024-08-26T22:00Z", True),
        ("2024-08-28", True),
        ("2024-08-26T21:00Z", False),
        ("2024-08-27", False),
        ("2024", False),
        ("2024-08", False),
        ("2025", True),
    ],
)
def test_what_lies_wholly_ahead_has_not_come(said, ahead):
    assert has_not_come(at(said), now=NOW) == ahead


def test_a_day_may_have_begun_elsewhere():
    assert not has_not_come(Moment.parse("2024-08-27", "UTC"), now=NOW)


def test_what_was_said_before_the_event_is_asked_about():
    begins = date(2024, 8, 26)

    assert in_doubt(at("2023-08-26"), zone=ZONE, event_begins=begins)
    assert not in_doubt(at("2024-08-26T00:30"), zone=ZONE, event_begins=begins)
    assert not in_doubt(at("2024"), zone=ZONE, event_begins=begins)


def test_a_report_before_it_was_said_and_a_count_after_it_are_asked_about():
    said = at("2024-08-26")

    assert in_doubt(said, zone=ZONE, first_reports=[at("2024-08-25")])
    assert in_doubt(said, zone=ZONE, counted=[at("2024-08-27")])
    assert not in_doubt(said, zone=ZONE, first_reports=[at("2024-08-26T10:00")])
    assert not in_doubt(said, zone=ZONE, counted=[at("2024-08-26T10:00"), at("2024-08-25~")])
    assert not in_doubt(None, zone=ZONE, counted=[at("2024-08-27")])
