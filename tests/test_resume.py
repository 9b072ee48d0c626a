"""A look through the whole record that was stopped goes on where it had come."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.management import resumable
from claims.models.record import triggers
from claims.models.record.entry import Entry, EntryBody
from claims.publishing import verify
from tests.builders import a_claim, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def looking_closely(monkeypatch):
    """Tell, and keep, after each entry."""
    monkeypatch.setattr(resumable, "SECONDS_BETWEEN", 0.0)
    monkeypatch.setattr(verify, "CHUNK", 1)


def alter(entry):
    triggers.drop(connection)
    EntryBody.objects.filter(entry=entry).update(nonce="0" * 32)
    triggers.install(connection)


def kept_up_to(file, entry):
    point = {"seq": entry.seq, "digest": entry.digest}
    file.write_text(json.dumps({verify.ENTRIES: point}), encoding="utf-8")


def test_a_look_goes_on_after_the_entries_it_had_seen(tmp_path, capsys):
    published(a_claim())
    file = tmp_path / "kept"
    first, *_, last = Entry.objects.order_by("seq")
    kept_up_to(file, last)
    alter(first)

    call_command("verify_record", "--resume", str(file))

    assert f"entries: going on after {last.seq}" in capsys.readouterr().err
    assert not file.exists()


def test_what_comes_after_is_looked_at(tmp_path):
    published(a_claim())
    file = tmp_path / "kept"
    first, *_, last = Entry.objects.order_by("seq")
    kept_up_to(file, first)
    alter(last)

    with pytest.raises(CommandError, match="not sound"):
        call_command("verify_record", "--resume", str(file))


def test_only_what_was_sound_is_kept(tmp_path, capsys, looking_closely):
    published(a_claim())
    file = tmp_path / "kept"
    first, second, *_ = Entry.objects.order_by("seq")
    alter(second)

    with pytest.raises(CommandError, match="not sound"):
        call_command("verify_record", "--resume", str(file))

    assert json.loads(file.read_text())[verify.ENTRIES]["seq"] == first.seq


def test_how_far_it_came_is_told(capsys, looking_closely):
    published(a_claim())
    last = Entry.objects.count()

    call_command("verify_record")

    assert f"entries: {last} of {last} (100 %)" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["verify_record", "rebuild_record"])
def test_another_record_is_not_taken_for_the_one_that_was_seen(tmp_path, command):
    published(a_claim())
    file = tmp_path / "kept"
    kept_up_to(file, Entry(seq=1, digest="0" * 64))

    with pytest.raises(CommandError, match="is another"):
        call_command(command, "--resume", str(file))


def test_a_file_of_something_else_is_refused(tmp_path):
    file = tmp_path / "kept"
    file.write_text("[]", encoding="utf-8")

    with pytest.raises(CommandError, match="no file of this command"):
        call_command("verify_record", "--resume", str(file))
