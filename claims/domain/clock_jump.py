"""Whether a machine's clock may date what is published: a jump shows against earlier readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from claims.domain.messages import gettext as _

JUMP = timedelta(minutes=5)
"""By so much a clock may be set right without anybody being asked."""
LONGEST_AWAY = timedelta(days=7)
"""After so long a machine that was started anew may say any time it likes: somebody is asked."""


@dataclass(frozen=True)
class Reading:
    """What a clock says.

    ``started_at`` is when the machine was started, by that same clock: it stays as it is while the
    clock is right. ``boot`` names that start, and is empty where the system does not tell.
    """

    now: datetime
    boot: str
    started_at: datetime


class Known(Protocol):
    """An earlier reading of some machine that was believed; ``seen_at`` is when."""

    @property
    def boot(self) -> str: ...
    @property
    def started_at(self) -> datetime: ...
    @property
    def seen_at(self) -> datetime: ...


def doubt(reading: Reading, known: Sequence[Known]) -> str:
    """Why the clock needs somebody to confirm it, in a sentence; empty where it does not."""
    own = next((one for one in known if one.boot and one.boot == reading.boot), None)
    if own:
        expected = own.started_at + (reading.now - reading.started_at)
        if abs(reading.now - expected) <= JUMP:
            return ""
        return _(
            "The clock of this machine jumped: it says %(now)s where %(expected)s was expected."
            " Nothing was published. Set it right, or let a chief confirm it under “Clock”.",
            now=_minute(reading.now),
            expected=_minute(expected),
        )
    seen = max((one.seen_at for one in known), default=None)
    if seen is None or seen - JUMP <= reading.now <= seen + LONGEST_AWAY:
        return ""
    return _(
        "This machine was started anew, and its clock says %(now)s; the last that was published"
        " was at %(seen)s. Nothing was published now. Set it right, or let a chief confirm it under"
        " “Clock”.",
        now=_minute(reading.now),
        seen=_minute(seen),
    )


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
