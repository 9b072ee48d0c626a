"""The door to `benchmarks/`, which measures what could become slow and is no part of the app."""

from __future__ import annotations

from argparse import ArgumentParser
from importlib import import_module
from types import ModuleType

from django.core.management import BaseCommand, CommandError

PARTS = (
    "figures",
    "desk",
    "read",
    "search",
    "export",
    "tamper",
    "serve",
    "fresh",
    "followed",
    "paint",
    "imports",
    "growth",
    "fire",
)


class Command(BaseCommand):
    help = "Measure one part of the house; `bench PART --help` says what it takes."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        for name in PARTS:
            module = _part(name)
            module.arguments(what.add_parser(name, help=(module.__doc__ or "").splitlines()[0]))

    def handle(self, *args: object, what: str, **options: object) -> None:
        _part(what).report(self.stdout.write, **options)


def _part(name: str) -> ModuleType:
    try:
        return import_module(f"benchmarks.{name}")
    except ModuleNotFoundError as missing:
        if not (missing.name or "").startswith("benchmarks"):
            raise
        raise CommandError(
            "The measures are in the folder benchmarks/ beside manage.py, and it is not here: run "
            "this in a clone of the repository."
        ) from missing
