"""A large record is looked through by several processes, which see what is committed."""

from __future__ import annotations

import json
import os
import signal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from claims.management import resumable
from claims.models.record import triggers
from claims.models.record.entry import Entry, EntryBody
from claims.models.record.rows import PublishedSource
from claims.publishing import parallel, rebuild, verify
from tests.builders import a_claim, a_source, published

pytestmark = pytest.mark.django_db(transaction=True)
TWO = ("--processes", "2")


@pytest.fixture
def record(monkeypatch):
    """Twelve entries and more, in ranges of three: enough to share."""
    monkeypatch.setattr(verify, "FEWEST", 1)
    monkeypatch.setattr(verify, "CHUNK", 3)
    monkeypatch.setattr(resumable, "SECONDS_BETWEEN", 0.0)
    for n in range(8):
        published(a_source(f"Source {n}"))
    published(a_claim())
    return list(Entry.objects.order_by("seq"))


def ended_by_itself(after: int, upto: int) -> int:
    """What the kernel does to a process that wants too much memory."""
    if after == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return after


def failing(after: int, upto: int) -> int:
    if after == 3:
        raise ValueError("A body of version 9: this release reads up to 2.")
    return after


def test_several_find_a_sound_record_sound(record, capsys):
    call_command("verify_record", *TWO)

    said = capsys.readouterr()
    assert f"{len(record)} entries" in said.out
    assert "sound" in said.out
    assert f"entries: {len(record)} of {len(record)} (100 %)" in said.err


def test_several_write_the_same_rows_anew(record, monkeypatch, capsys):
    monkeypatch.setattr(rebuild, "CHUNK", 3)
    before = list(verify.all_rows())
    with triggers.rows_unguarded(connection):
        PublishedSource.objects.filter(since=2).update(name="Hacked")

    call_command("rebuild_record", *TWO)

    assert f"{len(before)} rows written, not the same as before" in capsys.readouterr().out
    assert list(verify.all_rows()) == before
    assert list(verify.problems()) == []


def test_a_fault_is_found_in_each_range(record, tmp_path, capsys):
    file = tmp_path / "kept"
    triggers.drop(connection)
    EntryBody.objects.filter(entry__in=(4, 7)).update(nonce="0" * 32)
    Entry.objects.filter(seq=9).update(digest="0" * 64)
    PublishedSource.objects.filter(since__in=(2, 5)).update(name="Hacked")
    triggers.install(connection)

    with pytest.raises(CommandError, match="not sound"):
        call_command("verify_record", *TWO, "--resume", str(file))

    found = capsys.readouterr().out.splitlines()
    assert found == list(verify.problems())
    assert [line for line in found if line.startswith("Entry")] == [
        "Entry 4 was altered: its digest does not match.",
        "Entry 7 was altered: its digest does not match.",
        "Entry 9 was altered: its digest does not match.",
        "Entry 10 does not hold the digest of the entry before it.",
    ]
    assert [line for line in found if "differs" in line] == [
        f"PublishedSource of entry {seq} differs from its entry." for seq in (2, 5)
    ]
    assert json.loads(file.read_text())[verify.ENTRIES]["seq"] == 3


def test_one_that_was_killed_is_told():
    with pytest.raises(CommandError, match="ended from outside"), parallel.processes(2) as run:
        list(run(ended_by_itself, [(0, 3), (3, 6), (6, 9)]))


def test_a_fault_of_one_stops_the_look():
    with pytest.raises(ValueError, match="version 9"), parallel.processes(2) as run:
        list(run(failing, [(0, 3), (3, 6), (6, 9)]))


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite ends nobody who takes long")
def test_a_question_about_all_of_a_record_is_not_cut_off():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '100ms'")
        with parallel.processes(1):
            cursor.execute("SELECT pg_sleep(0.2)")


@pytest.mark.parametrize("count", ["0", "-1", "two"])
def test_at_least_one_process_is_needed(count):
    with pytest.raises(CommandError):
        call_command("verify_record", "--processes", count)
