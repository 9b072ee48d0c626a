"""Questions put into SQL once for each process: the ORM takes ten times as long as asking does.

    @prepared
    def rows_of(model: type[Row], uids: Collection[str], moment: AsOf) -> QuerySet[Row]:
        return model.objects.as_of(moment).filter(uid__listed=uids)

is written with the ORM and called with values; what it gives is the list of what was found. It is
run once with blanks for what it takes, so it must neither look at them nor slice by them.
A ``type`` or a ``bool`` is no blank: there is one statement for each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial, wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, CharField, Lookup, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from claims.models.record.moment import AsOf

P = ParamSpec("P")
R = TypeVar("R")


@CharField.register_lookup
@BigIntegerField.register_lookup
class Listed(Lookup):
    """One of several that are given as one value, so that a statement serves any number."""

    lookup_name = "listed"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        every = (
            "= ANY(%s)"
            if connection.vendor == "postgresql"
            else "IN (SELECT value FROM json_each(%s))"
        )
        return f"{column} {every}", (*params, _asked_with(self.rhs))


def prepared(ask: Callable[P, QuerySet[Any, R]]) -> Callable[P, list[R]]:
    """The same question, built at its first call. Values may be given by place or by name."""
    names = tuple(signature(ask).parameters)
    statement = cache(partial(_Statement.of, ask))

    @wraps(ask)
    def found(*args: P.args, **kwargs: P.kwargs) -> list[R]:
        values = dict(zip(names, args, strict=False)) | kwargs
        kinds = tuple((name, _kind(values[name])) for name in names)
        return statement(connection.vendor, kinds).rows(values)

    return found


@dataclass(frozen=True)
class _Statement:
    made: QuerySet[Any, Any]
    compiler: Any
    sql: str
    blanks: tuple[str, ...]
    """Which of the values stands at each of its places."""
    converters: tuple[tuple[int, Any, Any], ...]
    """What makes values of what the database gave: for each place functions and its column."""

    @classmethod
    def of(
        cls,
        ask: Callable[..., QuerySet[Any, Any]],
        vendor: str,
        kinds: tuple[tuple[str, type | bool | str], ...],
    ) -> _Statement:
        blanks = {name: _blank(kind, n) for n, (name, kind) in enumerate(kinds)}
        made = ask(**blanks)
        compiler = made.query.get_compiler(made.db)
        sql, params = compiler.as_sql()
        asked = {name: _asked_with(blank) for name, blank in blanks.items()}
        given = [next((name for name, b in asked.items() if p == b), None) for p in params]
        columns = [column for column, *_ in compiler.select]
        if compiler.has_extra_select or compiler.has_composite_fields(columns):
            raise NotImplementedError("Each column of a prepared question is a value it gives.")
        converters = compiler.get_converters(columns)
        by_place = [(place, *how) for place, how in converters.items()]
        said = _saying(sql, zip(params, given, strict=True))
        return cls(made, compiler, said, tuple(filter(None, given)), tuple(by_place))

    def rows(self, values: Mapping[str, Any]) -> list[Any]:
        params = [_asked_with(values[name]) for name in self.blanks]
        with _cursor() as cursor:
            cursor.execute(self.sql, params)
            lines = cursor.fetchall()
        if self.converters:
            lines = [self._converted(line) for line in lines]
        made_of: Any = self.made._iterable_class  # takes a queryset, says Django
        return [*made_of(_Answer(self.made, self.compiler, lines))]

    def _converted(self, line: tuple[Any, ...]) -> tuple[Any, ...]:
        found = list(line)
        for place, converters, column in self.converters:
            value = found[place]
            for convert in converters:
                value = convert(value, column, connection)
            found[place] = value
        return tuple(found)


def _saying(sql: str, params: Iterable[tuple[Any, str | None]]) -> str:
    """With what is always the same written out: a plan is made by it, and nobody sends it again.

    Left are the places of the values that have a name.
    """
    left, quote = iter(params), connection.SchemaEditorClass(connection).quote_value

    def said(found: re.Match[str]) -> str:
        value, name = (None, "") if found[0] == "%%" else next(left)
        return str(quote(value)).replace("%", "%%") if name is None else found[0]

    return re.sub("%[s%]", said, sql)


def _cursor() -> Any:
    """One that has PostgreSQL keep a plan, too: making it takes longer than following it.

    It is told the values apart from the statement; Django's own puts them into it, for which it
    can log what was asked. Moments come as numbers, which are read much faster than their texts.
    """
    if connection.vendor != "postgresql" or connection.queries_logged:
        return connection.cursor()
    from django.db.backends.postgresql import base  # noqa: PLC0415  # needs psycopg
    from psycopg.pq import Format  # noqa: PLC0415

    here: Any = connection
    here.close_if_health_check_failed()
    here.ensure_connection()
    here.connection.prepare_threshold = 0
    bound: Any = base.ServerBindingCursor
    cursor = bound(here.connection)
    cursor.format = Format.BINARY
    return here._prepare_cursor(cursor)


class _Answer:
    """What Django makes rows of, in place of a queryset, its query and its compiler.

    These would put the question together again, for longer than it takes to answer it.
    """

    _known_related_objects: Mapping[Any, Any] = {}

    def __init__(self, made: Any, compiler: Any, lines: list[tuple[Any, ...]]) -> None:
        self.db, self.query, self._lines = made.db, self, lines
        self.select, self.klass_info = compiler.select, compiler.klass_info
        self.annotation_col_map = compiler.annotation_col_map

    def get_compiler(self, *_: Any, **__: Any) -> _Answer:
        return self

    def execute_sql(self, **_: Any) -> list[tuple[Any, ...]]:
        return self._lines

    def results_iter(self, *_: Any, **__: Any) -> Iterator[tuple[Any, ...]]:
        return iter(self._lines)


def _kind(value: object) -> type | bool | str:
    """What a value has in common with all that one statement serves."""
    if isinstance(value, type | bool):
        return value
    if isinstance(value, AsOf):
        return "entry" if value.time is None else "time"
    return "text" if isinstance(value, str) else "number" if isinstance(value, int) else "list"


def _blank(kind: type | bool | str, n: int) -> object:
    """A value of this kind, unlike any other of the statement."""
    number = 7_000_000_000_000_000 + n
    if kind == "entry":
        return AsOf(entry=number)
    if kind == "time":
        return AsOf(time=datetime.max.replace(tzinfo=UTC) - timedelta(days=2 + n))
    if isinstance(kind, type | bool):
        return kind
    made: dict[str, object] = {
        "text": f"(blank {n})",
        "number": number,
        "list": [f"(blank {n})"],
    }
    return made[kind]


def _asked_with(value: object) -> object:
    """A value as the database is asked with it."""
    if isinstance(value, AsOf):
        at = value.time
        return value.entry if at is None else connection.ops.adapt_datetimefield_value(at)
    if isinstance(value, Collection) and not isinstance(value, str):
        listed = list(value)
        return listed if connection.vendor == "postgresql" else json.dumps(listed)
    return value
