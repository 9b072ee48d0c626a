"""Whether the database is fit to serve from: migrated, and guarded by its triggers."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from claims.models.record import search_index, triggers

UNGUARDED = (
    "The record is not guarded ({} missing or altered): find out who changed it, then run "
    "`python manage.py migrate` to put the triggers back."
)


def problems(connection: BaseDatabaseWrapper) -> list[str]:
    """One sentence for each thing that is wrong and what to do about it; none when fit."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return ["The database is not up to date: run `python manage.py migrate`."]
    absent = [*triggers.missing(connection), *search_index.missing(connection)]
    if absent:
        return [UNGUARDED.format(", ".join(absent))]
    return []
