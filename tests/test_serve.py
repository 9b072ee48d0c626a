"""`manage.py serve`: refuses an unfit database, serves, and stops without a trace."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from claims.management import first_answer

ROOT = Path(__file__).parent.parent
MIGRATED = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
import django
django.setup()
from tests.fresh import make_migrated
make_migrated()
"""


class Place:
    """A data directory of its own, and the commands run in it."""

    def __init__(self, directory):
        self.directory = directory
        self.environment = {
            "PATH": os.environ["PATH"],
            "COUNTERCLAIM_ENV_FILE": os.devnull,
            "COUNTERCLAIM_DATA": str(directory),
        }
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self, *words):
        return subprocess.Popen(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *words):
        process = self.start(*words)
        said, _ = process.communicate(timeout=300)
        return process.returncode, said

    def serve(self):
        process = self.start("serve", "--port", str(self.port), "--workers", "2")
        for _ in range(1200):
            if process.poll() is not None or self.answers():
                return process
            time.sleep(0.1)
        return process

    def answers(self):
        try:
            return self.get("/healthz").status == 200
        except (URLError, ConnectionError):
            return False

    def get(self, path):
        try:
            return urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10)
        except HTTPError as answer:
            return answer


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A migrated place, without all the steps that lead there: `test_demo` takes them."""
    place = Place(tmp_path_factory.mktemp("serve"))
    subprocess.run([sys.executable, "-c", MIGRATED], cwd=ROOT, env=place.environment, check=True)
    return place


def children(pid):
    listed = subprocess.run(
        ["ps", "--ppid", str(pid), "-o", "pid="], capture_output=True, text=True, check=False
    )
    return [int(word) for word in listed.stdout.split()]


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_an_unmigrated_database_is_refused_with_what_to_run(tmp_path):
    fresh = Place(tmp_path)

    code, said = fresh.run("serve", "--port", str(fresh.port))

    assert code == 1
    assert said == (
        "CommandError: The database is not up to date: run `python manage.py migrate`.\n"
    )


def test_a_record_without_its_triggers_is_refused_until_they_are_back(place, tmp_path):
    shutil.copytree(place.directory, tmp_path, dirs_exist_ok=True)
    spoilt = Place(tmp_path)
    with sqlite3.connect(tmp_path / "counterclaim.sqlite3") as database:
        database.execute("DROP TRIGGER entry_no_delete")
    database.close()

    code, said = spoilt.run("serve", "--port", str(spoilt.port))

    assert code == 1
    assert "The record is not guarded (entry_no_delete missing or altered)" in said
    spoilt.run("guard_record")
    process = spoilt.serve()
    process.terminate()
    process.communicate(timeout=30)
    assert process.returncode == 0


def test_a_port_in_use_is_refused(place):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, said = place.run("serve", "--port", str(taken.getsockname()[1]))

    assert code == 1
    assert "choose another with --port" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("farewell", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_hashed_files_and_stops_without_a_trace(place, farewell):
    process = place.serve()
    workers = children(process.pid)
    first = process.stdout.readline()

    page = place.get("/admin/login/").read().decode()
    style = re.search(r"/static/admin/css/base\.[0-9a-f]{12}\.css", page)
    cached = place.get(style[0]).headers["Cache-Control"]
    ready = place.get("/readyz")
    process.send_signal(farewell)
    said, _ = process.communicate(timeout=30)

    assert ready.status == 200
    assert "immutable" in cached
    assert process.returncode == 0
    # A worker stopped while it was still starting is waited for, then killed, with a warning.
    assert first == f"Serving http://127.0.0.1:{place.port}/ (Ctrl-C stops it)\n"
    assert "Traceback" not in said
    assert len(workers) == 2
    assert [pid for pid in workers if is_alive(pid)] == []


def test_it_is_said_to_be_served_once_it_answers(place):
    process = place.start("serve", "--port", str(place.port))

    said = process.stdout.readline()
    answered = place.answers()
    process.terminate()
    process.communicate(timeout=30)

    assert said.startswith("Serving ")
    assert answered


def test_a_server_that_ends_before_it_answers_leaves_nobody_waiting(place):
    begins = f"from claims.management import first_answer; first_answer.tell('::1', {place.port})"

    done = subprocess.run([sys.executable, "-c", begins], cwd=ROOT, capture_output=True, timeout=30)

    assert (done.stdout, done.stderr) == (b"", b"")


def test_a_server_that_never_answers_is_told(place, monkeypatch, capsys):
    monkeypatch.setattr(first_answer, "PATIENCE", 0.5)
    alive, held = os.pipe()

    first_answer._tell("127.0.0.1", place.port, alive)

    os.close(alive)
    os.close(held)
    assert capsys.readouterr().err.startswith("Nobody answers at http://127.0.0.1:")


def test_what_is_being_sent_when_it_is_stopped_is_answered(place):
    process = place.serve()
    body = b"about=%2Fclaims%2F&words=It+was+fifteen."
    head = (
        f"POST /report-an-error/ HTTP/1.1\r\nHost: 127.0.0.1:{place.port}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", place.port), timeout=30) as line:
        line.sendall(head.encode() + body[:9])
        time.sleep(0.5)
        process.terminate()
        time.sleep(0.5)
        line.sendall(body[9:])
        answer = line.makefile("rb").readline()
    process.communicate(timeout=30)

    assert answer == b"HTTP/1.1 303 See Other\r\n"
    assert process.returncode == 0


def test_workers_end_with_a_server_that_was_killed_and_another_can_start(place):
    process = place.serve()
    workers = children(process.pid)

    process.kill()
    process.communicate(timeout=30)

    until = time.monotonic() + 20
    while [pid for pid in workers if is_alive(pid)] and time.monotonic() < until:
        time.sleep(0.1)
    assert [pid for pid in workers if is_alive(pid)] == []
    another = place.serve()
    assert place.answers()
    another.terminate()
    another.communicate(timeout=30)


def test_connections_that_say_nothing_leave_the_others_answered(place):
    process = place.serve()

    idle = [socket.create_connection(("127.0.0.1", place.port)) for _ in range(200)]
    begun = time.monotonic()
    answered = place.answers()
    took = time.monotonic() - begun
    for line in idle:
        line.close()
    process.terminate()
    process.communicate(timeout=30)

    assert answered
    assert took < 5, "as long as nobody waits for them"


def test_a_worker_that_dies_is_replaced(place):
    process = place.serve()
    os.kill(children(process.pid)[0], signal.SIGKILL)

    time.sleep(1)
    answered = place.answers()
    process.terminate()
    process.communicate(timeout=30)

    assert answered
