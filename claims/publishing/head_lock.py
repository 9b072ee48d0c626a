"""The one lock of whatever is numbered and added to: the record and the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

from claims.models.record.entry import head_seq
from claims.publishing import copies

# Any number will do, so long as nothing else in the database takes it.
HEAD_LOCK = 4206226601


@contextmanager
def writing() -> Iterator[None]:
    """Hold the head of the record: taken before any other lock, so that none can cross.

    On SQLite the transaction is IMMEDIATE and is the lock itself. Copies of answers that what was
    written touches are gone before it is committed.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [HEAD_LOCK])
        before = head_seq() if settings.BAKED else 0
        yield
        if settings.BAKED:
            copies.take_away(before)
