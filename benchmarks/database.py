"""A database of its own for a measurement: a file, or beside the one DATABASE_URL names."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection
from django.test import override_settings

from claims.publishing.built_before_lock import garbage_left

NOTHING = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
DUMMY = {"default": NOTHING, "counts": NOTHING}


@contextmanager
def scratch() -> Iterator[None]:
    """An empty database that is gone afterwards, and a cache that keeps nothing.

    Made as the test runner makes its own: the newsroom's database is never written to.
    """
    own = str(connection.settings_dict["NAME"])
    with tempfile.TemporaryDirectory(prefix="counterclaim-bench-") as place:
        file = str(Path(place) / "bench.sqlite3")
        name = file if connection.vendor == "sqlite" else f"counterclaim_bench_{os.getpid()}"
        # Tables come from the models: all the steps that led there take longer than most measures.
        connection.settings_dict["TEST"] |= {"NAME": name, "MIGRATE": False}
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            with override_settings(CACHES=DUMMY, DEBUG=False, ALLOWED_HOSTS=["*"]):
                yield
        finally:
            connection.creation.destroy_test_db(own, verbosity=0)


@contextmanager
def filling() -> Iterator[None]:
    """SQLite with much memory and no care for power cuts, until there is something to measure.

    What is written names nothing in circles, so that no garbage need be looked for.
    """
    with garbage_left():
        if connection.vendor != "sqlite":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -500000")
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA journal_mode = OFF").fetchone()
            # Each index is made by reading a table that is larger than the cache.
            cursor.execute("PRAGMA mmap_size = 17179869184").fetchone()
            yield
        connection.close()


def settled() -> None:
    """What autovacuum does in its own time on PostgreSQL, done now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def url() -> str:
    """Where it is, for DATABASE_URL of another process."""
    told = {name: str(connection.settings_dict[name]) for name in ("NAME", "USER", "HOST", "PORT")}
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    password = quote(str(connection.settings_dict["PASSWORD"]), safe="")
    address = f"{quote(told['USER'], safe='')}:{password}@{told['HOST']}:{told['PORT'] or 5432}"
    return f"postgres://{address}/{told['NAME']}"


def engine() -> str:
    with connection.cursor() as cursor:
        asked = {"sqlite": "SELECT sqlite_version()", "postgresql": "SHOW server_version"}
        cursor.execute(asked[connection.vendor])
        return f"{connection.display_name} {cursor.fetchone()[0]}"
