"""When each editor was last at the desk: what has changed since is told apart."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import User

from claims.models.desk.presence import Visit

AWAY_FOR = timedelta(hours=1)
"""Who was not seen on the index for so long comes back to a new visit."""


def visit(user: User, now: datetime) -> datetime | None:
    """Note that an editor looks at the work list; returns when they were last here before."""
    row = Visit.objects.filter(who=user).first() or Visit(who=user, seen_at=now)
    if row.pk and now - row.seen_at > AWAY_FOR:
        row.before_at = row.seen_at
    row.seen_at = now
    row.save()
    return row.before_at


def visited_before(user: User) -> datetime | None:
    found = Visit.objects.filter(who=user).first()
    return found.before_at if found else None
