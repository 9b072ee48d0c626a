"""Moments as they are typed: day first, in words, as spans; what can be two days is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.moment_input import read_moment

ZONE = "Asia/Karachi"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("26/8/2024", "2024-08-26"),
        ("26.08.2024", "2024-08-26"),
        ("26-08-2024 18:10", "2024-08-26T18:10+05:00"),
        ("3.4.2024", "2024-04-03"),
        ("8/26/2024", "2024-08-26"),
        ("5/5/2024", "2024-05-05"),
        ("2024/3/4", "2024-03-04"),
        ("2024-8-26 18:10", "2024-08-26T18:10+05:00"),
        ("2024/8/26 – 2024/8/27", "2024-08-26/2024-08-27"),
        ("٢٦/٨/٢٠٢٤", "2024-08-26"),
        ("26 August 2024", "2024-08-26"),
        ("Aug. 26, 2024", "2024-08-26"),
        ("26 Aug 2024, 18:10", "2024-08-26T18:10+05:00"),
        ("August 2024", "2024-08"),
        ("2024", "2024"),
        ("about 26 August 2024", "2024-08-26~"),
        ("~ 2024-08", "2024-08~"),
        ("2017-06-14/15", "2017-06-14/2017-06-15"),
        ("14–15 June 2017", "2017-06-14/2017-06-15"),
        ("26/08/2024 to 27/08/2024", "2024-08-26/2024-08-27"),
        ("2024-08-26 24:00", "2024-08-27T00:00+05:00"),
        ("26-Aug-2024", "2024-08-26"),
        ("26/Aug/2024", "2024-08-26"),
        ("26. August 2024", "2024-08-26"),
        ("26th of August 2024", "2024-08-26"),
        ("August 26 2024", "2024-08-26"),
        ("2024‑08‑26", "2024-08-26"),
        ("8/26/2024 12:00:00 AM", "2024-08-26T00:00:00+05:00"),
        ("26/08/2024 12:30 pm", "2024-08-26T12:30+05:00"),
        ("Mon, 26 Aug 2024 14:30:00 +0500", "2024-08-26T14:30:00+05:00"),
        ("26 August 2024 at 6.10 p.m.", "2024-08-26T18:10+05:00"),
        ("26 August 2024, 2pm", "2024-08-26T14:00+05:00"),
        ("2024-08-26 09:30 UTC", "2024-08-26T14:30+05:00"),
        ("26 to 27 August 2024", "2024-08-26/2024-08-27"),
        ("31 August 2024 - 1 September 2024", "2024-08-31/2024-09-01"),
    ],
)
def test_a_moment_is_read_as_people_write_it(typed, text):
    assert read_moment(typed, ZONE).text(ZONE) == text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("3/4/2024", "can be 2024-04-03 or 2024-03-04: write the one that is meant"),
        ("3-4-2024", "can be 2024-04-03 or 2024-03-04"),
        ("26/8/24", "has no whole year"),
        ("31/31/2024", "cannot be read: there is no such day"),
        ("2024/13/40", "cannot be read: there is no such day"),
        ("30 February 2024", "cannot be read: there is no such day"),
        ("2024-08-27/2024-08-26", "ends before it begins"),
        ("2024-08-26 18/2024-08-27", "must state both ends alike"),
        ("yesterday", "is neither a date"),
        ("26/13/2024 noon", "“26/13/2024 noon” is neither a date"),
        ("26-Aug-24", "has no whole year"),
        ("Tuesday 26 August 2024", "cannot be: 2024-08-26 is a Monday"),
        ("8/26/2024 13:00 pm", "is neither a date"),
        ("26 August 2024 14:30 PKT", "is neither a date"),
        ("1403/06/05", "lies before 1600: if it is of another calendar"),
        ("21/2/1446", "lies before 1600: if it is of another calendar"),
    ],
)
def test_what_can_be_two_days_or_none_is_refused_with_a_sentence(typed, sentence):
    with pytest.raises(ValueError, match=sentence):
        read_moment(typed, ZONE)


def test_an_hour_that_the_clocks_showed_twice_asks_for_its_offset():
    with pytest.raises(ValueError, match="showed it twice; with an offset it is one"):
        read_moment("2024-10-27 01:30", "Europe/London")

    first = read_moment("2024-10-27 01:30 +01:00", "Europe/London")
    assert first.text("Europe/London") == "2024-10-27T01:30+01:00"


@given(st.text(alphabet="0123456789/-.~ :TZ+toAug") | st.text())
def test_any_text_is_read_or_refused(typed):
    try:
        moment = read_moment(typed, ZONE)
    except ValueError:
        return
    assert moment.earliest() <= moment.latest(ZONE)
