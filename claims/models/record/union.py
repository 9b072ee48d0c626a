"""Rows of several kinds in one statement, each as what it is.

Their columns stand in one UNION, each among those of its own type: so times and truths come back as
they are kept, on both engines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Field, QuerySet, Value
from django.db.models.query import ValuesListIterable
from django.db.models.sql.compiler import SQLCompiler

TYPES: tuple[type[Field[object, object]], ...] = (
    models.BigIntegerField,
    models.TextField,
    models.BooleanField,
    models.DateTimeField,
    models.DateField,
)
_AS = {"CharField": "TextField", "IntegerField": "BigIntegerField"}
Cell = tuple[str, int]
"""A type, and which of its columns."""


def several(*asked: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """All that these find, without what their models leave unread; annotations are texts."""
    parts = [_Part.of(one) for one in asked]
    most: Counter[str] = Counter()
    for part in parts:
        most |= part.widths
    columns = [(kind.__name__, n) for kind in TYPES for n in range(most[kind.__name__])]
    first, *others = (
        _laid_out(one, part, n, columns)
        for n, (one, part) in enumerate(zip(asked, parts, strict=True))
    )
    made = first.union(*others, all=True)
    readers = [part.reader(columns) for part in parts]
    made._iterable_class = partial(_each, readers)  # type: ignore[assignment]  # called alone
    return made


@dataclass(frozen=True)
class _Part:
    model: type[models.Model]
    names: tuple[str, ...]
    extras: tuple[str, ...]
    cells: tuple[Cell, ...]

    @classmethod
    def of(cls, asked: QuerySet[Any, Any]) -> _Part:
        unread = getattr(asked.model, "UNREAD", ())
        fields = [one for one in asked.model._meta.concrete_fields if one.name not in unread]
        extras = tuple(asked.query.annotations)
        types = [one.get_internal_type() for one in fields] + ["TextField"] * len(extras)
        seen: Counter[str] = Counter()
        cells = []
        for kind in (_AS.get(one, one) for one in types):
            cells.append((kind, seen[kind]))
            seen[kind] += 1
        return cls(asked.model, tuple(one.attname for one in fields), extras, tuple(cells))

    @property
    def widths(self) -> Counter[str]:
        return Counter(kind for kind, _ in self.cells)

    def reader(self, columns: list[Cell]) -> Callable[[tuple[object, ...]], models.Model]:
        places = [columns.index(cell) + 1 for cell in self.cells]
        own, more = places[: len(self.names)], places[len(self.names) :]

        def read(line: tuple[object, ...]) -> models.Model:
            row = self.model.from_db("default", self.names, [line[place] for place in own])
            for name, place in zip(self.extras, more, strict=True):
                setattr(row, name, line[place])
            return row

        return read


class _Nothing(Value):
    """An empty place in a column of some type."""

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: object
    ) -> tuple[str, tuple[object, ...]]:
        return f"NULL::{self.output_field.db_type(connection)}", ()


def _laid_out(
    asked: QuerySet[Any, Any], part: _Part, n: int, columns: list[Cell]
) -> QuerySet[Any, Any]:
    filled = dict(zip(part.cells, (*part.names, *part.extras), strict=True))
    types = {kind.__name__: kind for kind in TYPES}
    laid = [
        F(filled[cell]) if cell in filled else _Nothing(None, output_field=types[cell[0]]())
        for cell in columns
    ]
    return asked.values_list(Value(n, output_field=models.IntegerField()), *laid)


def _each(
    readers: list[Callable[[tuple[Any, ...]], models.Model]],
    found: QuerySet[Any, Any],
    **chunks: Any,
) -> Iterator[models.Model]:
    lines: Iterator[tuple[Any, ...]] = iter(ValuesListIterable(found, **chunks))
    for line in lines:
        yield readers[line[0]](line)
