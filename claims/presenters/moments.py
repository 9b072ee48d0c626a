"""Times as readers see them: in the event's zone, with the offset, no more exact than stated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from claims.domain.iso import zone_named
from claims.domain.moments import Moment
from claims.domain.vocabulary import Precision

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True)
class When:
    """One time, for ``<time datetime="{{ iso }}">{{ text }}</time>``.

    ``stated`` is all of it as a dossier writes it, the end of a span included.
    """

    iso: str
    text: str
    day: str = ""
    day_iso: str = ""
    clock: str = ""
    offset: str = ""
    stated: str = ""


def stated(moment: Moment | None, zone: str) -> When | None:
    """A moment of a published state."""
    return when(moment.at, moment.precision, zone) if moment else None


def when(at: datetime, precision: str, zone: str) -> When:
    """One period; of a span both its ends, and whether it was stated as about then."""
    moment = Moment(at, precision)
    found = _unit(at, moment.unit, zone)
    if moment.count > 1:
        last = _unit(moment.last_unit(zone).at, moment.unit, zone)
        days = found.day if found.day == last.day else f"{found.day} to {last.day}"
        found = replace(found, text=f"{found.text} to {last.text}", day=days)
    if moment.about:
        found = replace(found, text=f"about {found.text}", day=f"about {found.day}")
    return replace(found, stated=moment.text(zone))


def _unit(at: datetime, exact: Precision, zone: str) -> When:
    local, on = at.astimezone(zone_named(zone)), Moment(at, exact).day(zone)
    if exact is Precision.YEAR:
        return When(f"{on:%Y}", f"{on.year}", f"{on.year}", f"{on:%Y}", offset=offset(local))
    if exact is Precision.MONTH:
        month, iso = f"{MONTHS[on.month - 1]} {on.year}", f"{on:%Y-%m}"
        return When(iso, month, month, iso, offset=offset(local))
    day, day_iso = day_text(on), on.isoformat()
    if exact is Precision.DAY:
        return When(day_iso, day, day, day_iso, offset=offset(local))
    clock = _clock(local, exact)
    text = f"{day}, {clock} ({offset(local)})"
    return When(Moment(at, exact).text(zone), text, day, day_iso, clock, offset(local))


def minute(at: datetime, zone: str) -> When:
    """When something came to hold, to the minute; the last instant of a day stands for the day."""
    if at.astimezone(zone_named(zone)).time() != time.max:
        return when(at, Precision.MINUTE, zone)
    return when(at - timedelta(days=1) + timedelta(microseconds=1), Precision.DAY, zone)


def in_a_sentence(moment: Moment | None, zone: str, place: str = "") -> str:
    """For a sentence: by the clocks of a place, and by those of the world where they differ."""
    found = stated(moment, zone)
    if found is None or moment is None or not found.clock:
        return found.text if found else ""
    if moment.count > 1 or moment.about:
        return found.text
    world = moment.at.astimezone(UTC)
    if not moment.at.astimezone(zone_named(zone)).utcoffset():
        return f"{found.day}, {found.clock} UTC"
    on = "" if day_text(world.date()) == found.day else f"{day_text(world.date())}, "
    where = place or zone.rpartition("/")[2].replace("_", " ")
    return f"{found.day}, {found.clock} in {where} ({on}{_clock(world, moment.unit)} UTC)"


def day_text(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def offset(local: datetime) -> str:
    """How far a zone is from UTC, short: ``UTC+5``, ``UTC+5:30``, ``UTC``."""
    minutes = int((local.utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    if not minutes:
        return "UTC"
    sign = "+" if minutes > 0 else "−"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def _clock(local: datetime, exact: Precision) -> str:
    if exact is Precision.HOUR:
        return f"{local:%H}:00 to {local:%H}:59"
    return f"{local:%H:%M:%S}" if exact is Precision.SECOND else f"{local:%H:%M}"
