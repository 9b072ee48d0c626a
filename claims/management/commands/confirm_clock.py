"""Say that the clock of this machine is right, so that what is published is dated by it again."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from claims.publishing import clock


class Command(BaseCommand):
    help = (
        "Tell what the clock of this machine says and, where it is in doubt, confirm it: after a"
        " jump nothing is published until somebody does. Compare it with another clock first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--yes", action="store_true", help="it was compared: it is right")

    def handle(self, *args: object, yes: bool, **options: object) -> None:
        now = timezone.now()
        self.stdout.write(f"The clock says {now:%Y-%m-%d %H:%M:%S} UTC.")
        why = clock.doubt()
        if not why:
            self.stdout.write("Nothing on record speaks against it.")
            return
        self.stdout.write(why)
        if not yes:
            raise CommandError("Compare it with another clock; if it is right, add --yes.")
        clock.confirm(by=None, at=now)
        self.stdout.write("Confirmed: what is published now is dated by it.")
