"""Which clocks may date what is published, and which ask somebody first."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from claims.domain.clock_jump import Reading, doubt

NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
UP = timedelta(hours=30)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass
class Known:
    boot: str
    started_at: datetime
    seen_at: datetime


def reading(boot="a", ahead=timedelta()):
    return Reading(NOW + ahead, boot, NOW + ahead - UP)


def heard(boot="a", ago=timedelta(hours=2)):
    return Known(boot, NOW - UP, NOW - ago)


@pytest.mark.parametrize(
    ("ahead", "doubted"),
    [
        (0 * MINUTE, False),
        (4 * MINUTE, False),
        (-4 * MINUTE, False),
        (6 * MINUTE, True),
        (-6 * MINUTE, True),
        (400 * DAY, True),
        (-400 * DAY, True),
    ],
)
def test_a_clock_that_jumped_since_the_machine_was_started_is_doubted(ahead, doubted):
    assert bool(doubt(reading(ahead=ahead), [heard(), heard("b")])) is doubted


@pytest.mark.parametrize(
    ("ago", "doubted"), [(2 * MINUTE, False), (6 * DAY, False), (8 * DAY, True), (-DAY, True)]
)
@pytest.mark.parametrize("boot", ["anew", ""])
def test_a_machine_started_anew_may_not_be_before_or_long_after_what_was_last_heard(
    boot, ago, doubted
):
    assert bool(doubt(reading(boot), [heard("", ago), heard("old", max(ago, DAY))])) is doubted


def test_nobody_doubts_the_first_clock_nor_asks_how_long_a_running_machine_was_quiet():
    assert doubt(reading(), []) == ""
    assert doubt(reading(), [heard(ago=300 * DAY)]) == ""


def test_both_times_are_said():
    words = doubt(reading(ahead=400 * DAY), [heard()])

    assert "it says 2027-04-16 09:30 UTC where 2026-03-12 09:30 UTC was expected" in words
