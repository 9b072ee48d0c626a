"""Power cuts at what SQLite asks of the disk; `python -m tests.faults.power` tries every one."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.disk import Asked, Disk, asked

ROOT = Path(__file__).resolve().parents[2]
DB, FOLDER = "/d/record", "/d"
LINES = r"""
openat(AT_FDCWD<\x2f\x64>, "\x2f\x64\x2f\x6a", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 4<\x2f\x64\x2f\x6a>
openat(AT_FDCWD<\x2f\x64>, "\x2f\x64", O_RDONLY|O_CLOEXEC) = 5<\x2f\x64>
pwrite64(4<\x2f\x64\x2f\x6a>, "\x01\x02", 2, 512) = 2
write(4<\x2f\x64\x2f\x6a>, "\x39\x0a", 2) = 2
ftruncate(4<\x2f\x64\x2f\x6a>, 7) = 0
fdatasync(4<\x2f\x64\x2f\x6a>) = 0
unlink("\x2f\x64\x2f\x6a") = 0
unlink("\x2f\x64\x2f\x6a") = -1 ENOENT (No such file or directory)
"""


def test_what_was_asked_of_the_disk_is_read_and_what_failed_is_not():
    assert list(asked(LINES.splitlines())) == [
        Asked("create", "/d/j"),
        Asked("write", "/d/j", 512, b"\x01\x02"),
        Asked("write", "/d/j", 0, b"9\n"),
        Asked("truncate", "/d/j", 7),
        Asked("sync", "/d/j"),
        Asked("remove", "/d/j"),
    ]


def test_what_was_not_synced_may_or_may_not_be_left():
    disk = Disk(FOLDER, {DB: b"aaaa"})

    disk.do(Asked("write", DB, 2, b"bbb"))
    unsure = disk.left(lambda: False), disk.left(lambda: True)
    disk.do(Asked("sync", DB))

    assert unsure == ({DB: b"aaaa"}, {DB: b"aabbb"})
    assert disk.left(lambda: False) == {DB: b"aabbb"}


def test_a_file_that_was_removed_may_be_back_until_its_folder_is_synced():
    disk = Disk(FOLDER, {DB: b"a"})

    disk.do(Asked("remove", DB))
    unsure = disk.left(lambda: False), disk.left(lambda: True)
    disk.do(Asked("sync", FOLDER))

    assert unsure == ({DB: b"a"}, {})
    assert disk.left(lambda: False) == {}


def cuts(settings, many):
    program = [sys.executable, "-m", "tests.faults.power", "--settings", settings]
    program += ["--decisions", "2", "--cuts", str(many)]
    around = {**os.environ, "DATABASE_URL": ""}
    done = subprocess.run(
        program, cwd=ROOT, env=around, stdout=subprocess.PIPE, text=True, timeout=300
    )
    return done.returncode, json.loads(done.stdout)


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not here")
@pytest.mark.parametrize("settings", ["wal", "rollback"])
def test_nothing_acknowledged_is_lost_when_the_power_is_cut(settings):
    code, found = cuts(settings, 60)

    assert (code, found["cuts"], found["lost"], found["unsound"]) == (0, 60, 0, 0)


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not here")
def test_what_syncs_nothing_is_found_to_lose_it():
    code, found = cuts("none", 60)

    assert code == 1
    assert found["lost"] + found["unsound"] > 10
