"""The demonstration: a running newsroom on this machine, from one command."""

from __future__ import annotations

import logging
import os
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.utils import timezone

from claims import dossier
from claims.domain.errors import RuleBroken
from claims.management import demo_editors
from claims.management.commands.serve import refuse_a_port_in_use

LOOPBACK = "127.0.0.1"
OWN = (LOOPBACK, "localhost", "::1")


class Command(BaseCommand):
    help = (
        "Set up a demonstration with three real events and two editors, and serve it to this "
        "machine alone until Ctrl-C. Safe to run again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="set up and stop")

    def handle(self, *args: object, port: int, no_serve: bool, **options: object) -> None:
        refuse_a_public_site()
        if not no_serve:
            refuse_a_port_in_use(LOOPBACK, port)
        refuse_other_users()
        # Lines of the audit log for a machine to keep would hide what is told here.
        logging.getLogger("claims.audit").setLevel(logging.WARNING)
        with self._step("Database"):
            call_command("migrate", interactive=False, verbosity=0)
        for path in fixtures():
            self._import(path)
        with self._step("Editors"):
            passwords = demo_editors.ensure()
        self._tell(passwords, port, no_serve=no_serve)
        if not no_serve:
            serve(port)

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        begun = time.monotonic()
        self.stdout.write(f"{name} ... ", ending="")
        self.stdout.flush()
        yield
        self.stdout.write(f"{time.monotonic() - begun:.1f} s")

    def _import(self, path: Path) -> None:
        try:
            with self._step(path.stem):
                found = dossier.read(path.read_bytes())
                # What an editor of the demonstration changed stays as it is.
                dossier.import_dossier(found, add=True, by=None, at=timezone.now())
        except RuleBroken as broken:
            raise CommandError("\n".join([f"{path.name}:", *broken.messages])) from broken

    def _tell(self, passwords: dict[str, str], port: int, *, no_serve: bool) -> None:
        self.stdout.write("")
        for name, password in passwords.items():
            role = demo_editors.NAMES[name].name.lower()
            self.stdout.write(f"Editor {name}, password {password}  ({role}; shown only this once)")
        if not passwords:
            names = " and ".join(demo_editors.NAMES)
            self.stdout.write(f"Editors {names} keep their passwords; to set a new one:")
            self.stdout.write("  python manage.py changepassword NAME")
        if not no_serve:
            self.stdout.write(f"Site   http://{LOOPBACK}:{port}/")
            self.stdout.write(f"Admin  http://{LOOPBACK}:{port}/admin/")
        self.stdout.flush()


def refuse_a_public_site() -> None:
    site = urlsplit(settings.SITE_URL)
    if site.scheme == "https" or site.hostname not in OWN:
        raise CommandError(
            f"SITE_URL is {settings.SITE_URL}: the demonstration is for this machine alone, and "
            "its passwords are shown on the screen. Unset SITE_URL, or use `serve`."
        )


def refuse_other_users() -> None:
    if names := demo_editors.others():
        raise CommandError(
            f"This database has users that the demonstration did not make ({', '.join(names)}): "
            "point COUNTERCLAIM_DATA or DATABASE_URL at another."
        )


def fixtures() -> list[Path]:
    found = sorted((Path(settings.BASE_DIR) / "fixtures").glob("*.json"))
    if not found:
        raise CommandError("There is no dossier in fixtures/: this checkout is not whole.")
    return found


def serve(port: int) -> None:
    # Addresses that the site writes of itself hold the port it is served at.
    os.environ["SITE_URL"] = f"http://{LOOPBACK}:{port}"
    call_command("serve", host=LOOPBACK, port=port, workers=1)
