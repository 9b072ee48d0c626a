"""Take an encrypted backup while editors work, or make the key for it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from claims import backup
from claims.domain.audit import AuditKind
from claims.domain.errors import RuleBroken
from claims.models.desk.backup import Backup
from claims.publishing import audit, checkpoints

STILL_HOLDS = "It holds the words of {} things that were suppressed since: destroy it."


class Command(BaseCommand):
    help = (
        "Write the database as it is at this moment, and the files beside it, to one encrypted "
        "file. Editors go on working. No key is in it: keep .env, the signing key and the key of "
        "the backups elsewhere."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", help="where it goes; in a folder it is named by the moment"
        )
        parser.add_argument(
            "--recipient",
            action="append",
            default=[],
            metavar="KEY",
            help="public key (age1…) or a file of them, of whoever may open it; else"
            " COUNTERCLAIM_BACKUP_RECIPIENTS",
        )
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--new-identity", metavar="FILE", help="make a key, and tell its public half"
        )
        what.add_argument("--list", action="store_true", help="tell which backups there are")
        what.add_argument(
            "--destroyed",
            nargs="+",
            metavar="FILE",
            help="note that these are destroyed: they hold nothing any more",
        )

    def handle(
        self,
        *args: object,
        file: str | None,
        recipient: list[str],
        new_identity: str | None,
        destroyed: list[str] | None,
        **options: object,
    ) -> None:
        try:
            if new_identity:
                self._new_identity(Path(new_identity))
            elif destroyed:
                self._note_destroyed(destroyed)
            elif options["list"]:
                self._list()
            else:
                self._take(file, recipient)
        except RuleBroken as broken:
            raise CommandError("\n".join(broken.messages)) from broken
        except OSError as problem:
            raise CommandError(
                f"Nothing was written: {problem.strerror} ({problem.filename or 'the disk'})."
            ) from problem

    def _take(self, file: str | None, recipient: list[str]) -> None:
        if not file:
            raise CommandError("Name the file, or a folder, that the backup is to go to.")
        to = recipient or settings.BACKUP_RECIPIENTS
        at = timezone.now()
        made = backup.take(Path(file), to, at=at)
        audit.write(AuditKind.EXPORTED, "backup", by=None, at=at)
        self.stdout.write(
            f"{made.path}: {made.size:,} bytes, the record up to entry {made.entries:,}."
        )

    def _new_identity(self, path: Path) -> None:
        if path.exists():
            raise CommandError(f"{path} is there already: a key is never written over.")
        words, public = backup.new_identity()
        checkpoints.write_whole(path, words, mode=0o600)
        self.stdout.write(
            f"The key that opens backups is in {path}: take it off this machine, and keep two"
            " copies. Whoever takes backups needs its public half alone:"
        )
        self.stdout.write(public)

    def _list(self) -> None:
        for one in Backup.objects.kept():
            self.stdout.write(f"{one}, up to entry {one.entries:,}, {one.size:,} bytes")
            if one.holds:
                self.stdout.write(f"  {STILL_HOLDS.format(len(one.holds))}")

    def _note_destroyed(self, files: list[str]) -> None:
        at = timezone.now()
        for file in files:
            path = Path(file).absolute()
            if path.exists():
                raise CommandError(f"{path} is still there: destroy it first.")
            found = Backup.objects.kept().filter(path=str(path)).update(destroyed_at=at)
            if not found:
                raise CommandError(f"No backup {path} is noted here (see --list).")
            self.stdout.write(f"Noted: {path} is destroyed.")
