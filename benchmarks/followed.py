"""How soon after an edit is acknowledged `bake --follow` has written its page, and all it touched.

On a record of its own. What is asked for is what a web server would look for: the file.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.db import connection
from django.test import override_settings

from benchmarks import database, material, servers
from benchmarks.fresh import a_published_claim, decide
from claims.baked.folder import Folder

Write = Callable[[str], object]
LOOK = 0.01


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--claims", type=int, default=200)
    parser.add_argument("--edits", type=int, default=10)


def report(write: Write, *, claims: int, edits: int, **options: Any) -> None:
    with database.scratch(), tempfile.TemporaryDirectory(prefix="counterclaim-bench-") as place:
        with database.filling():
            material.fill(claims)
        database.settled()
        claim, folder = a_published_claim(), Folder(Path(place) / "baked")
        page = folder.file_of(f"/claims/{claim.slug}/")
        connection.close()
        with _follower(folder, place) as follower:
            # In its first round it makes what was never there. Not until all is packed as small as
            # can be: an edit comes between, as others do.
            _wait((folder.path / "alive").exists, follower)
            _wait(lambda: page.exists() and not folder.missing(), follower)
            write(f"{len(folder.standing()):,} answers of {claims:,} claims, {database.engine()}")
            own, whole, touched = [], [], []
            with override_settings(BAKED=str(folder.path)):
                for number in range(edits):
                    decide(claim, number)
                    begun = time.perf_counter()
                    touched.append(len(folder.missing()))
                    own.append(_wait(page.exists, follower, begun))
                    whole.append(_wait(lambda: not folder.missing(), follower, begun))
    write(f"{min(touched)} to {max(touched)} files were taken away by each of {edits} edits")
    write(f"its own page was there after {_spread(own)}, all of them after {_spread(whole)}")


@contextmanager
def _follower(folder: Folder, place: str) -> Iterator[Popen[bytes]]:
    environment = {
        **{name: os.environ[name] for name in servers.KEPT if name in os.environ},
        "COUNTERCLAIM_DATA": place,
        "COUNTERCLAIM_ENV_FILE": os.devnull,
        "COUNTERCLAIM_BAKED": str(folder.path),
        "DATABASE_URL": database.url(),
    }
    bake = [sys.executable, str(settings.BASE_DIR / "manage.py"), "bake", str(folder.path)]
    with servers.program([*bake, "--follow"], environment) as follower:
        _wait(folder.is_made, follower)
        yield follower


def _wait(there: Callable[[], bool], follower: Popen[bytes], begun: float | None = None) -> float:
    """Until it is so; since when, in milliseconds."""
    begun = time.perf_counter() if begun is None else begun
    while not there():
        if (code := follower.poll()) is not None:
            raise CommandError(f"`bake --follow` ended with {code} before all was measured.")
        time.sleep(LOOK)
    return (time.perf_counter() - begun) * 1000


def _spread(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{ordered[len(ordered) // 2]:,.0f} ms in the middle, {ordered[-1]:,.0f} ms at most"
