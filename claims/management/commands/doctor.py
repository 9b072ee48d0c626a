"""Say what is not as it should be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import DatabaseError

from claims.management import examination

OF_THIS_MACHINE: tuple[Callable[[], Iterator[str]], ...] = (
    examination.of_settings,
    examination.of_disk,
    examination.of_caches,
    examination.of_copies,
)


class Command(BaseCommand):
    help = (
        "Say in sentences what is not as it should be, of settings, disk, database, record, backups"
        " and baked pages; ends with 1 where anything is not. Changes nothing."
    )
    # It says itself what a check would stop the start with.
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = [sentence for examine in OF_THIS_MACHINE for sentence in examine()]
        try:
            wrong = list(examination.of_database())
            found += wrong or [*examination.of_record(), *examination.of_people()]
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
