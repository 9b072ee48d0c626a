"""When a count was of: the span it can fall in, and the words for it."""

from claims.domain.day_words import span_text
from claims.domain.iso import zone_named
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.reconciliation.values import Time


def time_of(moment: Moment, zone: str) -> Time:
    first, last, clock = moment.earliest(), moment.latest(zone), zone_named(zone)
    days = last.astimezone(clock).date(), first.astimezone(clock).date()
    return Time(first, last, *days, told=_told(moment, zone))


def _told(moment: Moment, zone: str) -> str:
    """As exact as it was stated, and no clock."""
    span = span_text(moment.day(zone), moment.last_unit(zone).day(zone), moment.unit)
    return _("about %(time)s", time=span) if moment.about else span
