"""Check the record against itself: nobody can have changed it without it showing here."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, CommandError

from claims.models.record.entry import head
from claims.models.record.rows import ROWS
from claims.publishing import log, naming, verify

EVERY = 5000


class Command(BaseCommand):
    help = (
        "Check numbers, digests and order of all entries, and the published rows against them. "
        "Compare the digest printed at the end with one written down elsewhere: who can change "
        "the database can also change all digests in it."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        # Nobody publishes meanwhile: rows written between two looks would seem to be wrong.
        with log.writing():
            found = self._tell_problems()
            early = list(naming.named_early())
            last = head()
            rows = sum(model._default_manager.count() for model in ROWS)
        if found:
            raise CommandError(f"The record is not sound: {found:,} problems.")
        self.stdout.write(f"{last.seq if last else 0:,} entries, {rows:,} rows: sound.")
        for remark in early:
            self.stdout.write(remark)
        if last:
            self.stdout.write(f"Digest of entry {last.seq}: {last.digest}")

    def _tell_problems(self) -> int:
        found = 0
        for problem in verify.problems(self._progress):
            found += 1
            self.stdout.write(problem)
        return found

    def _progress(self, done: int) -> None:
        if done % EVERY == 0:
            self.stderr.write(f"{done:,} entries checked")
