"""Ask one address cold and say what it took: as its first reader after a change would have it."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Taken:
    """Milliseconds on the clock, the best and the middle of several; queries; bytes unpacked."""

    best: float
    middle: float
    queries: int
    size: int
    body: str


def ask(path: str, *, rounds: int) -> Taken:
    """With no page kept: the cache must be off (see ``database.scratch``)."""
    client = Client()
    _once(client, path)  # templates are compiled, statements planned
    times = sorted(_once(client, path)[0] for _ in range(rounds))
    with CaptureQueriesContext(connection) as counted:
        _, body = _once(client, path)
    text = body.decode()
    return Taken(times[0], times[len(times) // 2], len(counted), len(body), text)


def _once(client: Client, path: str) -> tuple[float, bytes]:
    begun = time.perf_counter()
    answer = client.get(path, secure=settings.SECURE_SSL_REDIRECT)
    taken = (time.perf_counter() - begun) * 1000
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answers {answer.status_code}.")
    body = answer.getvalue()
    return taken, body
