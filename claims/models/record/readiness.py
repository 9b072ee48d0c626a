"""Whether the database is fit to serve from: migrated, and guarded by its triggers."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from claims.models.record import search_index, triggers

UNGUARDED = (
    "The record is not guarded ({} missing or altered): find out who changed it, then run "
    "`python manage.py guard_record` to put the triggers back."
)
HALF_MIGRATED = (
    "This database has {} but not {}, which this release no longer has. Run `python manage.py "
    "migrate` with the last code that has it (`git log --diff-filter=D -- claims/migrations` says "
    "when it went), then with this."
)


def problems(connection: BaseDatabaseWrapper) -> list[str]:
    """One sentence for each thing that is wrong and what to do about it; none when fit."""
    halfway = half_migrated(connection)
    if halfway:
        return [halfway]
    if is_behind(connection):
        return ["The database is not up to date: run `python manage.py migrate`."]
    absent = [*triggers.missing(connection), *search_index.missing(connection)]
    if absent:
        return [UNGUARDED.format(", ".join(absent))]
    return []


def is_behind(connection: BaseDatabaseWrapper) -> bool:
    """Whether migrations wait for the database: of an earlier release, or stopped half-way."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def half_migrated(connection: BaseDatabaseWrapper) -> str:
    """A sentence if the database stopped between migrations that are no longer here, else nothing.

    Django would leave what replaces them out without a word, and go on after them.
    """
    applied = MigrationRecorder(connection).applied_migrations()
    loader = MigrationLoader(None)
    for migration in loader.replacements.values():
        present = [old for old in migration.replaces if old in applied]
        gone = set(migration.replaces) - set(loader.disk_migrations) - set(applied)
        if present and gone:
            return HALF_MIGRATED.format(present[-1][1], min(gone)[1])
    return ""
