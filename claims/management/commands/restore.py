"""Bring a backup back into an empty place, or only look whether it could be."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError

from claims import backup
from claims.domain.errors import RuleBroken
from claims.management import checkpoint_arguments as held_against


class Command(BaseCommand):
    help = (
        "Bring a backup back into an empty data directory or database, all of it or nothing, and "
        "verify what came back. Refused where it is older than a checkpoint that somebody kept: "
        "name the newest that anybody has with --against."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the backup")
        parser.add_argument(
            "--identity",
            action="append",
            default=[],
            metavar="FILE",
            help="file with the key that opens it",
        )
        held_against.add_arguments(parser)
        parser.add_argument(
            "--check", action="store_true", help="open and check it, and restore nothing"
        )

    def handle(
        self,
        *args: object,
        file: str,
        identity: list[str],
        against: list[str],
        key: str | None,
        check: bool,
        **options: object,
    ) -> None:
        held_against.refuse_without_key(against, key)
        bring = backup.look_into if check else backup.restore
        try:
            notes = [Path(path).read_text(encoding="utf-8") for path in against]
            told = bring(Path(file), identity, notes, key or "")
        except RuleBroken as broken:
            raise CommandError("\n".join(broken.messages)) from broken
        except OSError as problem:
            raise CommandError(f"{problem.filename or file}: {problem.strerror}.") from problem
        except (DatabaseError, UnicodeDecodeError) as problem:
            raise CommandError(f"Nothing was restored: {problem}") from problem
        made = (
            f"a backup of {told.made_at[:16].replace('T', ' ')} UTC, up to entry {told.entries:,}"
        )
        if check:
            self.stdout.write(f"It can be restored: {made}.")
        else:
            self.stdout.write(f"Restored and verified: {made}. Everybody signs in anew.")
        if not against:
            self.stdout.write(
                "It was held against no checkpoint from elsewhere: whether it is the newest,"
                " --against can tell."
            )
