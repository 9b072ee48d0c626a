"""Put back the triggers that guard the record, after saying which were gone."""

from __future__ import annotations

from django.core.management import BaseCommand, call_command
from django.db import connection

from claims.models.record import readiness, search_index, triggers
from claims.publishing import log, verify


class Command(BaseCommand):
    help = (
        "Check all entries, then put the triggers of the record back where they are missing or "
        "altered, and say which. For once you know who removed them, or after a migration that was "
        "stopped half-way, which is gone on with. Refused where an entry does not hold."
    )

    def handle(self, *args: object, verbosity: int, **options: object) -> None:
        with log.writing():
            gone = [*triggers.missing(connection), *search_index.missing(connection)]
            verify.refuse("Nothing was put back.", verify.stored_problems(connection))
            behind = readiness.is_behind(connection)
            if not behind:
                triggers.install(connection)
                search_index.install(connection)
        if behind:
            # They name columns that are not there yet, and stand when the migrations are through.
            with verify.known_unguarded():
                call_command("migrate", interactive=False, verbosity=verbosity)
        for name in gone:
            self.stdout.write(f"The trigger “{name}” was missing or altered; it stands again.")
        if not gone:
            self.stdout.write("All triggers stood as they should.")
