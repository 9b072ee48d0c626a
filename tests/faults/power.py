"""The power is cut at each thing that SQLite asked of the disk while the record was written.

    python -m tests.faults.power                 the settings of the site
    python -m tests.faults.power --settings none syncs nothing: the cuts must find that

A few decisions are published under strace, which notes every write, sync and removal. At each of
them the disk is made as it may be found afterwards, with 0, 30, 70 and 100 in a hundred of what
was not synced, and opened: everything acknowledged must be there, and the record sound. ``--cuts``
tries so many instead of all. Prints what was found; ends with 1 where anything was lost.
"""

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import django

from tests.faults.disk import TRACED, Disk, asked

SHARES = (0, 0.3, 0.7, 1)
SETTINGS = {
    "own": "",
    "wal": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    "rollback": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA;",
    "none": "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;",
}
NAME, TOLD = "record.sqlite3", "told"


def record(place, *, settings, decisions):
    """The files as they were, and what was asked of the disk while so much was published."""
    around = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{place / NAME}",
        "COUNTERCLAIM_DATA": str(place),
        "COUNTERCLAIM_FAULTS_SETTINGS": settings,
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
    }
    again = [sys.executable, "-m", "tests.faults.power"]
    quiet = {"env": around, "check": True, "stderr": subprocess.DEVNULL}
    subprocess.run([*again, "--seed"], **quiet)
    files = {str(path): path.read_bytes() for path in place.iterdir() if path.is_file()}
    trace = ["strace", "-y", "-xx", "-s", "1000000", "-e", f"trace={TRACED}", "-o", place / "trace"]
    subprocess.run([*trace, *again, "--write", str(decisions)], **quiet)
    own = [one for one in asked((place / "trace").open()) if one.path.startswith(str(place))]
    return files, [one for one in own if not one.path.endswith("-shm")]


def write(decisions):
    """Publish, and tell after each how long the record is."""
    from django.conf import settings
    from django.utils import timezone

    from claims import actions
    from claims.models.desk.claim import Claim
    from claims.models.record.entry import head_seq

    claims = list(Claim.objects.order_by("pk"))
    told = os.open(settings.DATA / TOLD, os.O_WRONLY | os.O_CREAT)
    for n in range(decisions):
        claim = claims[n % len(claims)]
        claim.refresh_from_db()
        to = ("unverifiable", "unconfirmed")[n // len(claims) % 2]
        reason = f"We asked both hospitals, {n} times."
        actions.change_status(claim, to=to, reason=reason, by=None, at=timezone.now())
        os.write(told, f"{head_seq()}\n".encode())


def cut(place, files, happened, *, cuts):
    """What the openings found: in a folder of its own, one after the other."""
    disk, chance = Disk(str(place), files), random.Random(15)
    moments = range(len(happened)) if not cuts else sorted(_some(chance, len(happened), cuts))
    every, seen, told = _digests(place), {}, 0
    found = {"asked of the disk": len(happened), "cuts": 0, "lost": 0, "worst": 0, "unsound": 0}
    for n, one in enumerate(happened):
        if one.path.endswith(TOLD):
            told = int(one.data) if one.what == "write" else told
            continue
        disk.do(one)
        if n not in moments:
            continue
        for share in SHARES:
            left = disk.left(lambda share=share: chance.random() < share)
            key = hashlib.sha256(repr(sorted(left.items())).encode()).digest()
            if key not in seen:
                seen[key] = opened(left, every)
            missing = told - seen[key] if seen[key] is not None else 0
            found["cuts"] += 1
            found["unsound"] += seen[key] is None
            found["lost"] += missing > 0
            found["worst"] = max(found["worst"], missing)
    return {**found, "different states": len(seen)}


def _some(chance, many, cuts):
    return set(chance.sample(range(many), min(many, cuts // len(SHARES))))


def _digests(place):
    with _open(place / NAME):
        return _standing()


def opened(files, every):
    """How many entries are there; None where it is not sound, or another record."""
    from django.db import DatabaseError, connection

    from claims.publishing import verify

    with tempfile.TemporaryDirectory(dir=_memory()) as name:
        for path, content in files.items():
            (Path(name) / Path(path).name).write_bytes(content)
        with _open(Path(name) / NAME):
            try:
                with connection.cursor() as cursor:
                    cursor.execute("PRAGMA integrity_check")
                    if cursor.fetchall() != [("ok",)]:
                        return None
                standing = _standing()
                sound = standing == every[: len(standing)] and not list(verify.problems())
            except DatabaseError:
                return None
            return len(standing) if sound else None


def _standing():
    from claims.models.record.entry import Entry

    return list(Entry.objects.order_by("seq").values_list("digest", flat=True))


def _memory():
    """Where many small files are made fastest."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


@contextmanager
def _open(path):
    """The database of this process is another while it lasts."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()


def prepare():
    """Django, with the settings of SQLite that are to be tried."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    if not os.environ.get("DATABASE_URL", "").startswith("sqlite"):
        os.environ["DATABASE_URL"] = "sqlite:////nowhere"
    django.setup()
    from django.db import connection

    other = SETTINGS[os.environ.get("COUNTERCLAIM_FAULTS_SETTINGS", "own")]
    connection.settings_dict["OPTIONS"]["init_command"] += other


def main(arguments):
    if arguments.seed:
        from tests.record.writers import seed

        return seed(None)
    if arguments.write:
        return write(arguments.write)
    with tempfile.TemporaryDirectory(prefix="counterclaim-power-", dir=_memory()) as name:
        place = Path(name)
        made = record(place, settings=arguments.settings, decisions=arguments.decisions)
        found = cut(place, *made, cuts=arguments.cuts)
    sys.stdout.write(json.dumps({"settings": arguments.settings, **found}) + "\n")
    return int(bool(found["lost"] or found["unsound"]))


if __name__ == "__main__":
    told = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    told.add_argument("--settings", choices=SETTINGS, default="own")
    told.add_argument("--decisions", type=int, default=3)
    told.add_argument("--cuts", type=int, default=0, help="so many instead of every one")
    told.add_argument("--seed", action="store_true", help=argparse.SUPPRESS)
    told.add_argument("--write", type=int, help=argparse.SUPPRESS)
    asked_for = told.parse_args()
    prepare()
    sys.exit(main(asked_for))
