"""A backup: whole although editors write, opened by its key alone, brought back or refused."""

import json
import os
import shutil
import tarfile
from pathlib import Path

import pyrage
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from claims import backup
from claims.backup import engines
from claims.domain.errors import RuleBroken
from claims.models.desk.backup import Backup
from tests.builders import NOW, a_claim, published
from tests.proof.conftest import _Nowhere
from tests.record.test_concurrency import _program, own_database  # noqa: F401  # a fixture

# `.ci/run long` takes 25.
TIMES = int(os.environ.get("COUNTERCLAIM_DRILLS", "2"))


def test_what_is_backed_up_while_editors_write_comes_back_equal(
    own_database,  # noqa: F811
    tmp_path,
    record_property,
):
    told = _program(
        *("tests.record.drill", str(tmp_path / "written"), str(TIMES)),
        around=own_database,
        patience=240 + 60 * TIMES,
    )

    found = json.loads(told)
    record_property("found", found)
    assert (found["equal"], found["lost"]) == (TIMES, [])
    assert found["written"] >= TIMES


@pytest.fixture
def key(tmp_path):
    call_command("backup", "--new-identity", str(tmp_path / "key"), stdout=_Nowhere())
    return tmp_path / "key"


@pytest.fixture
def public(key):
    return key.read_text().splitlines()[0].removeprefix("# public key: ")


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A data directory with something in it besides the database."""
    place = tmp_path / "data"
    (place / "kept").mkdir(parents=True)
    (place / "kept" / "page.html").write_text("<p>A page that was kept.</p>")
    (place / "secret_key").write_text("canary-secret")
    (place / "static").mkdir()
    (place / "static" / "made-anew.css").write_text("")
    monkeypatch.setattr(settings, "DATA", place)
    return place


@pytest.fixture
def made(transactional_db, data, public, tmp_path):
    """A backup of a record of a few entries."""
    published(a_claim("Fourteen soldiers were killed."))
    return backup.take(tmp_path / "it.age", [public], at=NOW)


def test_a_backup_is_one_private_file_that_shows_nothing(made):
    file = Path(made.path)
    words = file.read_bytes()

    assert oct(file.stat().st_mode & 0o777) == "0o600"
    assert words.startswith(b"age-encryption.org/v1\n")
    assert b"soldiers" not in words
    assert Backup.objects.get().entries == made.entries > 0
    assert not list(settings.DATA.glob(".backup-*"))


def test_whoever_has_the_key_opens_it_without_us(made, key, tmp_path):
    (words,) = [line for line in key.read_text().splitlines() if not line.startswith("#")]

    with Path(made.path).open("rb") as sealed, (tmp_path / "tar").open("wb") as plain:
        pyrage.decrypt_io(sealed, plain, [pyrage.x25519.Identity.from_str(words)])

    with tarfile.open(tmp_path / "tar") as tar:
        names = {one.name for one in tar if one.isfile()}
    assert names == {"manifest.json", "database", "files/kept/page.html"}


def test_what_a_backup_holds_is_told_and_checked(made, key):
    told = backup.look_into(Path(made.path), [str(key)], [], "")

    assert told.entries == made.entries
    assert told.tables["claims_claim"][0] == 1
    assert "django_session" not in told.tables
    assert told.files.keys() == {"database", "files/kept/page.html"}


@pytest.mark.parametrize("harm", ["cut", "altered", "other key"])
def test_what_cannot_be_opened_is_said_and_nothing_is_done(made, key, tmp_path, harm):
    words = Path(made.path).read_bytes()
    if harm == "other key":
        key.write_text(backup.new_identity()[0])
    else:
        middle = len(words) // 2
        altered = words[:middle] + bytes([words[middle] ^ 1]) + words[middle + 1 :]
        Path(made.path).write_bytes(words[:-20] if harm == "cut" else altered)

    with pytest.raises(RuleBroken, match="It cannot be opened"):
        backup.look_into(Path(made.path), [str(key)], [], "")


@pytest.fixture
def applied(transactional_db, monkeypatch):
    """Migrations and notes of them: tests have neither."""
    monkeypatch.setattr(settings, "MIGRATION_MODULES", {})
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    yield lambda name: recorder.record_applied("claims", name)
    with connection.schema_editor() as editor:
        editor.delete_model(recorder.Migration)


def test_a_backup_of_any_earlier_release_is_taken_and_none_of_a_later_one(
    applied, data, public, key, tmp_path
):
    for name in ("0001_initial", "0001_squashed_0016_search", "0030_sides_become_parties"):
        applied(name)
    backup.take(tmp_path / "earlier.age", [public], at=NOW)
    applied("9999_what_is_not_known_yet")
    backup.take(tmp_path / "later.age", [public], at=NOW)

    backup.look_into(tmp_path / "earlier.age", [str(key)], [], "")
    with pytest.raises(RuleBroken, match="newer release .it has claims.9999_what_is_not_known_yet"):
        backup.look_into(tmp_path / "later.age", [str(key)], [], "")


def test_an_older_backup_is_refused_where_a_newer_checkpoint_is_known(made, key, tmp_path):
    call_command("checkpoint", "--new-key", "--key", str(tmp_path / "sign"), stdout=_Nowhere())
    published(a_claim("Five more were killed."))
    call_command(
        *("checkpoint", "--key", str(tmp_path / "sign"), "--out", str(tmp_path)), stdout=_Nowhere()
    )
    public = settings_key(tmp_path / "sign")

    with pytest.raises(CommandError, match="older than what is known: it ends at entry"):
        call_command(
            *("restore", made.path, "--identity", str(key), "--check"),
            *("--against", str(tmp_path / "checkpoint"), "--key", public),
        )


def settings_key(path):
    from claims.proof.note import PrivateKey

    return PrivateKey.read(path.read_text()).public.text()


def test_nothing_is_restored_over_what_is_there(made, key):
    with pytest.raises(CommandError, match="This place is not empty"):
        call_command("restore", made.path, "--identity", str(key))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["backup"], "Name the file, or a folder"),
        (["backup", "out.age"], "Say for whom the backup is encrypted"),
        (["backup", "out.age", "--recipient", "age1nonsense"], "no public key of age"),
        (["backup", "no/such/folder.age", "--recipient", "{public}"], "There is no folder"),
        (["backup", "{data}/out.age", "--recipient", "{public}"], "is no backup"),
        (["backup", "{key}", "--recipient", "{public}"], "never written over"),
        (["backup", "--destroyed", "{key}"], "is still there: destroy it first"),
        (["backup", "--destroyed", "gone.age"], "No backup .* is noted here"),
        (["restore", "no-such.age", "--identity", "{key}", "--check"], "No such file"),
        (["restore", "{key}", "--check"], "Name the file of the key"),
        (["restore", "{key}", "--identity", "{key}", "--check"], "It cannot be opened"),
        (["restore", "{key}", "--check", "--against", "x"], "Say with which key"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    db, data, key, public, monkeypatch, tmp_path, words, told
):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(CommandError, match=told):
        call_command(*(word.format(data=data, key=key, public=public) for word in words))

    assert not Backup.objects.exists()


def test_a_destroyed_backup_is_told_of_no_more(made, capsys):
    Path(made.path).unlink()

    call_command("backup", "--destroyed", made.path)
    capsys.readouterr()
    call_command("backup", "--list")

    assert capsys.readouterr().out == ""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="holds on SQLite alone")
def test_a_copy_holds_nothing_that_was_deleted(transactional_db, tmp_path):
    claim = a_claim("A canary sang.")
    for part in claim.citations.all():
        part.delete()
    claim.history.all().delete()
    claim.delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM claims_historicalclaim")

    with engines.snapshot() as seen:
        seen.copy_to(tmp_path / "copy")

    assert b"canary" not in (tmp_path / "copy").read_bytes()


def test_what_a_killed_backup_left_behind_goes_with_the_next(data, public, transactional_db):
    left = data / ".backup-999999999-x"
    left.mkdir()
    (left / "database").write_text("plain words")

    backup.take(data.parent / "it.age", [public], at=NOW)

    assert not left.exists()
    shutil.rmtree(data)
