"""What the two databases do each in its own way: hold still, be copied, be brought back.

On SQLite its own backup interface copies what one reader sees; on PostgreSQL `pg_dump` does, of a
snapshot that is named to it. In both nobody who writes has to wait.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from django.db import connection, transaction

from claims.domain.errors import RuleBroken

# Who is signed in: a session that was ended must not come back to life with a backup.
LEFT_OUT = ("django_session",)


class Snapshot(Protocol):
    """The database as it was at one moment, whatever is written meanwhile."""

    def rows(self, sql: str) -> Iterator[tuple[object, ...]]: ...

    def copy_to(self, path: Path) -> None: ...


class OfSQLite:
    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def rows(self, sql: str) -> Iterator[tuple[object, ...]]:
        yield from self._raw.execute(sql)

    def copy_to(self, path: Path) -> None:
        """A file without sessions and without what was deleted, checked page by page."""
        with closing(_opened(path)) as copy:
            self._raw.backup(copy)
            for table in LEFT_OUT:
                copy.execute(f"DELETE FROM {table}")  # noqa: S608  # one of our own words
            copy.execute("VACUUM")
            (found,) = copy.execute("PRAGMA integrity_check").fetchone()
            astray = copy.execute("PRAGMA foreign_key_check").fetchall()
        if found != "ok" or astray:
            raise RuleBroken(f"The database is damaged: {found}; {len(astray)} rows refer nowhere.")


class OfPostgreSQL:
    def __init__(self, name: str) -> None:
        self._name = name

    def rows(self, sql: str) -> Iterator[tuple[object, ...]]:
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql)
            yield from cursor

    def copy_to(self, path: Path) -> None:
        _run(
            *("pg_dump", "--format=custom", f"--snapshot={self._name}", f"--file={path}"),
            *("--no-owner", "--no-privileges"),
            *(f"--exclude-table-data={table}" for table in LEFT_OUT),
        )


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    if connection.vendor == "sqlite":
        with closing(_opened(database_file(), "?mode=ro")) as raw:
            raw.execute("BEGIN")
            # Only what is read first makes it hold still.
            raw.execute("SELECT name FROM sqlite_master LIMIT 1").fetchall()
            yield OfSQLite(raw)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        yield OfPostgreSQL(cursor.fetchone()[0])


def bring_back(copy: Path) -> None:
    """Into a database that holds nothing: all of it, or nothing."""
    if connection.vendor == "sqlite":
        connection.close()
        for beside in _files():
            beside.unlink(missing_ok=True)
        shutil.copyfile(copy, database_file())
        database_file().chmod(0o600)
    else:
        name = str(connection.settings_dict["NAME"])
        _run(
            *("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner"),
            *("--no-privileges", f"--dbname={name}", str(copy)),
        )


def empty() -> None:
    """As it was before ``bring_back``."""
    if connection.vendor == "sqlite":
        connection.close()
        for path in _files():
            path.unlink(missing_ok=True)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")
        cursor.execute(
            "SELECT oid::regprocedure FROM pg_proc"
            " WHERE pronamespace = current_schema()::regnamespace AND proname LIKE 'claims\\_%'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {name}")


def database_file() -> Path:
    return Path(str(connection.settings_dict["NAME"])).absolute()


def _files() -> list[Path]:
    """The database's, with what SQLite writes beside it."""
    file = database_file()
    return [file, *(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))]


def is_of_database(path: Path) -> bool:
    return connection.vendor == "sqlite" and path.absolute() in _files()


def _opened(path: Path, query: str = "") -> sqlite3.Connection:
    """By a connection that keeps its own transactions; values come as they are stored."""
    own = connection.Database  # type: ignore[attr-defined]  # the SQLite that Django was told to use
    found: sqlite3.Connection = own.connect(
        f"{path.as_uri()}{query}", uri=True, isolation_level=None, timeout=20
    )
    return found


def _run(program: str, *words: str) -> None:
    """One of PostgreSQL's programs; what it has to say is told where it fails."""
    found = shutil.which(program)
    if found is None:
        raise RuleBroken(f"There is no {program} here: install PostgreSQL's client programs.")
    told = connection.settings_dict
    named = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    around = {name: str(told[key]) for key, name in named.items() if told[key]}
    done = subprocess.run(  # noqa: S603  # no shell, and every word is our own
        [found, *words],
        env={**os.environ, **around, "PGDATABASE": str(told["NAME"])},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuleBroken(f"{program} failed: {done.stderr.strip() or done.returncode}")
