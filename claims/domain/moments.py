"""Moments as people state them: a month, a day, a minute; never more exact than was said."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, Self

from claims.domain.iso import first_instant, midnight, read, shown, zone_named
from claims.domain.vocabulary import Precision

Order = Literal["before", "after", "unknown"]

# Room at both ends, so that no zone and no end of a period leaves the years Python knows.
FIRST = datetime(1, 1, 4, tzinfo=UTC)
LAST = datetime(9999, 11, 1, tzinfo=UTC)
HIGHEST_ENTRY = 2**63 - 1

_INSTANT = timedelta(microseconds=1)
_LENGTHS: dict[Precision, timedelta] = {
    Precision.HOUR: timedelta(hours=1),
    Precision.MINUTE: timedelta(minutes=1),
    Precision.SECOND: timedelta(seconds=1),
}
# A day was kept as its first instant in some zone, from UTC-10 (Hawaii) to UTC+13:45 (Chatham).
_EASTERNMOST = timedelta(hours=13, minutes=45)
UNCLOCKED = (Precision.DAY, Precision.MONTH)
"""Stated without a time of day."""
_BY_EXACTNESS = list(Precision)


@dataclass(frozen=True)
class Moment:
    """The start of a stated period, in UTC, and how exact the statement was."""

    at: datetime
    precision: Precision

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", _in_utc(self.at))
        object.__setattr__(self, "precision", Precision(self.precision))

    @classmethod
    def parse(cls, text: str, zone: str, precision: Precision | None = None) -> Self:
        """Read ISO 8601, in the zone where it has no offset, no more exact than asked."""
        local, stated = read(text, zone_named(zone))
        if local.microsecond:
            raise ValueError(f"{shown(text)} is more exact than a second.")
        wanted = precision or stated
        if _BY_EXACTNESS.index(wanted) > _BY_EXACTNESS.index(stated):
            raise ValueError(f"{shown(text)} does not tell the {wanted}.")
        try:
            return cls(_start(local, wanted), wanted)
        except OverflowError:
            raise ValueError(_outside(shown(text))) from None

    def text(self, zone: str) -> str:
        """The canonical text in this zone: a date, or date, time and offset."""
        if self.precision not in _LENGTHS:
            return self.day(zone).isoformat()
        exact = "seconds" if self.precision is Precision.SECOND else "minutes"
        return self.at.astimezone(zone_named(zone)).isoformat(timespec=exact)

    def day(self, zone: str) -> date:
        """The day it falls on, or the first of its month: the stated one, whatever the zone."""
        day = self.at.astimezone(zone_named(zone)).date()
        if self.precision in UNCLOCKED and self.at != midnight(day, zone_named(zone)):
            # Stated on the clocks of another zone.
            day = (self.at + _EASTERNMOST).date()
        return day.replace(day=1) if self.precision is Precision.MONTH else day

    def earliest(self) -> datetime:
        return self.at

    def latest(self, zone: str) -> datetime:
        """The last microsecond of the stated period."""
        if self.precision in _LENGTHS:
            return self.at + _LENGTHS[self.precision] - _INSTANT
        day = self.day(zone)
        if self.precision is Precision.MONTH:
            day = _last_of_month(day)
        return end_of_day(day, zone)


def order(a: Moment, b: Moment, zone: str) -> Order:
    """Which came first, where it can be known: a day is neither before nor after its noon."""
    if a.latest(zone) < b.earliest():
        return "before"
    if b.latest(zone) < a.earliest():
        return "after"
    return "unknown"


def earliest_of_day(day: date, zone: str) -> datetime:
    """The first instant that ``Moment.day`` takes for this day, where no time was stated."""
    begins = midnight(day, zone_named(zone))
    first = datetime.combine(day, time(), UTC) - _EASTERNMOST
    west = begins - datetime.combine(day, time(), UTC) > timedelta(days=1) - _EASTERNMOST
    return begins if west else min(begins, first)


def end_of_day(day: date, zone: str) -> datetime:
    """The last microsecond of a day in a zone, in UTC."""
    try:
        return midnight(day + timedelta(days=1), zone_named(zone)) - _INSTANT
    except OverflowError:
        raise ValueError(_outside(str(day))) from None


def parse_as_of(text: str, zone: str) -> int | datetime:
    """What `?as_of=` asks for: the number of an entry, or a moment; a date is its end."""
    if re.fullmatch(r"[0-9]+", text):
        return _entry_number(text)
    # A space may stand where the T does, and a plus sign in an address arrives as one.
    stated = re.sub(r"\A([0-9-]{10}) (?=[0-9]{2}:)", r"\1T", text)
    stated = re.sub(r"(T\S*) (?=[0-9]{2}:[0-9]{2}\Z)", r"\1+", stated)
    local, precision = read(stated, zone_named(zone))
    if precision is Precision.DAY:
        return _in_utc(end_of_day(local.date(), zone))
    return _in_utc(local)


def _entry_number(text: str) -> int:
    digits = text.lstrip("0") or "0"
    if len(digits) > len(str(HIGHEST_ENTRY)) or int(digits) > HIGHEST_ENTRY:
        raise ValueError(f"There is no entry {shown(text)}.")
    return int(digits)


def _start(local: datetime, precision: Precision) -> datetime:
    """The first instant of the period of this precision that a local time falls in."""
    local = local.replace(second=local.second if precision is Precision.SECOND else 0)
    if precision is Precision.HOUR:
        local = local.replace(minute=0)
    if precision is Precision.DAY:
        local = local.replace(hour=0, minute=0, fold=0)
    if precision is Precision.MONTH:
        local = local.replace(day=1, hour=0, minute=0, fold=0)
    return first_instant(local)


def _last_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _in_utc(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("A moment needs its offset from UTC.")
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        raise ValueError(_outside(str(moment))) from None
    if not FIRST <= moment <= LAST:
        raise ValueError(_outside(moment.date().isoformat()))
    return moment


def _outside(what: str) -> str:
    return f"{what} lies outside the years we can keep."
