"""Says that the site is served once it answers: `serve` itself is the server by then."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from http.client import HTTPConnection, HTTPException

PATIENCE, PAUSE, EACH = 60.0, 0.1, 2.0
"""Seconds until it is said that nobody answers, between two tries, and for one."""


def tell(host: str, port: int) -> None:
    """Leave a process behind that says it and ends; before that, with this process."""
    alive, held = os.pipe()
    # Held by the program that replaces this one, and by nobody else: read to its end, it is gone.
    os.set_inheritable(held, True)
    if child := os.fork():
        os.close(alive)
        os.waitpid(child, 0)
        return
    # The server counts its children, and waits for none but its own.
    if os.fork():
        os._exit(0)
    try:
        os.close(held)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        _tell(host, port, alive)
    finally:
        os._exit(0)


def _tell(host: str, port: int, alive: int) -> None:
    place = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if _answers(host, port):
            sys.stdout.write(f"Serving {place} (Ctrl-C stops it)\n")
            sys.stdout.flush()
            return
        if select.select([alive], [], [], PAUSE)[0]:
            return
    sys.stderr.write(f"Nobody answers at {place} yet, after {PATIENCE:.0f} s.\n")
    sys.stderr.flush()


def _answers(host: str, port: int) -> bool:
    """Whatever is said: also that it is asked by another name."""
    connection = HTTPConnection(host, port, timeout=EACH)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True
