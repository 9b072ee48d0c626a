"""Many rows written over at once, and their history, which the database copies by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import connection, models
from django.utils import timezone

BATCH = 200


def remember(
    model: type[models.Model],
    rows: Iterable[models.Model],
    *,
    changed: bool = False,
    by: User | None,
    at: datetime | None = None,
    reason: str | None = None,
) -> None:
    """A line for each, as it stands in its table; ``changed`` where it stood there before.

    To build such lines here and to send them takes longer than to insert the rows, and whoever
    saves something else waits for it.
    """
    kept: type[models.Model] = model.history.model  # type: ignore[attr-defined]  # the history's own
    about = {
        "history_type": "~" if changed else "+",
        "history_user": by.pk if by else None,
        "history_date": at or timezone.now(),
        "history_change_reason": reason,
    }
    columns = {field.name: field for field in kept._meta.fields}
    fields = [columns[name] for name in about]
    values = [
        field.get_db_prep_save(value, connection)
        for field, value in zip(fields, about.values(), strict=True)
    ]
    keys = [row.pk for row in rows]
    with connection.cursor() as cursor:
        for start in range(0, len(keys), BATCH):
            some = keys[start : start + BATCH]
            cursor.execute(_copying(model, kept, fields, len(some)), [*values, *some])


def write_over(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Save rows that stand, in their order, by one statement that is made once for all of them."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    quoted = connection.ops.quote_name
    places = ", ".join(f"{quoted(str(field.column))} = %s" for field in fields)
    key = quoted(str(model._meta.pk.column))
    values = [
        [
            *(f.get_db_prep_save(f.pre_save(row, add=False), connection) for f in fields),
            row.pk,
        ]
        for row in rows
    ]
    table = quoted(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {places} WHERE {key} = %s",  # noqa: S608  # names of our own
            values,
        )


def _copying(
    model: type[models.Model],
    kept: type[models.Model],
    about: Iterable[models.Field[object, object]],
    rows: int,
) -> str:
    quoted = connection.ops.quote_name
    own = model._meta
    same = [quoted(str(field.column)) for field in own.concrete_fields]
    names = ", ".join([*same, *(quoted(str(field.column)) for field in about)])
    chosen = ", ".join([*same, *["%s" for _field in about]])
    key, places = quoted(str(own.pk.column)), ", ".join(["%s"] * rows)
    return (
        f"INSERT INTO {quoted(kept._meta.db_table)} ({names})"  # noqa: S608  # names of our own
        f" SELECT {chosen} FROM {quoted(own.db_table)} WHERE {key} IN ({places}) ORDER BY {key}"
    )
