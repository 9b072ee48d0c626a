"""Servers on the database of a measurement, as `serve` runs them; gone when it ends."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from django.core.management import CommandError

from benchmarks import database
from claims.management.commands.serve import server

HOST = "127.0.0.1"
PATIENCE = 120.0
KEPT = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH")


@contextmanager
def running(many: int, workers: int) -> Iterator[list[tuple[int, int]]]:
    """So many servers; the process and the port of each."""
    with ExitStack() as stack:
        place = stack.enter_context(tempfile.TemporaryDirectory(prefix="counterclaim-bench-"))
        environment = {name: os.environ[name] for name in KEPT if name in os.environ} | {
            "COUNTERCLAIM_DATA": place,
            "COUNTERCLAIM_ENV_FILE": os.devnull,
            "DATABASE_URL": database.url(),
            "COUNTERCLAIM_API_RATE": "1000000/second",
        }
        ports = [free_port() for _ in range(many)]
        started = [
            stack.enter_context(program(server(HOST, port, workers), environment)) for port in ports
        ]
        for port in ports:
            wait_for(f"http://{HOST}:{port}/healthz")
        yield [(process.pid, port) for process, port in zip(started, ports, strict=True)]


@contextmanager
def program(
    command: Sequence[str], environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=environment)  # noqa: S603  # our own words
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


def wait_for(address: str) -> None:
    """Until somebody answers there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=PATIENCE):  # noqa: S310  # our own address
                return
        except (URLError, ConnectionError):
            time.sleep(0.05)
    raise CommandError(f"Nobody answers at {address}.")
