"""Check the record against itself: nobody can have changed it without it showing here."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from claims.management import checkpoint_arguments as held_against
from claims.management import resumable
from claims.models.record.entry import head
from claims.models.record.rows import ROWS
from claims.proof.checkpoint_check import differences
from claims.proof.note import NotGenuine, PublicKey
from claims.publishing import log, names_on_record, verify
from claims.publishing.record_ranges import Walk


class Command(BaseCommand):
    help = (
        "Check numbers, digests and order of all entries, and the published rows against them. "
        "Who can change the database can also change all digests in it: hold it against a "
        "checkpoint that was kept elsewhere, with --against and --key."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        held_against.add_arguments(parser)
        resumable.add_arguments(parser)

    def handle(
        self,
        *args: object,
        resume: Path | None,
        against: list[str],
        key: str | None,
        processes: int,
        **options: object,
    ) -> None:
        # Nobody publishes meanwhile: rows written between two looks would seem to be wrong.
        with log.writing():
            walk = resumable.ResumableWalk(self.stderr, resume)
            found = self._tell_problems(self._problems(walk, against, key, processes), walk)
            early = list(names_on_record.named_early())
            last = head()
            rows = sum(model._default_manager.count() for model in ROWS)
            if not found:
                walk.done()
        if found:
            raise CommandError(f"The record is not sound: {found:,} problems. {verify.WHAT_TO_DO}")
        self.stdout.write(f"{last.seq if last else 0:,} entries, {rows:,} rows: sound.")
        for remark in early:
            self.stdout.write(remark)
        if last:
            self.stdout.write(f"Digest of entry {last.seq}: {last.digest}")

    def _problems(
        self, walk: Walk, against: list[str], key: str | None, processes: int
    ) -> Iterator[str]:
        """Of the record by itself, then against each checkpoint."""
        signed = [(path, _read(path)) for path in against]
        held_against.refuse_without_key(against, key)
        yield from verify.problems(walk, processes=processes)
        for path, note in signed:
            try:
                yield from differences(note, PublicKey.read(key or ""))
            except NotGenuine as problem:
                raise CommandError(f"{path}: {problem}") from problem

    def _tell_problems(self, problems: Iterator[str], walk: resumable.ResumableWalk) -> int:
        found = 0
        for problem in problems:
            found += 1
            walk.sound = False
            self.stdout.write(problem)
        return found


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"{path} cannot be read: {problem}.") from problem
