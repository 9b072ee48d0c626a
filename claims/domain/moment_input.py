"""Moments as people type them, in forms and tables: more ways than a dossier has."""

import re
import unicodedata

from claims.domain.iso import shown
from claims.domain.moments import Moment
from claims.domain.vocabulary import Precision

_NAMED = "january february march april may june july august september october november december"
MONTHS = {
    name[:length]: number
    for number, name in enumerate(_NAMED.split(), 1)
    for length in range(3, len(name) + 1)
}
_ABOUT = re.compile(r"(?:about|around|circa|ca\.?|c\.)\s+|~\s*", re.IGNORECASE)
_CLOCK = r"(?:(?:,?\s+|T)(?P<clock>[0-9]{1,2}\b[0-9:.]*)\s*(?P<offset>Z|[+-][0-9:]+)?)?"
_ISO = re.compile(rf"(?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){_CLOCK}")
_NUMBERS = re.compile(rf"(?P<one>[0-9]{{1,2}})(?P<by>[./-])(?P<two>[0-9]{{1,2}})(?P=by)"
                      rf"(?P<year>[0-9]{{2}}|[0-9]{{4}}){_CLOCK}")  # fmt: skip
_WORDS = re.compile(
    rf"(?:(?P<one>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>[A-Za-z]{{3,9}})\.?"
    rf"(?:\s+(?P<two>[0-9]{{1,2}})(?:st|nd|rd|th)?,)?\s+(?P<year>[0-9]{{4}}){_CLOCK}"
)
_YEAR_FIRST = re.compile(
    r"\b(?P<year>[0-9]{4})(?P<by>[./-])(?P<month>[0-9]{1,2})(?P=by)(?P<day>[0-9]{1,2})"
    r"(?![0-9]|(?P=by)[0-9])"
)
# From one day to a later one of the same month: 2017-06-14/15, 14/15 June 2017.
_DAYS = re.compile(r"([0-9]{4}-[0-9]{2})-([0-9]{2})\s*[/–-]\s*([0-9]{2})")
_DAYS_IN_WORDS = re.compile(r"([0-9]{1,2})\s*[/–-]\s*([0-9]{1,2})\s+([A-Za-z.]{3,}\s+[0-9]{4})")
_BETWEEN = re.compile(r"\s+to\s+|\s*–\s*|\s*/\s*(?=[0-9]{4}(?:-|$))", re.IGNORECASE)

Written = tuple[str, Precision | None]
FIRST_YEAR = 1600
"""Of what lay before nobody is asked for a statement; the years of other calendars do."""


def read_moment(typed: str, zone: str) -> Moment:
    """A moment or a span as an editor types it; raises ``ValueError`` with a sentence."""
    text = "".join(str(unicodedata.decimal(c, c)) for c in typed).strip()
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
    if _NUMBERS.fullmatch(text):
        return text, ""
    ends = _BETWEEN.split(text, maxsplit=1)
    return (ends[0], ends[1]) if len(ends) > 1 else (text, "")


def _written(text: str, typed: str) -> Written:
    """As ISO 8601, and the unit where its text would say more than was meant."""
    if found := _ISO.fullmatch(text):
        return _with_clock(found["day"], found)
    if found := _NUMBERS.fullmatch(text):
        return _with_clock(_by_numbers(found, typed), found)
    found = _WORDS.fullmatch(text)
    month = MONTHS.get(found["month"].lower()) if found else None
    if found is None or month is None or (found["one"] and found["two"]):
        return text, None
    day = found["one"] or found["two"]
    if not day:
        return f"{found['year']}-{month:02}", None
    return _with_clock(f"{found['year']}-{month:02}-{int(day):02}", found)


def _with_clock(day: str, found: re.Match[str]) -> Written:
    clock, offset = found["clock"], found["offset"] or ""
    if not clock:
        return day, None
    if ":" not in clock:
        return f"{day}T{clock:0>2}:00{offset}", Precision.HOUR
    return f"{day}T{clock:0>5}{offset}", None


def _by_numbers(found: re.Match[str], typed: str) -> str:
    """Day first, but where only the month can be; what can be both is asked."""
    one, two, year = int(found["one"]), int(found["two"]), found["year"]
    if len(year) < 4:
        raise ValueError(f"{shown(typed)} has no whole year: write it as 2024-08-26.")
    day_first, month_first = f"{year}-{two:02}-{one:02}", f"{year}-{one:02}-{two:02}"
    if one > 12 or one == two or found["by"] == ".":
        return day_first
    if two > 12:
        return month_first
    raise ValueError(
        f"{shown(typed)} can be {day_first} or {month_first}: write the one that is meant."
    )
