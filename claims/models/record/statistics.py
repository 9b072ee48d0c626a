"""What SQLite knows of how its tables are filled, by which it chooses among indexes."""

from contextlib import suppress

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper


def look_over(connection: BaseDatabaseWrapper) -> None:
    """Let it see where it has not: else the newest of many entries are found by sorting them all.

    It looks at some hundred rows of each table, and keeps what it finds in the database. PostgreSQL
    does the same in its own time.
    """
    if connection.vendor == "sqlite":
        # Where it cannot be kept, on a full or a read-only disk, answers only take longer.
        with suppress(OperationalError), connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize=0x10002")
