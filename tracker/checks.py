"""Checks that the database really runs with the settings we rely on."""

from __future__ import annotations

from collections.abc import Sequence

from django.core import checks
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tracker import sqlite


@checks.register(checks.Tags.database)
def sqlite_keeps_its_promises(
    databases: Sequence[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """Read SQLite's settings back: a misplaced option is otherwise ignored in silence."""
    return [
        error
        for alias in databases or []
        if connections[alias].vendor == "sqlite"
        for error in _differences(connections[alias])
    ]


def _differences(connection: BaseDatabaseWrapper) -> list[checks.CheckMessage]:
    version = connection.Database.sqlite_version_info  # type: ignore[attr-defined]  # SQLite only
    wanted = {name: answer for name, (_, answer) in sqlite.pragmas(version).items()}
    wanted["busy_timeout"] = 20_000
    return [
        checks.Error(
            f"SQLite's {name} is {found!r} and must be {answer!r}, or changes could be lost.",
            hint="Leave OPTIONS in tracker/settings.py as they are, and keep the database on a "
            "local disk.",
            id="tracker.E001",
        )
        for name, answer in wanted.items()
        if (found := _pragma(connection, name)) != answer
    ]


def _pragma(connection: BaseDatabaseWrapper, name: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]
