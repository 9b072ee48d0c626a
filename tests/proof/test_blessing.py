"""No tool puts right, without a word, what somebody altered; who and when is sealed."""

from datetime import datetime

import pytest
from django.core.management import CommandError, call_command
from django.core.management.sql import emit_pre_migrate_signal
from django.db import connection

from claims.models.desk.authorship import Authorship
from claims.models.record import triggers
from claims.models.record.entry import Entry, EntryBody
from tests.builders import NOW, a_source, published

LAST = "body_no_update"


def alter_a_body():
    triggers.drop(connection)
    EntryBody.objects.filter(entry=1).update(nonce="0" * 32)
    triggers.install(connection)


def migrate():
    emit_pre_migrate_signal(0, interactive=False, db="default")


def test_rows_are_not_made_of_what_was_altered(claim):
    alter_a_body()

    with pytest.raises(CommandError, match="Entry 1 was altered"):
        call_command("rebuild_record")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (alter_a_body, "Entry 1 was altered"),
        (lambda: triggers.drop(connection, frozenset([LAST])), f"“{LAST}” is missing"),
    ],
)
def test_migrating_stops_and_says_what_was_found(claim, change, told):
    change()

    with pytest.raises(CommandError, match=told):
        migrate()

    assert triggers.missing(connection) == ([] if change is alter_a_body else [LAST])


def test_guards_are_put_back_by_name_and_not_over_what_was_altered(claim, capsys):
    triggers.drop(connection, frozenset([LAST]))
    call_command("guard_record")

    assert f"“{LAST}” was missing or altered; it stands again." in capsys.readouterr().out
    migrate()
    triggers.install(connection)
    alter_a_body()
    with pytest.raises(CommandError, match="Nothing was put back"):
        call_command("guard_record")


# Who, and when -----------------------------------------------------------------------------------


def test_an_entry_seals_its_author_and_names_nobody(claim):
    entry = Entry.objects.get(kind="status")

    assert Authorship.objects.get(entry=entry.seq).by.username == "amina"
    sealed = {entry.author for entry in Entry.objects.all()}
    assert len(sealed) == Entry.objects.count()
    assert all(len(one) == 64 for one in sealed)


@pytest.mark.parametrize(("setting", "told"), [("minute", (14, 37)), ("hour", (14, 0))])
def test_what_we_did_is_dated_no_finer_than_told(db, settings, setting, told):
    settings.PUBLIC_TIMES = setting

    published(a_source(), at=datetime(2024, 8, 27, 14, 37, 48, 123, tzinfo=NOW.tzinfo))

    (entry,) = Entry.objects.all()
    at = entry.recorded_at
    assert (at.hour, at.minute, at.second, at.microsecond) == (*told, 0, 0)
