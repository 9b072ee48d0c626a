"""How finely the public clock goes: what we did is dated by it, so that nobody reads our hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings

from claims.domain.vocabulary import Precision

FINEST = {"minute": Precision.MINUTE, "hour": Precision.HOUR}


def public_time(at: datetime) -> datetime:
    """The beginning of the minute, or of the hour, in which something happened."""
    coarse = at.astimezone(UTC).replace(second=0, microsecond=0)
    return coarse.replace(minute=0) if public_precision() is Precision.HOUR else coarse


def tick() -> timedelta:
    return timedelta(hours=1) if public_precision() is Precision.HOUR else timedelta(minutes=1)


def public_precision() -> Precision:
    return FINEST[settings.PUBLIC_TIMES]
