"""Numbers in words and dates inside a text, each by the token under which all spellings meet.

A number is searched by its digits. A day is searched as 2024-08-26, as its month, 2024-08, and as
--08-26, the same day of any year.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from claims.domain.moment_input import MONTHS
from claims.domain.number_parser.in_words import numbers_in_words

MOST_DAYS = 62
"""Of one event or claim that are kept as tokens; of a longer one only the months."""
Days = tuple[date, date]

_MONTH = f"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\\b\\.?"
_NTH = r"(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12][0-9]{3})(?![0-9])"
# In order: what is more exact first. Where a day or a year may be left out, it is taken if there.
_WRITTEN = (
    r"(?<![0-9])(?P<year>[12][0-9]{3})[-/.](?P<number>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})(?![0-9])",
    r"(?<![0-9])(?P<day>[0-9]{1,2})[/.](?P<number>[0-9]{1,2})[/.](?P<year>[12][0-9]{3})(?![0-9])",
    rf"\b(?P<day>[0-9]{{1,2}}){_NTH}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
    rf"\b{_MONTH}\s+(?:the\s+)?(?P<day>[0-9]{{1,2}}){_NTH}\b(?:,?\s+{_YEAR})?",
    rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}",
    r"(?<![0-9-])(?P<year>[12][0-9]{3})-(?P<number>[0-9]{2})(?![0-9-])",
)
_DATES = [re.compile(pattern, re.IGNORECASE) for pattern in _WRITTEN]
_NAMING_MONTHS = frozenset(n for n, pattern in enumerate(_WRITTEN) if _MONTH in pattern)
_LETTERS, _DIGIT, _PARTED = map(re.compile, ("[a-z]+", "[0-9]", "[0-9][-/.][0-9]"))
_ANY_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Value:
    """Where it stands in the text, and the token that says which it is.

    ``days``: the first and the last that it means, where it is a date with a year.
    """

    start: int
    end: int
    token: str
    days: Days | None = None

    @property
    def tokens(self) -> tuple[str, ...]:
        """All by which it may be searched."""
        if self.days is None or self.days[0] != self.days[1]:
            return (self.token,)
        return tuple(day_tokens(*self.days))


def values(text: str) -> list[Value]:
    """Those of a text in their order; none lies within another."""
    if not text:
        return []
    text = _with_plain_digits(text)
    found: list[Value] = []
    numbers = (Value(start, end, str(n)) for start, end, n in numbers_in_words(text))
    for value in (*_dates(text), *numbers):
        if all(value.end <= other.start or other.end <= value.start for other in found):
            found.append(value)
    return sorted(found, key=lambda value: value.start)


def day_tokens(first: date, last: date) -> Iterator[str]:
    """The days from one to another, and the months they lie in."""
    days = (last - first).days + 1
    if 0 < days <= MOST_DAYS:
        for n in range(days):
            day = first + timedelta(days=n)
            yield from (day.isoformat(), f"--{day:%m-%d}")
    for month in range(12 * first.year + first.month - 1, 12 * last.year + last.month):
        yield f"{month // 12:04}-{month % 12 + 1:02}"


def _with_plain_digits(text: str) -> str:
    """Of the same length: digits of any script as European ones."""
    if text.isascii():
        return text
    return _ANY_DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)


def _dates(text: str) -> Iterator[Value]:
    if not _DIGIT.search(text):
        return
    # Most texts hold no date: what each way of writing one needs is sooner looked for.
    named = not MONTHS.keys().isdisjoint(_LETTERS.findall(text.casefold()))
    parted = _PARTED.search(text) is not None
    for n, pattern in enumerate(_DATES):
        for found in pattern.finditer(text) if (named if n in _NAMING_MONTHS else parted) else ():
            if value := _date(found):
                yield value


def _date(found: re.Match[str]) -> Value | None:
    """What is no day there is, such as 31 June, is no date."""
    parts = found.groupdict()
    name, year, day = parts.get("month"), parts.get("year"), parts.get("day")
    month = MONTHS[name.casefold()] if name else int(parts["number"] or 0)
    try:
        # In a year that is not stated there may be a 29 February.
        first = date(int(year or 2000), month, int(day or 1))
    except ValueError:
        return None
    if not year:
        return Value(*found.span(), f"--{first:%m-%d}")
    if day:
        return Value(*found.span(), first.isoformat(), (first, first))
    last = first.replace(day=monthrange(first.year, month)[1])
    return Value(*found.span(), f"{first:%Y-%m}", (first, last))
