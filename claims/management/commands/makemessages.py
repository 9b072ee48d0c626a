"""Django's makemessages for our one catalogue, and a check that no sentence is missing."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.management import CommandError, CommandParser
from django.core.management.commands import makemessages

APP = Path(__file__).resolve().parents[2]


class Command(makemessages.Command):
    help = (
        "Gather every sentence that can be translated into claims/locale, for English or for the "
        "languages named; with --check, only say whether the English catalogue has them all."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--check", action="store_true", help="change nothing")
        parser.set_defaults(add_location="file", no_wrap=True, no_obsolete=True)

    def handle(self, *args: str, check: bool = False, **options: object) -> None:
        if not (options["locale"] or options["all"]) or check:
            options["locale"] = ["en"]
        catalogue = APP / "locale" / "en" / "LC_MESSAGES" / "django.po"
        before = catalogue.read_text(encoding="utf-8") if catalogue.exists() else ""
        here = Path.cwd()
        os.chdir(APP)  # makemessages gathers from where it is called
        try:
            super().handle(*args, **options)
        finally:
            os.chdir(here)
        same = _undated(catalogue.read_text(encoding="utf-8")) == _undated(before)
        if (check or same) and before:
            catalogue.write_text(before, encoding="utf-8")
        if check and not same:
            raise CommandError("The catalogue lacks sentences: run manage.py makemessages.")


def _undated(catalogue: str) -> str:
    return "".join(line for line in catalogue.splitlines(True) if "-Creation-Date" not in line)
