from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claims.domain.as_of import HIGHEST_ENTRY, parse_as_of
from claims.domain.moments import LAST, Moment, end_of_day, order
from claims.domain.vocabulary import Precision

KARACHI = "Asia/Karachi"
zones = st.sampled_from(sorted(available_timezones()))


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "at", "precision", "canonical"),
    [
        ("2024-08-26", utc(2024, 8, 25, 19), "day", "2024-08-26"),
        ("2024-08-26T18:10", utc(2024, 8, 26, 13, 10), "minute", "2024-08-26T18:10+05:00"),
        ("2024-08-26T18:10Z", utc(2024, 8, 26, 18, 10), "minute", "2024-08-26T23:10+05:00"),
        ("2024-08-26T18:10:05", utc(2024, 8, 26, 13, 10, 5), "second", "2024-08-26T18:10:05+05:00"),
        ("2024-08-26T24:00", utc(2024, 8, 26, 19), "minute", "2024-08-27T00:00+05:00"),
        ("2024-12-31T24:00:00Z", utc(2025, 1, 1), "second", "2025-01-01T05:00:00+05:00"),
        ("2024", utc(2023, 12, 31, 19), "year", "2024"),
        ("2024-08", utc(2024, 7, 31, 19), "month", "2024-08"),
        ("2024-08-26/2024-08-27", utc(2024, 8, 25, 19), "day*2", "2024-08-26/2024-08-27"),
        ("2024-08/2024-10~", utc(2024, 7, 31, 19), "month*3~", "2024-08/2024-10~"),
        ("2024-08-26/2024-08-26", utc(2024, 8, 25, 19), "day", "2024-08-26"),
        ("2024-08-26~", utc(2024, 8, 25, 19), "day~", "2024-08-26~"),
        (
            "2024-08-26T22:00/2024-08-27T06:00",
            utc(2024, 8, 26, 17),
            "minute*481",
            "2024-08-26T22:00+05:00/2024-08-27T06:00+05:00",
        ),
        ("2024-08-26T18:10-03:30", utc(2024, 8, 26, 21, 40), "minute", "2024-08-27T02:40+05:00"),
    ],
)
def test_a_stated_time_keeps_its_precision_and_has_one_text(text, at, precision, canonical):
    moment = Moment.parse(text, KARACHI)

    assert moment == Moment(at, precision)
    assert moment.text(KARACHI) == canonical


@pytest.mark.parametrize(
    ("precision", "start", "end"),
    [
        (Precision.SECOND, utc(2024, 2, 10, 13, 10, 5), utc(2024, 2, 10, 13, 10, 6)),
        (Precision.MINUTE, utc(2024, 2, 10, 13, 10), utc(2024, 2, 10, 13, 11)),
        (Precision.HOUR, utc(2024, 2, 10, 13), utc(2024, 2, 10, 14)),
        (Precision.DAY, utc(2024, 2, 9, 19), utc(2024, 2, 10, 19)),
        (Precision.MONTH, utc(2024, 1, 31, 19), utc(2024, 2, 29, 19)),
    ],
)
def test_a_period_runs_from_its_start_to_its_last_microsecond(precision, start, end):
    moment = Moment.parse("2024-02-10T18:10:05", KARACHI, precision)

    assert moment.earliest() == start
    assert moment.latest(KARACHI) == end - timedelta(microseconds=1)


@pytest.mark.parametrize(
    "text",
    [
        "", "garbage", "20240826", "2024-W35-1", "2024-8-26", "2024-13", "2024-08-26T18",
        "2024-08-26 18:10", "2024-08-26T1810", "2024-08-26T18:10:05.5", "2024-02-30",
        "2024-08-26T24:01", "2024-08-26T18:60", "2024-08-26T18:10+24:00", "2024-08-26T18:10+05",
        "0000-01-01", "0001-01-01T00:00:00+14:00", "0001-01-01", "9999-12-31T23:59-12:00",
        "9999-12-31", "-2024-08-26", "2024-08-26\x00", "2024-08-26\n", "２０２４-08-26", "\ud800",
        "2024-08-27/2024-08-26", "2024-08-26/2024-08-27T10:00", "/2024", "2024/", "~", "2024~~",
        "1" * 10_000, "٢٠٢٤-٠٨-٢٦",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused_in_a_sentence(text):
    with pytest.raises(ValueError, match=r"^[“\d][^\x00\ud800]* .*\.$"):
        Moment.parse(text, KARACHI)


@pytest.mark.parametrize("zone", [KARACHI, "UTC", "America/Denver"])
def test_a_day_too_far_off_is_named_as_it_was_stated(zone):
    with pytest.raises(ValueError, match="^“9999-12-31” lies outside the years we can keep"):
        Moment.parse("9999-12-31", zone)


def test_a_text_is_never_read_as_more_exact_than_it_is():
    with pytest.raises(ValueError, match="does not tell the hour"):
        Moment.parse("2024-08-26", KARACHI, Precision.HOUR)


@pytest.mark.parametrize(
    "zone", ["", "Mars/Olympus", "../../etc/passwd", "\x00", "Europe", "x" * 999]
)
def test_an_unknown_zone_is_refused_in_a_sentence(zone):
    with pytest.raises(ValueError, match="is not a known time zone"):
        Moment.parse("2024-08-26", zone)


def test_a_moment_without_offset_is_refused():
    with pytest.raises(ValueError, match="offset"):
        Moment(datetime(2024, 8, 26), Precision.DAY)  # noqa: DTZ001 - that is the point


def test_a_day_may_have_23_or_25_hours():
    spring = Moment.parse("2024-03-31", "Europe/Berlin")
    autumn = Moment.parse("2024-10-27", "Europe/Berlin")

    assert spring.latest("Europe/Berlin") - spring.at == timedelta(hours=23, microseconds=-1)
    assert autumn.latest("Europe/Berlin") - autumn.at == timedelta(hours=25, microseconds=-1)


def test_a_day_that_begins_late_begins_when_the_clocks_resume():
    beirut = Moment.parse("2024-03-31", "Asia/Beirut")
    toronto = Moment.parse("1919-03-31", "America/Toronto")

    assert beirut.at == utc(2024, 3, 30, 22)
    assert toronto.at == utc(1919, 3, 31, 4, 30)


def test_a_day_with_two_midnights_begins_at_the_first():
    havana = Moment.parse("2024-11-03T00:30-05:00", "America/Havana", Precision.DAY)

    assert havana.at == utc(2024, 11, 3, 4)


@pytest.mark.parametrize(
    ("text", "zone"), [("2024-03-31T02:30", "Europe/Berlin"), ("2011-12-30", "Pacific/Apia")]
)
def test_a_time_that_the_clocks_skipped_is_refused(text, zone):
    with pytest.raises(ValueError, match="skipped it"):
        Moment.parse(text, zone)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2024-08-26", "2024-08-27", "before"),
        ("2024", "2024-08-26", "unknown"),
        ("2023", "2024-08-26", "before"),
        ("2024-08-26/2024-08-27", "2024-08-27", "unknown"),
        ("2024-08-26/2024-08-27", "2024-08-28T00:30", "before"),
        ("2024-08-26~", "2024-08-27", "unknown"),
        ("2024-08-26~", "2024-08-28", "before"),
        ("2024-08-27", "2024-08-26", "after"),
        ("2024-08-26", "2024-08-26", "unknown"),
        ("2024-08-26", "2024-08-26T12:00", "unknown"),
        ("2024-08-26T12:00", "2024-08-26", "unknown"),
        ("2024-08-26T00:00", "2024-08-26", "unknown"),
        ("2024-08-25T23:59", "2024-08-26", "before"),
        ("2024-08-26T18:10", "2024-08-26T18:11", "before"),
        ("2024-08-26T18:10", "2024-08-26T18:10:30", "unknown"),
        ("2024-08-26T18:11", "2024-08-26T13:10Z", "after"),
    ],
)
def test_order_is_known_only_where_the_words_allow(a, b, expected):
    assert order(Moment.parse(a, KARACHI), Moment.parse(b, KARACHI), KARACHI) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0", 0),
        ("0042", 42),
        (str(2**63 - 1), HIGHEST_ENTRY),
        ("2024-08-26", utc(2024, 8, 26, 18, 59, 59, 999999)),
        ("2024-08-26T18:10", utc(2024, 8, 26, 13, 10)),
        ("2024-08-26T18:10:00+05:00", utc(2024, 8, 26, 13, 10)),
        ("2024-08-26T18:10:00 05:00", utc(2024, 8, 26, 13, 10)),
        ("2024-08-26 18:10", utc(2024, 8, 26, 13, 10)),
        ("2024-08-26 13:10 00:00", utc(2024, 8, 26, 13, 10)),
        ("2024-08-26T13:10:00.000001Z", utc(2024, 8, 26, 13, 10, 0, 1)),
    ],
)
def test_as_of_takes_an_entry_or_a_moment(text, expected):
    assert parse_as_of(text, KARACHI) == expected


@pytest.mark.parametrize(
    "text",
    ["", "-1", str(2**63), "9" * 10_000, "1.5", "٤٢", "²", "now", "0001-01-01T00:00:00+14:00",
     "9999-12-31", "2024-08-26T18:10 5:00", "20240826T1810", "\x00", "NaN"],
)  # fmt: skip
def test_as_of_refuses_everything_else(text):
    with pytest.raises(ValueError, match=r"\.$"):
        parse_as_of(text, KARACHI)


def test_the_end_of_the_last_day_there_is_is_refused():
    with pytest.raises(ValueError, match="years we can keep"):
        end_of_day(date.max, KARACHI)


@given(st.datetimes(timezones=st.just(UTC)), zones, st.sampled_from(Precision))
@example(LAST.replace(microsecond=1), "Africa/Abidjan", Precision.YEAR)
def test_the_text_of_a_moment_reads_back_as_the_same_moment(at, zone, precision):
    try:
        moment = Moment.parse(at.strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20), zone, precision)
    except ValueError:
        # Where the year 2 began in Greenwich, clocks to the west of it showed the year 1.
        assert at.year in (1, 9999) or (at.year, at.month, at.day) == (2, 1, 1)
        return

    assert Moment.parse(moment.text(zone), zone, precision) == moment
    assert moment.earliest() <= at.replace(microsecond=0) <= moment.latest(zone)


def skipped(day, zone):
    """Whether a zone crossed the date line and left this day out."""
    return end_of_day(day, zone) == end_of_day(day - timedelta(days=1), zone)


@given(st.dates(), zones)
def test_days_follow_one_another_without_gap(day, zone):
    try:
        moment = Moment.parse(day.isoformat(), zone)
    except ValueError:
        assert day.year in (1, 9999) or skipped(day, zone)
        return

    assert moment.text(zone) == day.isoformat()
    assert moment.latest(zone) == end_of_day(day, zone)
    assert end_of_day(day - timedelta(days=1), zone) < moment.at


@given(st.text(max_size=40), st.sampled_from([KARACHI, "America/New_York"]))
def test_no_text_breaks_the_reading(text, zone):
    for read in (Moment.parse, parse_as_of):
        try:
            read(text, zone)
        except ValueError:
            continue


def test_a_day_keeps_its_name_in_another_zone():
    """A report dated to a day in Karachi is not a day older in a list that shows UTC."""
    karachi = Moment.parse("2024-08-26", "Asia/Karachi")
    new_york = Moment.parse("2024-08-26", "America/New_York")

    assert karachi.text("UTC") == new_york.text("UTC") == "2024-08-26"
    assert karachi.day("America/New_York") == new_york.day("Asia/Karachi")


def test_a_month_keeps_its_name_in_another_zone():
    august = Moment.parse("2024-08-01", "Asia/Karachi", Precision.MONTH)

    assert august.text("UTC") == "2024-08"
