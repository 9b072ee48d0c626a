"""Write the published rows again from the entries alone."""

from __future__ import annotations

import hashlib
from typing import Any

from django.core.management import BaseCommand

from claims.publishing import log, rebuild, verify


class Command(BaseCommand):
    help = (
        "Delete the published rows and write them again from the log. Readers see the old rows "
        "until it is done, and then the same ones, unless somebody had changed them. Refused where "
        "the log itself is not sound: rows are not made of what was altered."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with log.writing():
            verify.refuse("Nothing was rebuilt: the log is not sound.", verify.log_problems())
            before = _digest()
            count = rebuild.rebuild()
            same = _digest() == before
        told = "the same as before" if same else "not the same as before: the rows were altered"
        self.stdout.write(f"{count:,} rows written, {told}.")


def _digest() -> str:
    whole = hashlib.sha256()
    for row in verify.all_rows():
        whole.update(row.encode() + b"\n")
    return whole.hexdigest()
