"""We can tell when the log is no longer guarded, and migrations do not leave it so."""

from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DatabaseError, connection, models, transaction

from claims.models.record import guards, readiness, triggers
from claims.models.record.entry import Entry, EntryBody
from tests.builders import a_source, published

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own way past it")
COLUMNS = "recorded_at, effective_at, kind, subject_kind, subject, change, minor, previous, digest"


def refused(sql, words):
    """Run SQL that must fail with these words."""
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        run(sql)


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


OURS = triggers.SQLITE if connection.vendor == "sqlite" else triggers.POSTGRES


@pytest.mark.django_db
def test_after_migrations_every_trigger_stands():
    assert triggers.missing(connection) == []
    assert readiness.problems(connection) == []


@pytest.mark.django_db
def test_a_dropped_trigger_is_named():
    for name in OURS:
        with put_back():
            run(f"DROP TRIGGER {name}{_on_table(name)}")

            assert triggers.missing(connection) == [name]
            assert name in readiness.problems(connection)[0]


@pytest.mark.django_db
def test_an_altered_trigger_is_named():
    for name in OURS:
        with put_back():
            run(f"DROP TRIGGER {name}{_on_table(name)}")
            run(
                f"CREATE TRIGGER {name} AFTER DELETE ON claims_claim BEGIN SELECT 1; END"
                if connection.vendor == "sqlite"
                else f"CREATE TRIGGER {name} AFTER DELETE{_on_table(name)}"
                " FOR EACH ROW EXECUTE FUNCTION claims_fixed()"
            )

            assert triggers.missing(connection) == [name]


@contextmanager
def put_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.postgres
@pytest.mark.django_db
def test_a_disabled_trigger_is_named():
    run("ALTER TABLE claims_entry DISABLE TRIGGER entry_no_change")

    assert triggers.missing(connection) == ["entry_no_change"]


@pytest.mark.postgres
@pytest.mark.django_db
def test_an_emptied_function_is_named():
    for name in triggers.FUNCTIONS:
        with put_back():
            run(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
                " AS 'BEGIN RETURN NEW; END'"
            )

            assert triggers.missing(connection) == [name]


def _on_table(name):
    return "" if connection.vendor == "sqlite" else f" ON {triggers.POSTGRES[name][0]}"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Entry, EntryBody])
def test_a_migration_that_remakes_a_table_keeps_the_triggers(model):
    published(a_source())
    before = list(Entry.objects.values())
    emit_pre_migrate_signal(0, interactive=False, db="default")

    _widen(model, "subject" if model is Entry else "nonce", to=40)
    unguarded = triggers.missing(connection)
    _widen(model, "subject" if model is Entry else "nonce", to=32)
    emit_post_migrate_signal(0, interactive=False, db="default")

    assert set(OURS) <= set(unguarded)
    assert triggers.missing(connection) == []
    assert list(Entry.objects.values()) == before
    refused("DELETE FROM claims_entry", triggers.FIXED)


@on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_remake_behind_our_back_is_noticed():
    # Those of other tables name this one: SQLite refuses the remake while they stand.
    triggers.drop(connection, frozenset(n for n in OURS if not n.startswith("entry_")))
    _widen(Entry, "subject", to=40)
    lost = triggers.missing(connection)
    _widen(Entry, "subject", to=32)
    triggers.install(connection)

    assert {"entry_no_update", "entry_no_delete", "entry_only_next"} <= set(lost)


def _widen(model, name, *, to):
    """What a migration with AlterField does; SQLite remakes the table for it."""
    old = model._meta.get_field(name)
    new = models.CharField(max_length=to)
    new.set_attributes_from_name(name)
    new.model = model
    narrow = models.CharField(max_length=72 - to)
    narrow.set_attributes_from_name(name)
    narrow.model = model
    assert old.max_length == 32
    with connection.schema_editor() as editor:
        editor.alter_field(model, narrow, new)


@pytest.mark.django_db(transaction=True)
class TestTransactionalTests:
    """The first leaves a record behind; the second is run on what the flush left."""

    def test_flush_is_refused_outside_of_tests(self):
        published(a_source())

        with pytest.raises(CommandError) as problem:
            call_command("flush", interactive=False)

        assert str(problem.value.__cause__).startswith(
            (triggers.FIXED, triggers.KEPT, guards.OF_LOG)
        )
        assert Entry.objects.count() == 1

    def test_begin_empty_and_guarded(self):
        assert Entry.objects.count() == 0
        assert triggers.missing(connection) == []
