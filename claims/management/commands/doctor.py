"""Say what is not as it should be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError

from claims.management import health_checks

OF_THIS_MACHINE: tuple[Callable[[], Iterator[str]], ...] = (
    health_checks.of_settings,
    health_checks.of_disk,
    health_checks.of_caches,
    health_checks.of_copies,
)


class Command(BaseCommand):
    help = (
        "Say in sentences what is not as it should be, of settings, disk, database, record, backups"
        " and baked pages; ends with 1 where anything is not. Changes nothing."
    )
    # It says itself what a check would stop the start with.
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        found = [sentence for examine in OF_THIS_MACHINE for sentence in examine()]
        try:
            wrong = list(health_checks.of_database())
            found += wrong or [*health_checks.of_record(), *health_checks.of_people()]
        except DatabaseError as problem:
            found.append(f"The database does not answer: {problem}")
        for sentence in found:
            self.stdout.write(f"- {sentence}")
        if found:
            raise CommandError(
                "1 thing is not as it should be."
                if len(found) == 1
                else f"{len(found)} things are not as they should be."
            )
        self.stdout.write("All is as it should be.")
