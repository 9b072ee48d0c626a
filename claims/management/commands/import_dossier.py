"""Bring dossiers in, all of them or none."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from claims import dossier
from claims.domain.errors import RuleBroken
from claims.publishing import log


class Command(BaseCommand):
    help = (
        "Import dossiers, in the order given; a later one may name what an earlier one holds. "
        "If anything is wrong with any of them, nothing is taken and everything is listed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument(
            "--add", action="store_true", help="take only what is new; leave what differs alone"
        )
        parser.add_argument("--by", metavar="USERNAME", default="", help="in whose name")

    def handle(self, *args: Any, files: list[str], add: bool, by: str, **options: Any) -> None:
        editor = editor_named(by) if by else None
        outcomes = []
        with log.writing():
            for name in files:
                try:
                    outcomes.append((name, self._take(name, add=add, by=editor)))
                except RuleBroken as broken:
                    transaction.set_rollback(True)
                    raise _refusal(name, broken) from broken
        for name, outcome in outcomes:
            self.stdout.write(f"{name}: {outcome.told}")
            for sentence in outcome.left_alone:
                self.stdout.write(f"  left as it is here: {sentence}")

    def _take(self, name: str, *, add: bool, by: User | None) -> dossier.Outcome:
        begun = time.monotonic()

        def progress(done: str) -> None:
            self.stderr.write(f"{name}: {done} ({time.monotonic() - begun:.1f} s)")

        found = dossier.read(contents(name))
        progress("read")
        for doubt in dossier.doubts(found):
            self.stderr.write(f"{name}: look at {doubt}")
        return dossier.import_dossier(found, add=add, by=by, at=timezone.now(), progress=progress)


def contents(name: str) -> bytes:
    """The bytes of a file, no more of them than a dossier may have and one."""
    try:
        with Path(name).open("rb") as file:
            return file.read(dossier.LARGEST + 1)
    except OSError as problem:
        raise CommandError(f"{name} cannot be read: {problem.strerror}.", returncode=2) from problem


def editor_named(name: str) -> User:
    editor = User.objects.filter(username=name, is_active=True).first()
    if editor is None:
        raise CommandError(f"There is no active user “{name}” here.", returncode=2)
    return editor


def _refusal(name: str, broken: RuleBroken) -> CommandError:
    listed = "\n".join(f"  {sentence}" for sentence in broken.messages)
    return CommandError(f"{name} was refused; nothing was taken.\n{listed}", returncode=2)
