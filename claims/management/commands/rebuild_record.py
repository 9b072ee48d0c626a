"""Write the published rows again from the entries alone."""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import Any

from django.core.management import BaseCommand, CommandError

from claims.publishing import log, rebuild, verify

MOST_TOLD = 20


class Command(BaseCommand):
    help = (
        "Delete the published rows and write them again from the log. Readers see the old rows "
        "until it is done, and then the same ones, unless somebody had changed them. Refused where "
        "the log itself is not sound: rows are not made of what was altered."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with log.writing():
            self._refuse_what_was_altered()
            before = _digest()
            count = rebuild.rebuild()
            same = _digest() == before
        told = "the same as before" if same else "not the same as before: the rows were altered"
        self.stdout.write(f"{count:,} rows written, {told}.")

    def _refuse_what_was_altered(self) -> None:
        found = list(islice(verify.log_problems(), MOST_TOLD))
        if found:
            raise CommandError(
                "\n".join(["Nothing was rebuilt: the log is not sound.", *found, verify.WHAT_TO_DO])
            )


def _digest() -> str:
    whole = hashlib.sha256()
    for row in verify.all_rows():
        whole.update(row.encode() + b"\n")
    return whole.hexdigest()
