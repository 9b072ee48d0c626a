"""The columns that are searched: tokens (``claims.domain.search``), and how they are asked.

Tokens are made in Python and compared byte by byte, so that both engines find the same, whatever
the locale of the database. See ``search_index`` for what finds them fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Col

from claims.domain.search import STATED, Term

Token = tuple[str, bool]
MANY = 2_000
"""Rows found beyond which a list is sooner read in its order than looked up one by one."""


@dataclass(frozen=True)
class Numbers:
    """A question for the numbers of rows: those whose tokens answer, and those ``beside``.

    ``count``: how many it finds, at most ``MANY``, where that is known.
    """

    table: str
    asked: str
    beside: tuple[str, ...] = ()
    beside_params: tuple[Any, ...] = ()
    count: int | None = None

    @property
    def many(self) -> bool:
        """It finds a good part of all rows."""
        return self.count == MANY

    @property
    def sql(self) -> str:
        return " UNION ALL ".join((SELECT[connection.vendor].format(t=self.table), *self.beside))

    @property
    def params(self) -> tuple[Any, ...]:
        return (self.asked, *self.beside_params)

    def or_of(self, rows: models.QuerySet[Any, Any]) -> Numbers:
        """These, and those that a queryset of numbers finds."""
        sql, params = rows.query.sql_with_params()
        params = (*self.beside_params, *params)
        return replace(self, beside=(*self.beside, sql), beside_params=params)

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
    """Rows that answer each of the terms, in whatever spelling."""
    asked = [
        [(term.word, term.begins), *((other, False) for other in term.others)] for term in terms
    ]
    return _numbers(model, asked)


def stating(model: type[models.Model], terms: Iterable[Term]) -> Numbers:
    """Rows whose statement answers each of them, spelt as it was asked."""
    return _numbers(model, [[(STATED + term.word, term.begins)] for term in terms])


def _numbers(model: type[models.Model], asked: Sequence[Sequence[Token]]) -> Numbers:
    spell = tsquery if connection.vendor == "postgresql" else fts5
    return Numbers(model._meta.db_table, spell(asked))


def how_many(asked: Sequence[Numbers]) -> list[Numbers]:
    """The same, each knowing how many it finds: cheap, for no row is opened."""
    counted = [
        f"SELECT {n} AS n, COUNT(*) FROM (SELECT 1 FROM ({one.sql}) AS f LIMIT {MANY}) AS g"
        for n, one in enumerate(asked)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counted), [p for one in asked for p in one.params])
        counts = dict(cursor.fetchall())
    return [replace(one, count=counts[n]) for n, one in enumerate(asked)]


class SearchField(models.TextField):  # type: ignore[type-arg]
    """Tokens; ``search__among=Numbers`` finds the rows that a question gave the numbers of."""


@SearchField.register_lookup
class Among(models.Lookup):
    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
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


SELECT = {
    "sqlite": "SELECT rowid FROM {t}_fts WHERE {t}_fts MATCH %s",
    "postgresql": "SELECT since FROM {t} WHERE search_tokens @@ %s::tsquery",
}
