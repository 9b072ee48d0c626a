"""What the files of the database still hold of what was deleted from it, and how that goes.

SQLite strikes deleted rows out and leaves them in free pages, in its index of words and in the
write-ahead log. Overwritten by ``secure_delete`` as they go, the rest goes here. On PostgreSQL that
takes the owner of the tables, and what its own write-ahead log holds is not ours to reach.
"""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.db import DatabaseError, connection, transaction

from claims.models.record import search_index

BUSY = "Somebody was reading all the while, so that the write-ahead log was not emptied."
log = logging.getLogger(__name__)


def overwrite_after_commit() -> None:
    """Once what was deleted is deleted. Where it fails, that is told in the log, and no more."""
    transaction.on_commit(_overwrite_or_tell)


def _overwrite_or_tell() -> None:
    cache.clear()
    if connection.vendor != "sqlite":
        return
    try:
        wrong = overwrite()
    except DatabaseError as problem:
        wrong = str(problem)
    if wrong:
        log.error(
            "Words that were deleted may still be in the database's files: run purge. %s", wrong
        )


def overwrite() -> str:
    """Write the database anew without them; a sentence where something could not be done."""
    search_index.forget(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
            return ""
        # The copy that it makes meanwhile is not written to a disk either.
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA temp_store = DEFAULT")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_ = cursor.fetchone()
    return BUSY if busy else ""
