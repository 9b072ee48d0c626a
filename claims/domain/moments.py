"""Moments as people state them: a year, a day, a night, a minute; never more exact than said."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, Self

from claims.domain.iso import first_instant, midnight, read, shown, zone_named
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Precision

Order = Literal["before", "after", "unknown"]

# With room at both ends, so that no zone leaves the years Python knows.
FIRST = datetime(1, 1, 4, tzinfo=UTC)
LAST = datetime(9999, 11, 1, tzinfo=UTC)

_INSTANT = timedelta(microseconds=1)
_LENGTHS: dict[Precision, timedelta] = {
    Precision.HOUR: timedelta(hours=1),
    Precision.MINUTE: timedelta(minutes=1),
    Precision.SECOND: timedelta(seconds=1),
}
# A day was kept as its first instant in some zone, from UTC-10 (Hawaii) to UTC+13:45 (Chatham).
_EASTERNMOST = timedelta(hours=13, minutes=45)
CLOCKED = ("hour", "minute", "second")
"""How a precision begins that was stated with a time of day."""
_EXACTNESS = re.compile(r"(year|month|day|hour|minute|second)(?:\*([1-9][0-9]{0,5}))?(~)?")
_WRITTEN = {Precision.YEAR: 4, Precision.MONTH: 7}


@dataclass(frozen=True)
class Moment:
    """The start of a stated period, in UTC, and how exact the statement was.

    ``precision`` is a unit, and where needed how many of them the period lasts and whether it was
    stated as about then: ``day``, ``day*2`` (from one day to the next), ``hour~``.
    """

    at: datetime
    precision: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", in_utc(self.at))
        object.__setattr__(self, "precision", _exactness(self.precision))

    @property
    def unit(self) -> Precision:
        if isinstance(self.precision, Precision):
            return self.precision
        return Precision(self.precision.rstrip("~").partition("*")[0])

    @property
    def count(self) -> int:
        """How many units the period lasts."""
        return int(self.precision.rstrip("~").partition("*")[2] or 1)

    @property
    def about(self) -> bool:
        return self.precision.endswith("~")

    @property
    def is_clocked(self) -> bool:
        """Whether a time of day was stated."""
        return self.unit in _LENGTHS

    @classmethod
    def parse(cls, text: str, zone: str, precision: Precision | None = None) -> Self:
        """Read ISO 8601, in the zone where it has no offset, no more exact than asked.

        Two of them with a slash between are a span; a tilde at the end says about.
        """
        body = text.removesuffix("~")
        about = "~" if body != text else ""
        first, slash, last = body.partition("/")
        start = cls._one(first, zone, precision)
        count = start._units_to(cls._one(last, zone, precision), text, zone) if slash else 1
        lasts = f"*{count}" if count > 1 else ""
        return cls(start.at, f"{start.precision}{lasts}{about}")

    @classmethod
    def _one(cls, text: str, zone: str, precision: Precision | None) -> Self:
        written = {4: Precision.YEAR, 7: Precision.MONTH}.get(len(text))
        if written and re.fullmatch(r"[0-9]{4}(-[0-9]{2})?", text):
            local, stated = read(f"{text}-01-01"[:10], zone_named(zone))[0], written
        else:
            local, stated = read(text, zone_named(zone))
        if local.microsecond:
            raise ValueError(f"{shown(text)} is more exact than a second.")
        wanted = precision or stated
        if list(Precision).index(wanted) > list(Precision).index(stated):
            raise ValueError(f"{shown(text)} does not tell the {wanted}.")
        try:
            at = _start(local, wanted)
        except OverflowError:
            raise ValueError(_outside(shown(text))) from None
        # Named as it was stated: in UTC it may be another day.
        if not FIRST <= at <= LAST:
            raise ValueError(_outside(shown(text)))
        return cls(at, wanted)

    def _units_to(self, last: Self, text: str, zone: str) -> int:
        """How many units a span lasts, both ends counted."""
        if self.unit is not last.unit:
            raise ValueError(f"{shown(text)} must state both ends alike: two days, or two times.")
        a, b = self.day(zone), last.day(zone)
        if self.unit in (Precision.YEAR, Precision.MONTH):
            months = 12 * (b.year - a.year) + b.month - a.month
            count = months // (12 if self.unit is Precision.YEAR else 1) + 1
        elif self.unit is Precision.DAY:
            count = (b - a).days + 1
        else:
            count = (last.at - self.at) // _LENGTHS[self.unit] + 1
        if count < 1:
            raise ValueError(f"{shown(text)} ends before it begins.")
        if count > 999_999:
            raise ValueError(f"{shown(text)} is too long for a time of day: state it by days.")
        return count

    def text(self, zone: str) -> str:
        """The canonical text in this zone: what ``parse`` reads back as the same moment."""
        about = "~" if self.about else ""
        first = self._text_of(self.at, zone)
        if self.count == 1:
            return first + about
        return f"{first}/{self._text_of(self.last_unit(zone).at, zone)}{about}"

    def _text_of(self, at: datetime, zone: str) -> str:
        if not self.is_clocked:
            written = _WRITTEN.get(self.unit, 10)
            return Moment(at, self.unit).day(zone).isoformat()[:written]
        exact = "seconds" if self.unit is Precision.SECOND else "minutes"
        return at.astimezone(zone_named(zone)).isoformat(timespec=exact)

    def day(self, zone: str) -> date:
        """The day it falls on, or the first of its period: the stated one, whatever the zone."""
        day = self.at.astimezone(zone_named(zone)).date()
        if not self.is_clocked and self.at != midnight(day, zone_named(zone)):
            # Stated on the clocks of another zone.
            day = (self.at + _EASTERNMOST).date()
        if self.unit is Precision.YEAR:
            return day.replace(month=1, day=1)
        return day.replace(day=1) if self.unit is Precision.MONTH else day

    def last_unit(self, zone: str) -> "Moment":
        """The last of its units alone: of two days the second."""
        if self.is_clocked:
            return Moment(self.at + (self.count - 1) * _LENGTHS[self.unit], self.unit)
        first = self.day(zone)
        if self.unit is Precision.DAY:
            last = first + timedelta(days=self.count - 1)
        else:
            months = (self.count - 1) * (12 if self.unit is Precision.YEAR else 1)
            last = _months_later(first, months)
        return Moment(midnight(last, zone_named(zone)), self.unit)

    def earliest(self) -> datetime:
        """The first instant it may have been; about a day may be the day before."""
        return max(self.at - self._slack, FIRST)

    def latest(self, zone: str) -> datetime:
        """The last microsecond of the stated period, or of what it may have been."""
        last = self.last_unit(zone)
        if self.is_clocked:
            end = last.at + _LENGTHS[self.unit] - _INSTANT
        else:
            end = end_of_day(min(_last_day(last.day(zone), self.unit), LAST.date()), zone)
        return min(end + self._slack, LAST)

    @property
    def _slack(self) -> timedelta:
        return _ABOUT[self.unit] if self.about else timedelta()


@lru_cache(maxsize=256)
def _exactness(precision: str) -> str:
    """A unit alone as one of the vocabulary; refuses what says nothing."""
    found = _EXACTNESS.fullmatch(precision)
    if found is None:
        raise ValueError(f"{shown(precision)} does not say how exact a moment is.")
    return precision if found[2] or found[3] else Precision(precision)


_ABOUT = {
    Precision.YEAR: timedelta(days=366),
    Precision.MONTH: timedelta(days=31),
    Precision.DAY: timedelta(days=1),
    Precision.HOUR: timedelta(hours=1),
    Precision.MINUTE: timedelta(hours=1),
    Precision.SECOND: timedelta(minutes=1),
}
"""How far “about” may be off: a unit, of minutes an hour."""


def _last_day(day: date, unit: Precision) -> date:
    """The last of a month or a year, given one of its days."""
    if unit is Precision.YEAR:
        return day.replace(month=12, day=31)
    return day.replace(day=monthrange(day.year, day.month)[1]) if unit is Precision.MONTH else day


def _months_later(day: date, months: int) -> date:
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    if not 1 <= year <= LAST.year:
        raise ValueError(_outside(str(year)))
    return date(year, month + 1, 1)


def stated_apart(precision: str) -> str | None:
    """A dossier's “said_precision”: of an hour, which its text does not show."""
    return Precision.HOUR.value if precision.startswith(Precision.HOUR) else None


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
    """Its last microsecond in a zone, in UTC."""
    try:
        return midnight(day + timedelta(days=1), zone_named(zone)) - _INSTANT
    except OverflowError:
        raise ValueError(_outside(str(day))) from None


def _start(local: datetime, precision: Precision) -> datetime:
    """The first instant of the period of this precision that a local time falls in."""
    local = local.replace(second=local.second if precision is Precision.SECOND else 0)
    if precision is Precision.HOUR:
        local = local.replace(minute=0)
    if precision is Precision.DAY:
        local = local.replace(hour=0, minute=0, fold=0)
    if precision in (Precision.MONTH, Precision.YEAR):
        month = local.month if precision is Precision.MONTH else 1
        local = local.replace(month=month, day=1, hour=0, minute=0, fold=0)
    return first_instant(local)


def in_utc(moment: datetime) -> datetime:
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
    return _("%(what)s lies outside the years we can keep.", what=what)
