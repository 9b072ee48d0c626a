"""Overwrite what deleted words left in the database's files, and say what still holds them."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError, connection

from claims.models.desk.backup import Backup
from claims.publishing import secure_delete

ON_POSTGRES = (
    "On PostgreSQL the words may still be in its write-ahead log, on replicas and in archives of"
    " that log: they go as those are written over or thrown away."
)


class Command(BaseCommand):
    help = (
        "Write the database anew without what was deleted from it, empty the cache, and name the "
        "backups that still hold what was suppressed. A suppression for danger does the first two "
        "by itself on SQLite; on PostgreSQL run this as the owner of the tables."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--search",
            action="store_true",
            help="then ask for words, which are not shown, and look for them in every file of the"
            " data directory",
        )

    def handle(self, *args: object, search: bool, **options: object) -> None:
        cache.clear()
        try:
            wrong = secure_delete.overwrite()
        except DatabaseError as problem:
            raise CommandError(f"The database could not be written anew: {problem}") from problem
        if wrong:
            raise CommandError(f"{wrong} Run this again, or stop `serve` first.")
        self.stdout.write("The database was written anew, without what was deleted from it.")
        if connection.vendor == "postgresql":
            self.stdout.write(ON_POSTGRES)
        for one in Backup.objects.holding_what_was_withheld():
            self.stdout.write(f"Still holds words that were suppressed: {one}. Destroy it.")
        if search:
            self._search()

    def _search(self) -> None:
        asked = (
            getpass.getpass("Words to look for: ") if sys.stdin.isatty() else sys.stdin.readline()
        )
        words = asked.strip().encode()
        if not words:
            raise CommandError("No words were given to look for.")
        found = sorted(str(path) for path in _holding(settings.DATA, words))
        if found:
            raise CommandError(f"The words are still in {', '.join(found)}.")
        self.stdout.write(f"No file in {settings.DATA} holds these words.")


def _holding(place: Path, words: bytes) -> Iterator[Path]:
    """Files with these bytes in them, in this very spelling."""
    for path in place.rglob("*"):
        if path.is_file() and words in path.read_bytes():
            yield path
