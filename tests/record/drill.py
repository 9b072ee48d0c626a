"""Backups taken while four editors write, each brought back elsewhere and compared.

    python -m tests.record.drill FILE TIMES

Run as a program, with a database of its own that ``tests.record.writers seed`` has filled. A backup
comes back whole, table by table, and sound, or ``restore`` raises; what is told here besides is
whether it holds all that was acknowledged before it was begun.
"""

import json
import os
import signal
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import django

WRITERS = 4


def drill(file, times):
    from django.conf import settings
    from django.utils import timezone

    from claims import backup
    from tests.fresh import without_migrations
    from tests.record.writers import _fork

    without_migrations()
    Path(file).touch()
    place = Path(tempfile.mkdtemp(dir=Path(file).parent))
    words, public = backup.new_identity()
    (place / "key").write_text(words)
    workers = [_fork(file, number, 10**6) for number in range(WRITERS)]
    lost, begun = [], settings.DATA
    try:
        for n in range(times):
            told = _acknowledged(file, more_than=n)
            made = backup.take(place / f"{n}.age", [public], at=timezone.now())
            with _elsewhere(place / f"restored-{n}", n):
                backup.restore(Path(made.path), [str(place / "key")], [], "")
                lost += _lost(told)
            settings.DATA = begun
    finally:
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
            os.waitpid(worker, 0)
    meanwhile = len(Path(file).read_text().splitlines())
    sys.stdout.write(json.dumps({"equal": times, "lost": lost, "written": meanwhile}))


def _acknowledged(file, more_than):
    """What editors were told is done, once they are at work again."""
    while True:
        lines = Path(file).read_text().splitlines()
        if len(lines) > more_than:
            return [json.loads(line)[:2] for line in lines]
        time.sleep(0.05)


@contextmanager
def _elsewhere(data, n):
    """An empty data directory, and on PostgreSQL an empty database beside the other."""
    from django.conf import settings
    from django.db import connection

    from tests.fresh import on_server

    here = connection.settings_dict["NAME"]
    there = str(data / "record.sqlite3") if connection.vendor == "sqlite" else f"{here}_{n}"
    data.mkdir()
    if connection.vendor == "postgresql":
        on_server("CREATE DATABASE", there)
    connection.close()
    settings.DATA, connection.settings_dict["NAME"] = data, there
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = here
        if connection.vendor == "postgresql":
            on_server("DROP DATABASE", there)


def _lost(told):
    from claims.models.record.entry import EntryBody
    from tests.record.writers import _said

    held = {
        (words.entry.subject, _said(json.loads(words.body), words.entry.kind))
        for words in EntryBody.objects.filter(entry__subject_kind="claim")
    }
    return [one for one in told if tuple(one) not in held]


if __name__ == "__main__":
    django.setup()
    import tests.builders  # noqa: F401  # what is loaded before the fork, no worker waits for

    drill(sys.argv[1], int(sys.argv[2]))
