"""Dates that cannot be, which are refused, and dates that do not fit, which are asked about."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from claims.domain.iso import midnight, zone_named
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment, order
from claims.domain.vocabulary import Precision

NOT_COME_YET = _("This has not come yet: look at the year, the day and the time zone.")

# Somewhere it is already tomorrow.
_EASTERNMOST = timedelta(hours=14)


def has_not_come(moment: Moment, *, now: datetime) -> bool:
    """Whether all of the stated period still lies ahead, wherever it was stated."""
    ahead = timedelta() if moment.is_clocked else _EASTERNMOST
    return moment.earliest() - ahead > now


def in_doubt(
    said: Moment | None,
    *,
    zone: str,
    event_begins: date | None = None,
    first_reports: Iterable[Moment] = (),
    reports: Iterable[Moment] = (),
    counted: Iterable[Moment] = (),
) -> list[str]:
    """What does not fit a claim said at that moment, one sentence each."""
    if said is None:
        return []
    found: list[str] = []
    if event_begins is not None:
        begins = Moment(midnight(event_begins, zone_named(zone)), Precision.DAY)
        if order(said, begins, zone) == "before":
            found.append(_("It was said before the event began: is it the right year, or event?"))
    if any(order(report, said, zone) == "before" for report in first_reports):
        found.append(_("The report in which it was first said came out before it was said."))
    if any(order(report, said, zone) == "before" for report in reports):
        found.append(_("A report that carries it came out before it was said."))
    if any(order(said, moment, zone) == "before" for moment in counted):
        found.append(_("The count is of a time after it was said."))
    return found
