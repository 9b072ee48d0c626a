"""Dates and times as text and on the clocks of a zone, skipped hours and days included."""

import re
from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Precision

_STATED = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?P<time>T[0-9]{2}:[0-9]{2}(?P<second>:[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?P<offset>Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?)?)?"
)


def zone_named(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(_("%(name)s is not a known time zone.", name=shown(name))) from None


def read(text: str, zone: ZoneInfo) -> tuple[datetime, Precision]:
    """A text as a time in the zone, with the precision it was written in."""
    # ISO 8601 lets a day end at 24:00, which newer versions of Python read and older do not.
    ended = re.fullmatch(r"([0-9-]{10})T24:00((?::00)?(?:Z|[+-][0-9:]+)?)", text)
    if ended:
        text = f"{ended[1]}T00:00{ended[2]}"
    found = _STATED.fullmatch(text)
    if not found:
        raise no_moment(text)
    try:
        local = _local(found, zone)
        if ended:
            # Of midnight the next, on the clocks of the zone.
            local = first_instant(local + timedelta(days=1)).astimezone(zone)
        return local, _precision(found)
    except OverflowError:
        raise ValueError(
            _("%(typed)s lies outside the years we can keep.", typed=shown(text))
        ) from None
    except ValueError as error:
        raise ValueError(
            _("%(typed)s cannot be read: %(reason)s.", typed=shown(text), reason=error.args[0])
        ) from None


def no_moment(text: str) -> ValueError:
    return ValueError(
        _(
            "%(typed)s is neither a date (2024-08-26) nor a date and time (2024-08-26T18:10,"
            " with or without an offset such as +05:00).",
            typed=shown(text),
        )
    )


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a day, in UTC."""
    return first_instant(datetime.combine(day, time(), zone))


def first_instant(local: datetime) -> datetime:
    """A zone's time in UTC; a time that its clocks skipped is where they resumed."""
    return local.astimezone(UTC) if _happened(local) else _resumed(local)


def shown(text: str) -> str:
    """What somebody typed in quotation marks, safe to repeat to them."""
    typed = text if len(text) <= 40 else text[:40] + "…"
    return "“" + "".join(c if c.isprintable() else "�" for c in typed) + "”"


def _local(found: re.Match[str], zone: ZoneInfo) -> datetime:
    try:
        stated = datetime.fromisoformat(found[0])
    except ValueError:
        # Python says it in its own words, and in others with each version.
        raise ValueError(_("there is no such day, or no such time of a day")) from None
    if found["offset"]:
        return stated.astimezone(zone)
    local = stated.replace(tzinfo=zone)
    # A day may begin late, but must come; a time of day must have been on the clock.
    there = first_instant(local).astimezone(zone).date() == local.date()
    if not there or (found["time"] and not _happened(local)):
        raise ValueError(_("the clocks in %(zone)s skipped it", zone=zone.key))
    if found["time"] and local.utcoffset() != local.replace(fold=1).utcoffset():
        raise ValueError(
            _("the clocks in %(zone)s showed it twice; with an offset it is one", zone=zone.key)
        )
    return local


def _precision(found: re.Match[str]) -> Precision:
    if found["second"]:
        return Precision.SECOND
    return Precision.MINUTE if found["time"] else Precision.DAY


def _happened(local: datetime) -> bool:
    again = local.astimezone(UTC).astimezone(local.tzinfo)
    return again.replace(tzinfo=None) == local.replace(tzinfo=None)


def _resumed(local: datetime) -> datetime:
    """The instant at which the clocks jumped over this time."""
    before = local.replace(fold=1).astimezone(UTC)
    after = local.replace(fold=0).astimezone(UTC)
    offset = after.astimezone(local.tzinfo).utcoffset()

    def jumped(seconds: int) -> bool:
        moment = before + timedelta(seconds=seconds)
        return moment.astimezone(local.tzinfo).utcoffset() == offset

    gap = range(int((after - before).total_seconds()) + 1)
    return before + timedelta(seconds=bisect_left(gap, True, key=jumped))
