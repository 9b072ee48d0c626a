"""Bring dossiers in, all of them or none."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path

from django.contrib.auth.models import User
from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from claims import dossier
from claims.domain import reconciliation
from claims.domain.errors import RuleBroken
from claims.management.engine_output import told_result
from claims.publishing import log
from claims.publishing.built_before_lock import small_cache


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
        parser.add_argument(
            "--check",
            action="store_true",
            help="tell what would be taken or refused, and what the figures say together; change"
            " nothing",
        )
        parser.add_argument("--by", metavar="USERNAME", default="", help="in whose name")

    def handle(
        self, *args: object, files: list[str], add: bool, check: bool, by: str, **options: object
    ) -> None:
        editor = editor_named(by) if by else None
        if check:
            self._check(files, add=add, by=editor)
            return
        outcomes = []
        with small_cache(), log.writing():
            for name in files:
                try:
                    outcomes.append((name, self._take(name, add=add, by=editor)))
                except RuleBroken as broken:
                    transaction.set_rollback(True)
                    raise CommandError(_refusal(name, broken), returncode=2) from broken
        for name, outcome in outcomes:
            self.stdout.write(f"{name}: {outcome.told}")
            self._tell_left(outcome)

    def _check(self, files: list[str], *, add: bool, by: User | None) -> None:
        """Take each in, tell all of it, and undo everything."""
        refused = []
        with small_cache(), log.writing():
            for name in files:
                try:
                    # Of one file alone nothing need be put back before all of it is.
                    with transaction.atomic(savepoint=len(files) > 1):
                        outcome = self._take(name, add=add, by=by, findings=True)
                except RuleBroken as broken:
                    refused.append(_refusal(name, broken))
                    continue
                self.stdout.write(f"{name}: it can be taken. {outcome.told}")
                self._tell_left(outcome)
            transaction.set_rollback(True)
        self.stdout.write("Nothing was changed: this was a check.")
        if refused:
            raise CommandError("\n".join(refused), returncode=2)

    def _tell_left(self, outcome: dossier.Outcome) -> None:
        for sentence in outcome.left_alone:
            self.stdout.write(f"  left as it is here: {sentence}")

    def _take(
        self, name: str, *, add: bool, by: User | None, findings: bool = False
    ) -> dossier.Outcome:
        begun = time.monotonic()

        def progress(done: str) -> None:
            self.stderr.write(f"{name}: {done} ({time.monotonic() - begun:.1f} s)")

        found = dossier.read(contents(name))
        progress("read")
        for doubt in dossier.doubts(found):
            self.stderr.write(f"{name}: look at {doubt}")
        if findings:
            self.stdout.write("\n".join(_findings(found)))
        return dossier.take_in(found, add=add, by=by, at=timezone.now(), progress=progress)


def _findings(found: dict[str, object]) -> list[str]:
    """What the figures say together; why they cannot be compared, where they cannot."""
    try:
        return told_result(reconciliation.check(reconciliation.read(found)))
    except RuleBroken as broken:
        return ["The figures cannot be compared as they stand:", *broken.messages]


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


def _refusal(name: str, broken: RuleBroken) -> str:
    listed = "\n".join(f"  {sentence}" for sentence in broken.messages)
    return f"{name} was refused; nothing was taken.\n{listed}"
