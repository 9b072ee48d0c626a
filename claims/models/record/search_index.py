"""What finds the searched rows fast, on both engines, and how it is kept right.

On SQLite an FTS5 index stands beside each table and triggers keep it so; they are dropped,
installed and checked with the triggers of the log. On PostgreSQL a generated column, unknown
to the models, holds the tokens as a tsvector, with an index: put there after migrations too, and
nothing to keep, no extension.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

SEARCHED = (
    "claims_publishedclaim",
    "claims_publishedevent",
    "claims_publishedsource",
    "claims_publishedreport",
    "claims_publishedquestion",
)
# The tokenizer parts at spaces alone; no positions are kept, for none are asked.
FTS5 = """CREATE VIRTUAL TABLE {t}_fts USING fts5(search, content='{t}', content_rowid='since',
  detail='none', columnsize=0, tokenize="ascii tokenchars '=^_~-'")"""
INSERT = "INSERT INTO {t}_fts(rowid, search) VALUES (NEW.since, NEW.search);"
DELETE = "INSERT INTO {t}_fts({t}_fts, rowid, search) VALUES ('delete', OLD.since, OLD.search);"
TRIGGERS = {
    "{t}_search_insert": "AFTER INSERT ON {t} BEGIN " + INSERT + " END",
    "{t}_search_delete": "AFTER DELETE ON {t} BEGIN " + DELETE + " END",
    "{t}_search_update": "AFTER UPDATE OF since, search ON {t} BEGIN " + DELETE + INSERT + " END",
}

COLUMN = """ALTER TABLE {t} ADD COLUMN IF NOT EXISTS search_tokens tsvector
  GENERATED ALWAYS AS (array_to_tsvector(string_to_array(search, ' '))) STORED"""
GIN = "CREATE INDEX IF NOT EXISTS {t}_search ON {t} USING gin (search_tokens)"


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the index of each table in place: on SQLite its triggers too, replacing what stands."""
    drop(connection)
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        searched = [table for table in SEARCHED if table in tables]
        if connection.vendor == "postgresql":
            for table in searched:
                cursor.execute(COLUMN.format(t=table))
                cursor.execute(GIN.format(t=table))
            return
        for table in searched:
            if f"{table}_fts" not in tables:
                cursor.execute(FTS5.format(t=table))
                cursor.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')")
        for name, text in wanted(searched).items():
            cursor.execute(f"CREATE TRIGGER {name} {text}")


def wanted(tables: Iterable[str]) -> dict[str, str]:
    """The text of each trigger by its name, for those of the tables that are searched."""
    return {
        name.format(t=table): text.format(t=table)
        for table in SEARCHED
        if table in tables
        for name, text in TRIGGERS.items()
    }


def drop(connection: BaseDatabaseWrapper) -> None:
    """Before migrations: a trigger that names another table makes the remake of that one fail."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in wanted(SEARCHED):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that are absent or differ from ours; on PostgreSQL there are none."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = dict(cursor.fetchall())
    ours = wanted(SEARCHED)
    return sorted(n for n, text in ours.items() if found.get(n) != f"CREATE TRIGGER {n} {text}")


def rebuild(connection: BaseDatabaseWrapper) -> None:
    """Make the indexes anew from the rows, whatever stood in them."""
    _tell(connection, "rebuild")


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """While all rows are written anew nothing is kept up to date: it is made from them after."""
    drop(connection)
    yield
    rebuild(connection)
    if connection.vendor == "sqlite":
        install(connection)


def forget(connection: BaseDatabaseWrapper) -> None:
    """Leave nothing in the indexes of what the rows no longer hold: FTS5 only strikes it out."""
    _tell(connection, "optimize")


def _tell(connection: BaseDatabaseWrapper, order: str) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in SEARCHED:
                cursor.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES (%s)", [order])


def differs(connection: BaseDatabaseWrapper) -> list[str]:
    """Tables whose index does not hold what their rows hold."""
    found = []
    for table in SEARCHED if connection.vendor == "sqlite" else ():
        try:
            with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO {table}_fts({table}_fts, rank) VALUES ('integrity-check', 1)"
                )
        except DatabaseError:
            found.append(table)
    return found
