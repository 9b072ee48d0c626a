"""The clock of this machine: read, refused where it jumped, believed again where somebody says so.

How far a clock went is told by what the kernel counts since the machine was started, which goes on
while it sleeps and is not set by anybody (``CLOCK_BOOTTIME``).
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from claims.domain.audit import AuditKind
from claims.domain.clock_jump import Reading
from claims.domain.clock_jump import doubt as doubt_of
from claims.domain.errors import RuleBroken
from claims.models.desk.base import Editor
from claims.models.record.clock import Clock
from claims.publishing import audit
from claims.publishing.head_lock import writing

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
NOTED_EVERY = timedelta(minutes=10)


class ClockJumped(RuleBroken):
    """Nothing may be dated by this clock until somebody says that it is right."""


def read() -> Reading:
    now, counted = timezone.now(), getattr(time, "CLOCK_BOOTTIME", None)
    if counted is None or not BOOT_ID.exists():
        return Reading(now, "", now)
    since = timedelta(seconds=time.clock_gettime(counted))
    return Reading(now, BOOT_ID.read_text().strip(), now - since)


def doubt() -> str:
    """Why nothing can be published by this clock; empty where it can."""
    return doubt_of(read(), list(Clock.objects.all()))


def check() -> None:
    """Raise ``ClockJumped``, or remember what the clock says. The caller holds the head."""
    reading, known = read(), list(Clock.objects.all())
    if why := doubt_of(reading, known):
        raise ClockJumped(why)
    own = next((one for one in known if one.boot == reading.boot), None)
    if own is None or reading.now - own.seen_at > NOTED_EVERY:
        _note(reading)


def confirm(*, by: Editor, at: datetime) -> None:
    """Somebody looked at another clock: this one is right. What says otherwise is forgotten."""
    with writing():
        reading = read()
        Clock.objects.filter(seen_at__gt=reading.now).delete()
        _note(reading)
        audit.write(
            AuditKind.DECIDED, "clock", by=by, at=at, detail=f"{reading.now:%Y-%m-%d %H:%M}"
        )


def _note(reading: Reading) -> None:
    Clock.objects.bulk_create(
        [Clock(boot=reading.boot, started_at=reading.started_at, seen_at=reading.now)],
        update_conflicts=True,
        unique_fields=["boot"],
        update_fields=["started_at", "seen_at"],
    )
