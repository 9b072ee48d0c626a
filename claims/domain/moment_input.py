"""Moments as people type them, in forms and tables: more ways than a dossier has."""

import re
import unicodedata
from datetime import date

from claims.domain.iso import no_moment, shown
from claims.domain.moments import Moment
from claims.domain.vocabulary import Precision

_NAMED = "january february march april may june july august september october november december"
MONTHS = {
    name[:length]: number
    for number, name in enumerate(_NAMED.split(), 1)
    for length in range(3, len(name) + 1)
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DASHES = str.maketrans("−‐‑", "---")
_ABOUT = re.compile(r"(?:about|around|circa|ca\.?|c\.)\s+|~\s*", re.IGNORECASE)
_CLOCK = (
    r"(?:(?:,?\s+(?:at\s+)?|T)(?P<clock>[0-9]{1,2}(?![0-9])[0-9:.]*)\s*"
    r"(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<offset>Z|UTC|GMT|[+-][0-9:]+)?)?"
)
_ISO = re.compile(rf"(?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){_CLOCK}")
_NUMBERS = re.compile(rf"(?P<one>[0-9]{{1,2}})(?P<by>[./-])(?P<two>[0-9]{{1,2}})(?P=by)"
                      rf"(?P<year>[0-9]{{2}}|[0-9]{{4}}){_CLOCK}")  # fmt: skip
_WEEKDAY = r"(?:(?P<weekday>[A-Za-z]{3,9})\.?,?\s+)?"
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|\.)?(?:\s+of\s+|[\s/-]\s*))?"
    rf"(?P<month>[A-Za-z]{{3,9}})\.?,?[\s/-]\s*(?P<year>[0-9]{{4}}|[0-9]{{2}}){_CLOCK}"
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<month>[A-Za-z]{{3,9}})\.?\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+"
    rf"(?P<year>[0-9]{{4}}){_CLOCK}"
)
_YEAR_FIRST = re.compile(
    r"\b(?P<year>[0-9]{4})(?P<by>[./-])(?P<month>[0-9]{1,2})(?P=by)(?P<day>[0-9]{1,2})"
    r"(?![0-9]|(?P=by)[0-9])"
)
# From one day to a later one of the same month: 2017-06-14/15, 14/15 June 2017.
_TO = r"(?:\s*[/–-]\s*|\s+(?:to|and)\s+)"
_DAYS = re.compile(r"([0-9]{4}-[0-9]{2})-([0-9]{2})\s*[/–-]\s*([0-9]{2})")
_DAYS_IN_WORDS = re.compile(rf"([0-9]{{1,2}}){_TO}([0-9]{{1,2}})\s+([A-Za-z.]{{3,}}\s+[0-9]{{4}})")
_BETWEEN = re.compile(r"\s+to\s+|\s*–\s*|\s+-\s+|\s*/\s*(?=[0-9]{4}(?:-|$))", re.IGNORECASE)
_ALONE = re.compile(r"[0-9]{4}(?:-[0-9]{2})?")

Written = tuple[str, Precision | None]
FIRST_YEAR = 1600
"""Of what lay before nobody is asked for a statement; the years of other calendars do."""


def read_moment(typed: str, zone: str) -> Moment:
    """A moment or a span as an editor types it; raises ``ValueError`` with a sentence."""
    text = "".join(str(unicodedata.decimal(c, c)) for c in typed.translate(_DASHES)).strip()
    about = _ABOUT.match(text)
    text = text[about.end() :] if about else text
    text = _YEAR_FIRST.sub(_as_iso, text)
    tilde = "~" if about or text.endswith("~") else ""
    first, last = _ends(text.removesuffix("~").rstrip())
    start, precision = _written(first, typed)
    if not last:
        return _of_our_calendar(Moment.parse(start + tilde, zone, precision), typed)
    end, other = _written(last, typed)
    if precision is not other:
        raise ValueError(f"{shown(typed)} must state both ends alike: two days, or two times.")
    return _of_our_calendar(Moment.parse(f"{start}/{end}{tilde}", zone, precision), typed)


def _of_our_calendar(moment: Moment, typed: str) -> Moment:
    """1403 and 1446, of the calendars of Iran and of the moon, are what is called 2024 here."""
    if moment.at.year < FIRST_YEAR:
        raise ValueError(
            f"{shown(typed)} lies before {FIRST_YEAR}: if it is of another calendar, write the day"
            " as 2024-08-26."
        )
    return moment


def _as_iso(found: re.Match[str]) -> str:
    """A year that stands first is followed by its month, as spreadsheets write it: 2024/8/26."""
    return f"{found['year']}-{found['month']:0>2}-{found['day']:0>2}"


def _ends(text: str) -> tuple[str, str]:
    """Both ends of a span; the second is empty where there is none."""
    if days := _DAYS.fullmatch(text):
        return f"{days[1]}-{days[2]}", f"{days[1]}-{days[3]}"
    if days := _DAYS_IN_WORDS.fullmatch(text):
        return f"{days[1]} {days[3]}", f"{days[2]} {days[3]}"
    if _NUMBERS.fullmatch(text) or _DAY_FIRST.fullmatch(text):
        return text, ""
    ends = _BETWEEN.split(text, maxsplit=1)
    return (ends[0], ends[1]) if len(ends) > 1 else (text, "")


def _written(text: str, typed: str) -> Written:
    """As ISO 8601, and the unit where its text would say more than was meant."""
    if found := _ISO.fullmatch(text):
        return _with_clock(found["day"], found, typed)
    if found := _NUMBERS.fullmatch(text):
        return _with_clock(_by_numbers(found, typed), found, typed)
    found = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    month = MONTHS.get(found["month"].lower()) if found else None
    if found is None or month is None:
        if _ALONE.fullmatch(text):
            return text, None
        raise no_moment(typed)
    if len(found["year"]) < 4:
        raise _without_year(typed)
    if found["day"]:
        day = f"{found['year']}-{month:02}-{int(found['day']):02}"
        _check_weekday(found["weekday"] or "", day, typed)
        return _with_clock(day, found, typed)
    if found["weekday"] or found["clock"]:
        raise no_moment(typed)
    return f"{found['year']}-{month:02}", None


def _check_weekday(name: str, day: str, typed: str) -> None:
    """A day of the week that stands beside the day must be that day's."""
    try:
        weekday = WEEKDAYS[date.fromisoformat(day).weekday()]
    except ValueError:
        # Said of the day itself, where it is read.
        return
    if not any(known.lower().startswith(name.lower()) for known in WEEKDAYS):
        raise no_moment(typed)
    if not weekday.lower().startswith(name.lower()):
        raise ValueError(f"{shown(typed)} cannot be: {day} is a {weekday}.")


def _with_clock(day: str, found: re.Match[str], typed: str) -> Written:
    clock, offset = found["clock"], found["offset"] or ""
    offset = "Z" if offset in ("UTC", "GMT") else offset
    if short := re.fullmatch(r"([+-][0-9]{2})([0-9]{2})?", offset):
        offset = f"{short[1]}:{short[2] or '00'}"
    if not clock:
        return day, None
    if re.fullmatch(r"[0-9]{1,2}\.[0-9]{2}", clock):
        clock = clock.replace(".", ":")
    if found["half"]:
        clock = _of_half_a_day(clock, found["half"][0].lower(), typed)
    if ":" not in clock:
        return f"{day}T{clock:0>2}:00{offset}", Precision.HOUR
    hour, rest = clock.split(":", 1)
    return f"{day}T{hour:0>2}:{rest}{offset}", None


def _of_half_a_day(clock: str, half: str, typed: str) -> str:
    """Twelve is the first hour of its half."""
    hour, rest = int(clock[:2].rstrip(":")), clock.lstrip("0123456789")
    if not 1 <= hour <= 12:
        raise no_moment(typed)
    return f"{hour % 12 + (12 if half == 'p' else 0):02}{rest}"


def _without_year(typed: str) -> ValueError:
    return ValueError(f"{shown(typed)} has no whole year: write it as 2024-08-26.")


def _by_numbers(found: re.Match[str], typed: str) -> str:
    """Day first, but where only the month can be; what can be both is asked."""
    one, two, year = int(found["one"]), int(found["two"]), found["year"]
    if len(year) < 4:
        raise _without_year(typed)
    day_first, month_first = f"{year}-{two:02}-{one:02}", f"{year}-{one:02}-{two:02}"
    if one > 12 or one == two or found["by"] == ".":
        return day_first
    if two > 12:
        return month_first
    raise ValueError(
        f"{shown(typed)} can be {day_first} or {month_first}: write the one that is meant."
    )
