"""Keep finished answers as files, which a web server gives to readers without asking the app."""

from __future__ import annotations

import signal
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Event

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError, connection

from claims.baked.folder import Folder
from claims.management.baked_headers import NAME
from claims.management.baking import Baker
from claims.management.beside import beside
from claims.publishing.parallel import cores

PAUSE = 0.05
"""How often it is looked whether anything is new, in seconds."""


class Command(BaseCommand):
    help = (
        "Write pages, feeds, embeds, exports, first pages of lists and pictures as compressed"
        " files for a web server; docs/operators.md says how nginx gives them to readers."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", help="the folder that COUNTERCLAIM_BAKED names")
        parser.add_argument(
            "--follow",
            action="store_true",
            help="go on until stopped: write what each entry touches, and what readers ask for",
        )
        parser.add_argument(
            "--everything",
            action="store_true",
            help="not only what front pages lead to, but all there is (at 100,000 claims hours)",
        )

    def handle(
        self, *args: object, folder: str, follow: bool, everything: bool, **o: object
    ) -> None:
        refuse_unless_named(folder)
        baked = Folder(settings.BAKED)
        # The other process is ended in order by whoever is told to stop, from the first moment on.
        with told_to_stop() as stop, beside(baked) if cores() > 1 else nullcontext() as helper:
            baker = Baker(baked, helper)
            baker.notice()
            begun = time.monotonic()
            addresses = baker.everything() if everything else baker.front()
            baker.bake_all(addresses, is_stopped=stop.is_set)
            if stop.is_set() and not follow:
                raise CommandError("Stopped before all was written.")
            self.stdout.write(
                f"{len(baked.standing())} answers in {settings.BAKED},"
                f" in {time.monotonic() - begun:.1f} s."
            )
            self._tell_headers(baker)
            if follow:
                self._follow(baker, stop)

    def _tell_headers(self, baker: Baker) -> None:
        if baker.headers.write():
            self.stdout.write(f"{NAME} is another now: have nginx read it (nginx -s reload).")
        self.stdout.flush()

    def _follow(self, baker: Baker, stop: Event) -> None:
        self.stdout.write("Following the record (Ctrl-C stops it)")
        self.stdout.flush()
        alive = baker.folder.path / "alive"
        while not stop.is_set():
            alive.touch()
            try:
                while baker.step() and not stop.is_set():
                    alive.touch()
                self._tell_headers(baker)
            except DatabaseError as problem:
                self.stderr.write(f"The database does not answer, trying again: {problem}")
                connection.close()
                time.sleep(1)
            time.sleep(PAUSE)


@contextmanager
def told_to_stop() -> Iterator[Event]:
    """Set once somebody asked for it, by Ctrl-C or as a service is stopped."""
    asked = Event()
    before = {
        sign: signal.signal(sign, lambda *_: asked.set())
        for sign in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield asked
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


def refuse_unless_named(folder: str) -> None:
    """Whoever publishes takes away what no longer holds: there, and nowhere else."""
    if not settings.BAKED or Path(folder).absolute() != Path(settings.BAKED):
        raise CommandError(
            f"Set COUNTERCLAIM_BAKED={Path(folder).absolute()} for `serve` and for this command:"
            " whoever publishes has to know where files are that no longer hold."
        )
