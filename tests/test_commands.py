"""The commands around dossiers and the record, as somebody at a terminal meets them."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.models.desk.source import Source
from claims.models.record import triggers
from claims.models.record.entry import Entry, EntryBody
from claims.models.record.rows import PublishedClaim
from tests.builders import an_editor
from tests.dossier.small import changed, exported, small

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    """Writes a dossier to a file and returns its path."""

    def write(shape, name="dossier.json"):
        path = tmp_path / name
        path.write_bytes(shape if isinstance(shape, bytes) else json.dumps(shape).encode())
        return str(path)

    return write


def refusal(*words, **options):
    with pytest.raises(CommandError) as caught:
        call_command(*words, **options)
    return caught.value


def test_importing_tells_what_was_taken_and_how_it_goes(file, capsys):
    call_command("import_dossier", file(small()))

    said = capsys.readouterr()
    assert said.out.endswith(
        "Took in 4 events, 9 categories, 3 parties, 1 measure, 5 sources, 4 reports, 4 claims,"
        " 2 links, 2 questions, 4 positions, 1 answer, 1 decision.\n"
    )
    assert "checked 4 claims (" in said.err


def test_of_several_files_all_are_taken_or_none(file):
    broken = changed(("claims", 0, "claimant"), "nobody")
    broken["event"]["slug"] = "other"

    refused = refusal("import_dossier", file(small(), "one.json"), file(broken, "two.json"))

    assert refused.returncode == 2
    assert "two.json was refused; nothing was taken." in str(refused)
    assert "\n  claims[0].claimant: there is no source “nobody”" in str(refused)
    assert not Source.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["no-such-file.json"], "no-such-file.json cannot be read: No such file or directory."),
        (["/"], "/ cannot be read: Is a directory."),
        (["--by", "nobody", "x.json"], "There is no active user “nobody” here."),
    ],
)
def test_what_cannot_be_imported_is_told_in_a_sentence(words, told):
    refused = refusal("import_dossier", *words)

    assert (refused.returncode, str(refused)) == (2, told)


def test_importing_in_the_name_of_an_editor(file):
    editor = an_editor("mahin")

    call_command("import_dossier", file(small()), "--by", "mahin")

    assert Source.history.first().history_user == editor


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("more", [[], ["--check"]])
def test_no_savepoint_is_kept_of_what_an_import_puts_on_record(file, more):
    # SQLite keeps in memory what one could put back, and goes through it after each statement.
    kept = []

    def note(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "claims_entry"'):
            kept.append([sid for sid in connection.savepoint_ids if sid])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        call_command("import_dossier", file(small()), *more)

    assert kept == [[]]


def test_exporting_prints_the_file_that_was_imported(file, capsys):
    whole = exported(small())
    call_command("import_dossier", file(whole))
    capsys.readouterr()

    call_command("export_dossier", "kalat")

    assert capsys.readouterr().out.encode() == whole


def test_exporting_into_a_file(file, tmp_path):
    whole = exported(small())
    call_command("import_dossier", file(whole))

    call_command("export_dossier", "kalat", "--out", str(tmp_path / "out.json"))

    assert (tmp_path / "out.json").read_bytes() == whole


def test_exporting_what_is_not_here_says_so():
    refused = refusal("export_dossier", "nowhere")

    assert (refused.returncode, str(refused)) == (2, "There is no event “nowhere” here.")


def test_a_sound_record_is_told_with_its_last_digest(file, capsys):
    call_command("import_dossier", file(small()))
    capsys.readouterr()

    call_command("verify_record")

    last = Entry.objects.order_by("seq").last()
    assert capsys.readouterr().out.splitlines()[1] == f"Digest of entry {last.seq}: {last.digest}"


def test_an_empty_record_is_sound(capsys):
    call_command("verify_record")

    assert capsys.readouterr().out == "0 entries, 0 rows: sound.\n"


def test_an_entry_edited_behind_the_triggers_is_found(file, capsys):
    call_command("import_dossier", file(small()))
    triggers.drop(connection)
    body = EntryBody.objects.order_by("entry")[0]
    EntryBody.objects.filter(pk=body.pk).update(body=body.body.replace("2024", "2023"))
    EntryBody.objects.filter(pk=body.pk).update(nonce="0" * 32)
    triggers.install(connection)

    refused = refusal("verify_record")

    assert refused.returncode == 1
    assert "The record is not sound" in str(refused)
    assert f"Entry {body.pk} was altered" in capsys.readouterr().out


def test_rebuilding_a_sound_record_gives_the_same_rows(file, capsys):
    call_command("import_dossier", file(small()))
    capsys.readouterr()

    call_command("rebuild_record")

    assert capsys.readouterr().out.endswith("rows written, the same as before.\n")


def test_rebuilding_mends_rows_that_were_altered_and_says_so(file, capsys):
    call_command("import_dossier", file(small()))
    with triggers.rows_unguarded(connection):
        PublishedClaim.objects.update(statement="Nobody died.")

    call_command("rebuild_record")

    assert "not the same as before: the rows were altered" in capsys.readouterr().out
    assert not PublishedClaim.objects.filter(statement="Nobody died.").exists()
