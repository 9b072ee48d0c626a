"""When a count was of: the span it can fall in, and the words for it."""

from datetime import date

from claims.domain.iso import zone_named
from claims.domain.moments import Moment
from claims.domain.reconciliation.values import Time
from claims.domain.vocabulary import Precision


def time_of(moment: Moment, zone: str) -> Time:
    first, last, clock = moment.earliest(), moment.latest(zone), zone_named(zone)
    days = last.astimezone(clock).date(), first.astimezone(clock).date()
    return Time(first, last, *days, told=_told(moment, zone))


def _told(moment: Moment, zone: str) -> str:
    """As exact as it was stated, and no clock."""
    first = _day(moment.day(zone), moment.unit)
    last = _day(moment.last_unit(zone).day(zone), moment.unit)
    span = first if first == last else f"{first} to {last}"
    return f"about {span}" if moment.about else span


def _day(on: date, unit: Precision) -> str:
    if unit is Precision.YEAR:
        return f"{on.year}"
    month = f"{on:%B} {on.year}"
    return month if unit is Precision.MONTH else f"{on.day} {month}"
