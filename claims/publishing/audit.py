"""The audit log: written with what it tells of, told to stderr once that is kept, and checked."""

from __future__ import annotations

import json
import logging
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.contrib.auth.models import User
from django.db import models, transaction

from claims.domain.audit import AuditKind
from claims.models.desk.audit import AuditEvent
from claims.models.desk.base import Editor, Publishable
from claims.models.record.entry import head_seq
from claims.publishing.head_lock import writing

CHUNK = 2000
ALTERED = "Line {} of the audit log was altered."
OUT_OF_ORDER = "Line {} of the audit log does not follow the line before it."
CUT = "The audit log ends before entry {}: what was written since was removed."
lines = logging.getLogger("claims.audit")


def write(
    kind: AuditKind,
    what: str,
    *,
    by: Editor,
    at: datetime,
    about: models.Model | tuple[str, str] | None = None,
    detail: str = "",
    address: str = "",
) -> AuditEvent:
    """Add a line, in the transaction of what it tells of.

    Takes the head of the record, so that the caller holds it already, or holds nothing that
    somebody who has it may wait for.
    """
    about_kind, key = _named(about)
    with writing():
        last = AuditEvent.objects.order_by("-n").first()
        event = AuditEvent(
            n=last.n + 1 if last else 1,
            at=at,
            kind=kind,
            what=what[:60],
            by=by,
            address=address[:45],
            about_kind=about_kind,
            about=key,
            detail=_plain(detail)[:300],
            entry=head_seq(),
            previous=last.digest if last else "",
        )
        event.digest = event.sealed()
        event.save(force_insert=True)
        transaction.on_commit(partial(_tell, event))
    return event


def _named(about: models.Model | tuple[str, str] | None) -> tuple[str, str]:
    if isinstance(about, models.Model):
        key = about.uid if isinstance(about, Publishable) else about.pk
        return str(about._meta.model_name), str(key)
    return about or ("", "")


def _plain(words: str) -> str:
    """On one line, whatever somebody called a role."""
    kept = "".join(letter if letter.isprintable() else " " for letter in words)
    return unicodedata.normalize("NFC", kept)


def _tell(event: AuditEvent) -> None:
    """One line of JSON, to be kept where nobody of this machine can change it."""
    by = event.by.get_username() if event.by else None
    lines.info(json.dumps({**event.line(), "by": by, "digest": event.digest}))


def problems() -> Iterator[str]:
    """One sentence for each line that is not as it was written."""
    n, previous, told = 0, "", 0
    for event in AuditEvent.objects.order_by("n").iterator(chunk_size=CHUNK):
        if (event.n, event.previous) != (n + 1, previous):
            yield OUT_OF_ORDER.format(event.n)
        if event.sealed() != event.digest:
            yield ALTERED.format(event.n)
        n, previous, told = event.n, event.digest, event.entry
    if n and told < head_seq():
        yield CUT.format(told + 1)


def person(user: object) -> Editor:
    """Somebody who is signed in, or nobody."""
    return user if isinstance(user, User) and user.pk else None
