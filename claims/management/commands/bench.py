"""Measure what could become slow: the engine, the desk, pages, search, downloads."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from claims.management.bench import desk, export, figures, read, search

PARTS: dict[str, Any] = {
    "figures": figures,
    "desk": desk,
    "read": read,
    "search": search,
    "export": export,
}


class Command(BaseCommand):
    help = "Measure one part of the house; `bench PART --help` says what it takes."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        for name, module in PARTS.items():
            module.arguments(what.add_parser(name, help=module.__doc__.splitlines()[0]))

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        PARTS[what].report(self.stdout.write, **options)
