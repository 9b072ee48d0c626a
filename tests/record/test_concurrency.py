"""Eight editors at once, and editors whose process is killed: nothing acknowledged is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from tests.fresh import on_server
from tests.record.writers import SOUND

HERE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def own_database(tmp_path_factory, django_db_blocker):
    """Where the writers' program finds a database that nothing else touches, with three claims."""
    directory = tmp_path_factory.mktemp("writers")
    around = {"DATABASE_URL": f"sqlite:///{directory / 'record.sqlite3'}"}
    name = f"counterclaim_writers_{uuid4().hex[:12]}"
    on_postgres = connection.vendor == "postgresql"
    with django_db_blocker.unblock():
        if on_postgres:
            on_server("CREATE DATABASE", name)
            around["DATABASE_URL"] = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
        around["COUNTERCLAIM_DATA"] = str(directory)
        _run("seed", directory / "nothing", around)
        yield around
        if on_postgres:
            on_server("DROP DATABASE", name)


def _run(order, file, around):
    return _program("tests.record.writers", order, str(file), around=around)


def _program(module, *words, around, patience=300):
    program = [sys.executable, "-m", module, *words]
    done = subprocess.run(
        program, cwd=HERE, env=os.environ | around, capture_output=True, text=True, timeout=patience
    )
    # The audit log tells its lines there, too.
    told = [line for line in done.stderr.splitlines() if not line.startswith('{"n": ')]
    assert (done.returncode, told) == (0, []), done.stderr[-4000:]
    return done.stdout


def test_eight_writers_lose_nothing_and_lock_nobody_out(own_database, tmp_path, record_property):
    _run("together", tmp_path / "together", own_database)

    found = json.loads(_run("check", tmp_path / "together", own_database))

    record_property("found", found)
    assert {name: found[name] for name in SOUND} == SOUND
    assert (found["acknowledged"], found["on_record"]) == (160, 160)


def test_writers_that_are_killed_keep_what_they_were_told(own_database, tmp_path, record_property):
    _run("killed", tmp_path / "killed", own_database)

    found = json.loads(_run("check", tmp_path / "killed", own_database))

    record_property("found", found)
    assert {name: found[name] for name in SOUND} == SOUND
    assert found["acknowledged"] >= 20
    # Each of 24 writers may have died after it wrote and before it was told so.
    assert found["acknowledged"] <= found["on_record"] <= found["acknowledged"] + 24
