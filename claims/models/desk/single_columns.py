"""What is prefetched is asked for by one list of keys on SQLite, as it is elsewhere.

Django 5.2 asks for each key by a comparison of its own. SQLite takes a thousand of them, so that an
event with more reports could not be read at all, and long before that they take the longest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.fields.tuple_lookups import TupleIn
from django.db.models.lookups import In
from django.db.models.sql.compiler import SQLCompiler

if TYPE_CHECKING:
    from django.db.models.sql.compiler import _AsSqlType


def compare_at_once() -> None:
    """Django asks each expression how it is written on the database at hand."""
    TupleIn.as_sqlite = _as_sqlite  # type: ignore[attr-defined]  # looked for by name


def _as_sqlite(
    lookup: TupleIn, compiler: SQLCompiler, connection: BaseDatabaseWrapper
) -> _AsSqlType:
    if len(lookup.lhs) > 1 or not lookup.rhs_is_direct_value():
        return lookup.as_sql(compiler, connection)
    (column,) = lookup.lhs
    keys = [key for (key,) in lookup.rhs]
    return compiler.compile(In(column, keys))
