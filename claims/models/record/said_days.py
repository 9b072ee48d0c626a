"""Claims by the day that is printed of when they were said: that of each event's own clocks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db.models import Q

from claims.domain.iso import midnight, zone_named
from claims.domain.moments import CLOCKED, FIRST, LAST, earliest_of_day
from claims.models.record.moment import AsOf
from claims.models.record.rows import PublishedEvent

Edges = tuple[datetime, datetime]
"""Of moments stated by the day, and of those with a time."""


def said_since(day: date, moment: AsOf, zone: str) -> Q:
    """Said on this day or later. ``zone`` is that of events whose own is not known."""
    return _on_days("gte", lambda zone: begins(day, zone), moment, zone)


def said_until(day: date, moment: AsOf, zone: str) -> Q:
    """Said on this day or earlier."""
    return _on_days("lt", lambda zone: ends(day, zone), moment, zone)


def _on_days(comparison: str, edge: Callable[[str], Edges], moment: AsOf, zone: str) -> Q:
    events = PublishedEvent.objects.as_of(moment).exclude(time_zone="").order_by()
    zones = set(events.values_list("time_zone", flat=True).distinct()) - {zone}
    elsewhere = Q(event__in=events.exclude(time_zone=zone).values("uid"))
    edges = {zone: edge(zone) for zone in (zone, *sorted(zones))}
    clocked = Q()
    for unit in CLOCKED:
        clocked |= Q(said_precision__startswith=unit)
    wanted = Q()
    for one, (of_days, of_times) in edges.items():
        by_day = Q(**{f"said_at__{comparison}": of_days}) & ~clocked
        by_time = Q(**{f"said_at__{comparison}": of_times}) & clocked
        here = Q(event__in=events.filter(time_zone=one).values("uid"))
        if zones:
            wanted |= (here if one != zone else ~elsewhere) & (by_day | by_time)
        else:
            wanted = by_day | by_time
    # What no zone lets in is left out first, by the index alone.
    outermost = (min if comparison == "gte" else max)(e for pair in edges.values() for e in pair)
    return Q(**{f"said_at__{comparison}": outermost}) & wanted


def begins(day: date, zone: str) -> tuple[datetime, datetime]:
    """From when on a moment stated by the day, and one with a time, is printed as this or later."""
    try:
        clock = max(midnight(day, zone_named(zone)), FIRST)
        return max(earliest_of_day(day, zone), FIRST), clock
    except OverflowError:
        return FIRST, FIRST


def ends(day: date, zone: str) -> tuple[datetime, datetime]:
    """From when on they are printed as a later day."""
    try:
        return begins(day + timedelta(days=1), zone)
    except OverflowError:
        return LAST, LAST
