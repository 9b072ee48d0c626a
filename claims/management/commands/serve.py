"""Serve the site: one command from a checkout to a running newsroom."""

from __future__ import annotations

import hashlib
import ipaddress
import os
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command
from django.db import DatabaseError, connection, connections

from claims.baked.folder import Folder
from claims.lookup.release import edition
from claims.management import first_answer
from claims.models.record import readiness, statistics

CORES = os.cpu_count() or 1
# Each thread of each worker holds a connection to the database.
THREADS = min(8, 2 * CORES)


class Command(BaseCommand):
    help = (
        "Check the database, collect static files and serve the site until Ctrl-C. "
        "Put a proxy that holds the certificate in front of it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen at")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=min(4, CORES))
        parser.add_argument("--migrate", action="store_true", help="apply migrations first")

    def handle(
        self,
        *args: object,
        host: str,
        port: int,
        workers: int,
        migrate: bool,
        verbosity: int,
        **options: object,
    ) -> None:
        refuse_to_be_overheard(host)
        refuse_a_port_in_use(host, port)
        if migrate:
            call_command("migrate", interactive=False, verbosity=verbosity)
        self.check(databases=["default"])
        refuse_unless_ready()
        forget_copies_of_another_edition()
        collect_static_files()
        statistics.look_over(connection)
        connections.close_all()
        self.stdout.flush()
        first_answer.tell(host, port)
        become_the_server(host, port, workers)


def refuse_to_be_overheard(host: str) -> None:
    """Without https passwords and what is read can be overheard: only where that was agreed to."""
    site = urlsplit(settings.SITE_URL)
    if site.scheme == "https" or settings.PLAIN_HTTP:
        return
    if not (is_this_machine(host) and is_this_machine(site.hostname or "")):
        raise CommandError(
            f"The site would be served to others as {settings.SITE_URL} without https: passwords,"
            " and what anybody reads, can be overheard, and answers changed on their way. Put a"
            " proxy with a certificate in front and set SITE_URL to its https address"
            " (docs/operators.md), or agree to it with COUNTERCLAIM_PLAIN_HTTP=yes."
        )


def is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def refuse_a_port_in_use(host: str, port: int) -> None:
    """The server would share the port with whoever holds it, and readers see now one, now other."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as problem:
        raise CommandError(f"There is no address {host} here: choose another --host.") from problem
    with socket.socket(family, kind) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(address)
        except (OSError, OverflowError) as problem:
            raise CommandError(
                f"Cannot listen at {host} port {port} ({problem}): choose another with --port."
            ) from problem


def refuse_unless_ready() -> None:
    try:
        wrong = readiness.problems(connection)
    except DatabaseError as problem:
        raise CommandError(f"The database does not answer: {problem}") from problem
    if wrong:
        raise CommandError("\n".join(wrong))


def forget_copies_of_another_edition() -> None:
    """What another release or other settings made says something else; `bake` makes it anew."""
    folder = Folder(settings.BAKED) if settings.BAKED else None
    if folder and folder.is_made():
        folder.belongs_to(edition())


def collect_static_files() -> None:
    """Collect with a hash in each name, compressed; nothing where they are as they were."""
    note = Path(settings.STATIC_ROOT) / ".collected"
    now = _fingerprint()
    if note.exists() and note.read_text() == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    note.write_text(now)


def _fingerprint() -> str:
    """A digest of the name, size and time of every file that would be collected."""
    files = sorted(
        f"{path} {(there := Path(storage.path(path)).stat()).st_size} {there.st_mtime_ns}"
        for finder in get_finders()
        for path, storage in finder.list([])
    )
    return hashlib.sha256("\n".join(files).encode()).hexdigest()


def become_the_server(host: str, port: int, workers: int) -> NoReturn:
    """Replace this process, so that signals reach the server and nothing is left behind."""
    command = server(host, port, workers)
    os.execv(command[0], command)  # noqa: S606  # no shell, and every word is our own


def server(host: str, port: int, workers: int) -> list[str]:
    """The program that serves, and its words."""
    target = settings.WSGI_APPLICATION.replace(".application", ":application")
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
    command += ["--host", host, "--port", str(port), "--workers", str(workers)]
    command += ["--blocking-threads", str(THREADS), "--log-level", "warning"]
    command += ["--respawn-failed-workers", "--workers-kill-timeout", "10"]
    return [*command, "--working-dir", str(settings.BASE_DIR), target]
