"""The columns that are searched: tokens (``claims.domain.search``), and how they are asked.

Tokens are made in Python and compared byte by byte, so that both engines find the same, whatever
the locale of the database. See ``search_index`` for what finds them fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLCompiler

from claims.domain.search import SIGNS, STATED, Term

R = TypeVar("R", bound=models.Model)
Line = TypeVar("Line")
"""What is read of a row."""
Token = tuple[str, bool]
MANY = 2_000
"""Rows found beyond which a list is sooner read in its order than looked up one by one."""


class Answered(Protocol):
    """What answers: the numbers of rows, once they were asked for and are not many."""

    @property
    def found(self) -> frozenset[int] | None: ...

    def within(self, few: frozenset[int]) -> frozenset[int]:
        """Those of a few that are among the numbers."""


@dataclass(frozen=True)
class Numbers:
    """A question for the numbers of rows: those whose tokens answer, and those ``beside``.

    ``found`` are the numbers, once they were asked for and are not many.
    """

    table: str
    asked: str
    beside: tuple[str, ...] = ()
    beside_params: tuple[str | int, ...] = ()
    found: frozenset[int] | None = None
    many: bool = False
    """It finds a good part of all rows."""

    @property
    def sql(self) -> str:
        return " UNION ALL ".join((SELECT[connection.vendor].format(t=self.table), *self.beside))

    @property
    def params(self) -> tuple[str | int, ...]:
        return (self.asked, *self.beside_params)

    def or_of(self, rows: models.QuerySet[R, Line]) -> Numbers:
        """These, and those that a queryset of numbers finds."""
        sql, params = rows.query.sql_with_params()
        params = (*self.beside_params, *params)
        return replace(self, beside=(*self.beside, sql), beside_params=params)

    def within(self, few: frozenset[int]) -> frozenset[int]:
        """Those of a few that are among the numbers."""
        if self.found is not None or not few:
            return few & (self.found or frozenset())
        some = ", ".join(["%s"] * len(few))
        asked = f"SELECT r.since FROM {self.table} AS r WHERE r.since IN ({some})"
        with connection.cursor() as cursor:
            cursor.execute(f"{asked} AND {self.condition('r', 'r.since')}", [*few, *self.params])
            return frozenset(since for (since,) in cursor.fetchall())

    def condition(self, row: str, since: str) -> str:
        """Few are looked up by their numbers.

        Where they are many, rows are read in the order of the list and held against the question: a
        sum is in no index, and PostgreSQL joins nothing that may be unknown.
        """
        postgres = connection.vendor == "postgresql"
        if not self.many:
            return f"{since} = ANY(ARRAY({self.sql}))" if postgres else f"{since} IN ({self.sql})"
        if not postgres:
            return f"{since} + 0 IN ({self.sql})"
        named = f" OR {since} + 0 IN ({' UNION ALL '.join(self.beside)})" if self.beside else ""
        return f"({row}.search_tokens @@ %s::tsquery{named}) IS TRUE"


def answering(model: type[models.Model], terms: Iterable[Term]) -> Numbers:
    """Rows that answer each of the terms, in whatever spelling or words."""
    return _numbers(model, [term.answers for term in terms])


def stating(
    model: type[models.Model], terms: Iterable[Term], *, in_other_words: bool = False
) -> Numbers:
    """Rows whose statement answers each of them, by the word that was asked or also by others."""
    return _numbers(model, [stated(term, in_other_words=in_other_words) for term in terms])


def stated(term: Term, *, in_other_words: bool = False) -> list[Token]:
    """The tokens of a statement that answer a term."""
    asked = term.answers if in_other_words else term.asked
    return [(STATED + token, begins) for token, begins in asked if token[0] not in SIGNS]


def saying(model: type[models.Model], terms: Iterable[Term]) -> Numbers:
    """Rows that have each of the words that were asked, wherever."""
    return _numbers(model, [term.asked for term in terms])


def holding(model: type[models.Model], token: str, *, begins: bool = False) -> Numbers:
    """Rows that have just this token, or also one that begins so."""
    return _numbers(model, [[(token, begins)]])


def numbered(model: type[models.Model], rows: models.QuerySet[R]) -> Numbers:
    """Rows that a queryset finds: no token is a sign alone."""
    return holding(model, STATED).or_of(rows.values("since"))


def _numbers(model: type[models.Model], asked: Sequence[Sequence[Token]]) -> Numbers:
    spell = tsquery if connection.vendor == "postgresql" else fts5
    return Numbers(model._meta.db_table, spell(asked))


def looked_up(asked: Sequence[Numbers]) -> list[Numbers]:
    """The same, each with the numbers that it finds, or knowing that they are many."""
    if not asked:
        return []
    # More than enough to know that they are many, and that twice the same is no matter.
    each = [
        f"SELECT {n} AS n, since FROM (SELECT since FROM ({one.sql}) AS f LIMIT {MANY}) AS g"
        for n, one in enumerate(asked)
    ]
    found: dict[int, list[int]] = {n: [] for n in range(len(asked))}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each), [p for one in asked for p in one.params])
        for n, since in cursor.fetchall():
            found[n].append(since)
    return [
        replace(one, many=True)
        if len(found[n]) == MANY
        else replace(one, found=frozenset(found[n]))
        for n, one in enumerate(asked)
    ]


def all_numbers(asked: Sequence[Numbers]) -> list[str]:
    """Whatever each finds, between commas: thousands come sooner as one text."""
    if not asked:
        return []
    join = JOINED[connection.vendor].format("since", ",")
    each = ", ".join(f"(SELECT {join} FROM ({one.sql}) AS f{n})" for n, one in enumerate(asked))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {each}", [p for one in asked for p in one.params])
        return [text or "" for text in cursor.fetchone()]


def how_many_each(asked: Sequence[Numbers], rows: models.QuerySet[R]) -> dict[int, int]:
    """How many of the questions each of these rows answers; those that answer most, at most many.

    By the number of the row.
    """
    of_rows, params = rows.values("since").query.sql_with_params()
    each = [f"SELECT {n} AS asked, since FROM ({one.sql}) AS f{n}" for n, one in enumerate(asked)]
    counted = (
        f"SELECT since, COUNT(DISTINCT asked) AS n FROM ({' UNION ALL '.join(each)}) AS g"
        f" WHERE since IN ({of_rows}) GROUP BY since ORDER BY n DESC, since DESC LIMIT {MANY}"
    )
    with connection.cursor() as cursor:
        cursor.execute(counted, [*(p for one in asked for p in one.params), *params])
        return dict(cursor.fetchall())


class SearchField(models.TextField):  # type: ignore[type-arg]
    """Tokens; ``search__among=Numbers`` finds the rows that a question gave the numbers of."""


@SearchField.register_lookup
class Among(models.Lookup):
    lookup_name = "among"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        assert isinstance(self.lhs, Col)  # noqa: S101  # a column of ours, never an expression
        since, _ = compiler.compile(Col(self.lhs.alias, self.lhs.target.model._meta.pk))
        row = compiler.quote_name_unless_alias(self.lhs.alias)
        return self.rhs.condition(row, since), self.rhs.params


def fts5(asked: Iterable[Iterable[Token]]) -> str:
    def spelt(token: str, begins: bool) -> str:
        return f'"{token}"{"*" if begins else ""}'

    return " AND ".join(f"({' OR '.join(spelt(*t) for t in any_of)})" for any_of in asked)


def tsquery(asked: Iterable[Iterable[Token]]) -> str:
    def spelt(token: str, begins: bool) -> str:
        return f"'{token}'{':*' if begins else ''}"

    return " & ".join(f"({' | '.join(spelt(*t) for t in any_of)})" for any_of in asked)


# What of many rows stands in one text: many come sooner so than row by row.
JOINED = {"sqlite": "group_concat({}, '{}')", "postgresql": "string_agg({}::text, '{}')"}
SELECT = {
    "sqlite": "SELECT rowid AS since FROM {t}_fts WHERE {t}_fts MATCH %s",
    "postgresql": "SELECT since FROM {t} WHERE search_tokens @@ %s::tsquery",
}
