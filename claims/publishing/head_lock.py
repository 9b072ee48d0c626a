"""The one lock of whatever is numbered and added to: the record and the audit log.

Before it is let go, copies of answers that do not say yet what was written are taken away.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

from claims.baked.folder import Folder
from claims.baked.touched import ALWAYS, touched_by
from claims.domain.errors import RuleBroken
from claims.domain.messages import Message
from claims.domain.messages import gettext as _
from claims.models.record.entry import head_seq

# Any number will do, so long as nothing else in the database takes it.
HEAD_LOCK = 4206226601
NOT_RECORDED = _(
    "Nothing was recorded: copies of pages that readers are given cannot be removed (%(problem)s)."
    " Tell whoever runs the site.",
    problem="…",
)
RECORDED = _(
    "It is recorded, but copies of pages that still say what stood there before cannot be removed"
    " (%(problem)s). Tell whoever runs the site at once.",
    problem="…",
)
log = logging.getLogger(__name__)


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
            _take_copies_away(before)


def _take_copies_away(since: int) -> None:
    """Unlink the files that the entries after this one touch; ``RuleBroken`` where it fails.

    Called while they are not committed: where a file stays, nothing is recorded. What was made of
    the record as it stood is taken away once more when all is committed, before anybody is told.
    """
    newest = head_seq()
    folder = Folder(settings.BAKED)
    if newest <= since or transaction.get_rollback() or not folder.is_made():
        return
    touched = touched_by(range(since + 1, newest + 1))
    _unlink(folder, touched, NOT_RECORDED)
    transaction.on_commit(lambda: _unlink(folder, touched, RECORDED))


def _unlink(folder: Folder, touched: set[str], otherwise: Message) -> None:
    try:
        if ALWAYS in touched:
            folder.take_all_away()
        else:
            folder.take_away(touched)
    except (OSError, sqlite3.Error) as problem:
        log.error("Baked pages in %s cannot be removed: %s", folder.path, problem)
        raise RuleBroken(otherwise.placed(problem=str(problem))) from problem
