"""The moment an answer is about, and what changed since another."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import QueryDict

from claims.api.problems import Refused
from claims.domain.as_of import parse_as_of
from claims.domain.iso import midnight, zone_named
from claims.domain.messages import gettext as _
from claims.domain.moments import FIRST
from claims.lookup.as_of import Shown, common_zone, shown_at
from claims.lookup.errors import NotUnderstood
from claims.models.record.entry import Entry
from claims.models.record.public_time import public_time

M = TypeVar("M", bound=Model)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def moment_of(query: QueryDict, newest: Entry | None, zone: str = "") -> Shown:
    """What ``as_of`` asks for, or now. ``zone`` is that of the one event asked about, if any."""
    try:
        return shown_at(query.get("as_of", ""), head=newest, zone=zone or common_zone(newest))
    except NotUnderstood as wrong:
        raise Refused({"as_of": [wrong.sentence]}) from wrong


def entry_before(query: QueryDict, zone: str) -> int:
    """The last entry that ``changed_since`` leaves out; 0 where nothing was asked.

    This goes by when entries were recorded, and those times never fall: unlike an ``as_of``, such
    a time may be turned into a number.
    """
    asked = query.get("changed_since", "")
    if not asked:
        return 0
    try:
        found = parse_as_of(asked, zone)
    except ValueError as wrong:
        reason = wrong.args[0]
        sentence = _("“Changed since” was not understood. %(wrong)s", wrong=reason)
        raise Refused({"changed_since": [sentence]}) from wrong
    if isinstance(found, int):
        return found
    at = _start(date.fromisoformat(asked), zone) if DAY.fullmatch(asked) else found
    # What is dated by the beginning of a minute may have come after the moment within it.
    earlier = Entry.objects.filter(recorded_at__lt=public_time(at)).order_by("-recorded_at", "-seq")
    return next(iter(earlier.values_list("seq", flat=True)[:1]), 0)


def _start(day: date, zone: str) -> datetime:
    try:
        return max(midnight(day, zone_named(zone)), FIRST)
    except OverflowError:
        return FIRST


def changed(
    rows: QuerySet[M], query: QueryDict, shown: Shown, number: str = "since"
) -> QuerySet[M]:
    """Rows, or entries, narrowed to what was recorded since."""
    after = entry_before(query, shown.zone)
    return rows.filter(**{f"{number}__gt": after}) if after else rows
