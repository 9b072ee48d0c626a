"""Times as readers see them: in the event's zone, with the offset, no more exact than stated."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache

from claims.domain.dates_in_words import day_text, month_text, span_text
from claims.domain.iso import zone_named
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.vocabulary import Precision


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


@lru_cache(maxsize=4_096)
def when(at: datetime, precision: str, zone: str) -> When:
    """One period; of a span both its ends, and whether it was stated as about then.

    Kept, for a page tells of few moments many times.
    """
    moment = Moment(at, precision)
    found = _unit(at, moment.unit, zone)
    if moment.count > 1:
        found = _span(found, moment, zone)
    if moment.about:
        found = _about(found, moment)
    return replace(found, stated=moment.text(zone))


def _span(first: When, moment: Moment, zone: str) -> When:
    """Both ends, saying once what they have in common."""
    end = moment.last_unit(zone)
    last = _unit(end.at, moment.unit, zone)
    if not first.clock:
        days = span_text(moment.day(zone), end.day(zone), moment.unit)
        return replace(first, text=days, day=days)
    days = span_text(moment.day(zone), end.day(zone))
    if first.day != last.day or first.offset != last.offset:
        text = _("%(first)s to %(last)s", first=first.text, last=last.text)
        return replace(first, text=text, day=days)
    clock = _("%(first)s to %(last)s", first=first.clock, last=last.clock)
    return replace(first, text=_timed(first.day, clock, first.offset), day=days)


def _about(found: When, moment: Moment) -> When:
    """Of a clock it is the clock that is about so, and not the day."""
    if found.clock and moment.count == 1:
        clock = _("about %(time)s", time=found.clock)
        return replace(found, text=_timed(found.day, clock, found.offset))
    text, day = found.text, found.day
    return replace(found, text=_("about %(time)s", time=text), day=_("about %(time)s", time=day))


def _timed(day: str, clock: str, offset_told: str) -> str:
    return _("%(day)s, %(clock)s (%(offset)s)", day=day, clock=clock, offset=offset_told)


def _unit(at: datetime, exact: Precision, zone: str) -> When:
    local, on = at.astimezone(zone_named(zone)), Moment(at, exact).day(zone)
    if exact is Precision.YEAR:
        return When(f"{on:%Y}", f"{on.year}", f"{on.year}", f"{on:%Y}", offset=offset(local))
    if exact is Precision.MONTH:
        month, iso = month_text(on), f"{on:%Y-%m}"
        return When(iso, month, month, iso, offset=offset(local))
    day, day_iso = day_text(on), on.isoformat()
    if exact is Precision.DAY:
        return When(day_iso, day, day, day_iso, offset=offset(local))
    clock = _clock(local, exact)
    text = _timed(day, clock, offset(local))
    return When(Moment(at, exact).text(zone), text, day, day_iso, clock, offset(local))


def minute(at: datetime, zone: str) -> When:
    """When something came to hold, to the minute; the last instant of a day stands for the day.

    Of a source nothing says on whose clocks a day ended: the instant tells the day all the same,
    from ten hours behind UTC to thirteen ahead.
    """
    if at.astimezone(zone_named(zone)).time() == time.max:
        return when(at - timedelta(days=1) + timedelta(microseconds=1), Precision.DAY, zone)
    if at.second == time.max.second and at.microsecond == time.max.microsecond:
        day = (at.astimezone(UTC) - timedelta(hours=10)).date()
        return When(day.isoformat(), day_text(day), day_text(day), day.isoformat())
    return when(at, Precision.MINUTE, zone)


def in_a_sentence(moment: Moment | None, zone: str, place: str = "") -> str:
    """For a sentence: by the clocks of a place, and by those of the world where they differ."""
    found = stated(moment, zone)
    if found is None or moment is None or not found.clock:
        return found.text if found else ""
    if moment.count > 1 or moment.about:
        return found.text
    world = moment.at.astimezone(UTC)
    if not moment.at.astimezone(zone_named(zone)).utcoffset():
        return _("%(day)s, %(clock)s UTC", day=found.day, clock=found.clock)
    where = place or zone.rpartition("/")[2].replace("_", " ")
    places = {"day": found.day, "clock": found.clock, "place": where}
    utc = _clock(world, moment.unit)
    if day_text(world.date()) == found.day:
        return _("%(day)s, %(clock)s in %(place)s (%(utc)s UTC)", **places, utc=utc)
    return _(
        "%(day)s, %(clock)s in %(place)s (%(utc_day)s, %(utc)s UTC)",
        **places,
        utc_day=day_text(world.date()),
        utc=utc,
    )


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
        return _("%(first)s to %(last)s", first=f"{local:%H}:00", last=f"{local:%H}:59")
    return f"{local:%H:%M:%S}" if exact is Precision.SECOND else f"{local:%H:%M}"
