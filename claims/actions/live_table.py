"""Give out a secret address of a story's table, and withdraw it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.contrib.auth.models import User

from claims.domain.audit import AuditKind
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.text import checked
from claims.models.desk.event import Event
from claims.models.desk.live_table import LiveTable
from claims.publishing import audit

BYTES = 32
LONGEST_READER = 120


def give_out(event: Event, *, reader: str, by: User, at: datetime) -> str:
    """The secret of a new address: it is told once, and kept nowhere."""
    reader = checked(reader)
    if not reader:
        raise RuleBroken(_("Say who is given the address."))
    if len(reader) > LONGEST_READER:
        raise RuleBroken(_("The name is longer than %(most)s characters.", most=LONGEST_READER))
    secret = secrets.token_urlsafe(BYTES)
    LiveTable.objects.create(
        event=event.root(), reader=reader, digest=_digest(secret), made_by=by, made_at=at
    )
    audit.write(AuditKind.EXPORTED, "live table given out", by=by, at=at, about=event.root())
    return secret


def withdraw(table: LiveTable, *, by: User, at: datetime) -> None:
    """From now on nothing answers there."""
    if table.withdrawn_at is None:
        table.withdrawn_by, table.withdrawn_at = by, at
        table.save(update_fields=["withdrawn_by", "withdrawn_at"])
        audit.write(AuditKind.EXPORTED, "live table withdrawn", by=by, at=at, about=table.event)


def opened_by(secret: str) -> LiveTable | None:
    """What a secret opens: nothing once it was withdrawn, or whoever gave it out has left."""
    found: LiveTable | None = (
        LiveTable.objects.select_related("event")
        .filter(digest=_digest(secret), withdrawn_at=None, made_by__is_active=True)
        .first()
    )
    return found


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
