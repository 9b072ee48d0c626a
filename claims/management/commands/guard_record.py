"""Put back the triggers that guard the record, after saying which were gone."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import connection

from claims.models.record import search_index, triggers
from claims.publishing import log, verify

MOST_TOLD = 20


class Command(BaseCommand):
    help = (
        "Check all entries, then put the triggers of the record back where they are missing or "
        "altered, and say which. For after a migration that was stopped half-way, or once you know "
        "who removed them. Refused where an entry does not hold."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with log.writing():
            gone = [*triggers.missing(connection), *search_index.missing(connection)]
            found = list(islice(verify.stored_problems(connection), MOST_TOLD))
            if found:
                raise CommandError("\n".join(["Nothing was put back.", *found, verify.WHAT_TO_DO]))
            triggers.install(connection)
            search_index.install(connection)
        for name in gone:
            self.stdout.write(f"The trigger “{name}” was missing or altered; it stands again.")
        if not gone:
            self.stdout.write("All triggers stood as they should.")
