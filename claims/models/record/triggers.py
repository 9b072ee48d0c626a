"""Triggers that keep the record as it was written, on both engines; see ``guards`` for the rows.

They are dropped before migrations and installed after them: on SQLite a migration that remakes a
table loses its triggers without a word, and a trigger that names another table makes the remake of
that one fail. ``missing`` compares the text of what stands with what should.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from claims.models.record.guards import CHECKPOINT, FIXED, GUARDS

ENTRY, BODY = "claims_entry", "claims_entrybody"

# The messages readers of a database log see; RAISE and EXCEPTION both carry them.
NEXT = "an entry must be the next number, hold the last digest and not go back in time"
KEPT = "the words of an entry go only after its subject was suppressed"
BOUND = "the words of an entry are written with it"

SQLITE = {
    "entry_no_update": f"BEFORE UPDATE ON {ENTRY} BEGIN SELECT RAISE(ABORT, '{FIXED}'); END",
    "entry_no_delete": f"BEFORE DELETE ON {ENTRY} BEGIN SELECT RAISE(ABORT, '{FIXED}'); END",
    # Stands before INSERT too because INSERT OR REPLACE passes by the two above.
    "entry_only_next": f"""BEFORE INSERT ON {ENTRY} WHEN
  NEW.seq IS NOT (SELECT COALESCE(MAX(seq), 0) + 1 FROM {ENTRY})
  OR NEW.previous IS NOT COALESCE((SELECT digest FROM {ENTRY} ORDER BY seq DESC LIMIT 1), '')
  OR NEW.recorded_at < (SELECT recorded_at FROM {ENTRY} ORDER BY seq DESC LIMIT 1)
BEGIN SELECT RAISE(ABORT, '{NEXT}'); END""",
    "body_no_update": f"BEFORE UPDATE ON {BODY} BEGIN SELECT RAISE(ABORT, '{FIXED}'); END",
    "body_with_entry": f"""BEFORE INSERT ON {BODY} WHEN
  EXISTS (SELECT 1 FROM {BODY} b WHERE b.entry_id = NEW.entry_id)
  OR NOT EXISTS (SELECT 1 FROM {ENTRY} e WHERE e.seq = NEW.entry_id)
  OR EXISTS (SELECT 1 FROM {ENTRY} e JOIN {ENTRY} s ON s.subject = e.subject AND s.seq > e.seq
    WHERE e.seq = NEW.entry_id AND s.kind = 'suppressed')
BEGIN SELECT RAISE(ABORT, '{BOUND}'); END""",
    # No table may be called "old" here: it would shadow OLD and let everything be deleted.
    "body_only_suppressed": f"""BEFORE DELETE ON {BODY} WHEN NOT EXISTS (
  SELECT 1 FROM {ENTRY} e JOIN {ENTRY} s ON s.subject = e.subject AND s.seq > e.seq
  WHERE e.seq = OLD.entry_id AND s.kind = 'suppressed')
BEGIN SELECT RAISE(ABORT, '{KEPT}'); END""",
}

FUNCTIONS = {
    "claims_fixed": f"BEGIN RAISE EXCEPTION '{FIXED}'; END",
    "claims_entry_only_next": f"""DECLARE last {ENTRY}; BEGIN
  SELECT * INTO last FROM {ENTRY} ORDER BY seq DESC LIMIT 1;
  IF NEW.seq IS DISTINCT FROM COALESCE(last.seq, 0) + 1
    OR NEW.previous IS DISTINCT FROM COALESCE(last.digest, '')
    OR NEW.recorded_at < last.recorded_at
  THEN RAISE EXCEPTION '{NEXT}'; END IF; RETURN NEW; END""",
    "claims_body_with_entry": f"""BEGIN
  IF NOT EXISTS (SELECT 1 FROM {ENTRY} e WHERE e.seq = NEW.entry_id)
    OR EXISTS (SELECT 1 FROM {ENTRY} e JOIN {ENTRY} s ON s.subject = e.subject AND s.seq > e.seq
      WHERE e.seq = NEW.entry_id AND s.kind = 'suppressed')
  THEN RAISE EXCEPTION '{BOUND}'; END IF; RETURN NEW; END""",
    "claims_body_only_suppressed": f"""BEGIN
  IF NOT EXISTS (SELECT 1 FROM {ENTRY} e JOIN {ENTRY} s ON s.subject = e.subject AND s.seq > e.seq
    WHERE e.seq = OLD.entry_id AND s.kind = 'suppressed')
  THEN RAISE EXCEPTION '{KEPT}'; END IF; RETURN OLD; END""",
}

POSTGRES = {
    "entry_no_change": (
        ENTRY,
        "BEFORE UPDATE OR DELETE ON {t} FOR EACH ROW EXECUTE FUNCTION claims_fixed()",
    ),
    "entry_no_truncate": (
        ENTRY,
        "BEFORE TRUNCATE ON {t} FOR EACH STATEMENT EXECUTE FUNCTION claims_fixed()",
    ),
    "entry_only_next": (
        ENTRY,
        "BEFORE INSERT ON {t} FOR EACH ROW EXECUTE FUNCTION claims_entry_only_next()",
    ),
    "body_no_update": (
        BODY,
        "BEFORE UPDATE ON {t} FOR EACH ROW EXECUTE FUNCTION claims_fixed()",
    ),
    "body_no_truncate": (
        BODY,
        "BEFORE TRUNCATE ON {t} FOR EACH STATEMENT EXECUTE FUNCTION claims_fixed()",
    ),
    "body_with_entry": (
        BODY,
        "BEFORE INSERT ON {t} FOR EACH ROW EXECUTE FUNCTION claims_body_with_entry()",
    ),
    "body_only_suppressed": (
        BODY,
        "BEFORE DELETE ON {t} FOR EACH ROW EXECUTE FUNCTION claims_body_only_suppressed()",
    ),
}


SQLITE |= {
    guard.name: f"BEFORE {guard.event} ON {guard.table} WHEN {guard.on('sqlite')}\n"
    f"BEGIN SELECT RAISE(ABORT, '{guard.words}'); END"
    for guard in GUARDS
}
FUNCTIONS |= {
    f"claims_{guard.name}": f"BEGIN IF {guard.on('postgresql')}\n"
    f"  THEN RAISE EXCEPTION '{guard.words}'; END IF;"
    f" RETURN {'OLD' if guard.event == 'DELETE' else 'NEW'}; END"
    for guard in GUARDS
}
POSTGRES |= {
    guard.name: (
        guard.table,
        f"BEFORE {guard.event} ON {{t}} FOR EACH ROW EXECUTE FUNCTION claims_{guard.name}()",
    )
    for guard in GUARDS
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in place, and in the place of what differs."""
    gone = set(missing(connection))
    wanted = [name for name in _wanted(connection) if name in gone]
    drop(connection, frozenset(wanted))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and gone:
            for name, body in FUNCTIONS.items():
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS %s",
                    [body],
                )
        for name in wanted:
            cursor.execute(f"CREATE TRIGGER {name} {_text(connection, name)}")


def drop(connection: BaseDatabaseWrapper, names: frozenset[str] | None = None) -> None:
    """Remove them, or some of them."""
    with connection.cursor() as cursor:
        for name in _wanted(connection):
            if names is None or name in names:
                on = "" if connection.vendor == "sqlite" else f" ON {POSTGRES[name][0]}"
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


@contextmanager
def rows_unguarded(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Lift what guards the rows, in one transaction with what is then done to them.

    On PostgreSQL they are switched off: whoever reads a row waits while one is taken away. No
    savepoint is kept: before each statement SQLite walks through all that one could put back.
    """
    ours = [guard for guard in GUARDS if guard.of_rows]
    tables = sorted({guard.table for guard in ours}) if connection.vendor == "postgresql" else []
    whole = transaction.atomic(using=connection.alias, savepoint=False)
    with whole, connection.cursor() as cursor:
        if tables:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        else:
            drop(connection, frozenset(guard.name for guard in ours))
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        install(connection)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that are absent, switched off or whose text differs from ours."""
    names = _wanted(connection)
    if connection.vendor == "sqlite":
        found = _rows(connection, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        wanted = {name: f"CREATE TRIGGER {name} {SQLITE[name]}" for name in names}
    else:
        found = _rows(connection, _POSTGRES_FOUND)
        wanted = {name: _as_postgres_prints(name, *POSTGRES[name]) for name in names}
        wanted |= {name: FUNCTIONS[name] for name in _functions(names)}
    return sorted(name for name, text in wanted.items() if found.get(name) != text)


_POSTGRES_FOUND = """
SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger
  WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')
UNION ALL SELECT proname, prosrc FROM pg_proc
  WHERE pronamespace = current_schema()::regnamespace"""


def _as_postgres_prints(name: str, table: str, text: str) -> str:
    printed = text.replace("UPDATE OR DELETE", "DELETE OR UPDATE").format(t=f"public.{table}")
    return f"CREATE TRIGGER {name} {printed}"


def _functions(names: list[str]) -> set[str]:
    """Those that these triggers call."""
    return {POSTGRES[name][1].rpartition(" ")[2].removesuffix("()") for name in names}


def _text(connection: BaseDatabaseWrapper, name: str) -> str:
    if connection.vendor == "sqlite":
        return SQLITE[name]
    table, text = POSTGRES[name]
    return text.format(t=table)


def _wanted(connection: BaseDatabaseWrapper) -> list[str]:
    """Those that this database, which may be of an earlier release, is to have."""
    tables = set(connection.introspection.table_names())
    if not {ENTRY, BODY} <= tables:
        return []
    later = {guard.name: guard.table for guard in GUARDS}
    every = SQLITE if connection.vendor == "sqlite" else POSTGRES
    return [n for n in every if n not in later or {CHECKPOINT, later[n]} <= tables]


def _rows(connection: BaseDatabaseWrapper, sql: str) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return dict(cursor.fetchall())
