"""The desk's index and lists, on many made-up claims in a database of their own."""

from __future__ import annotations

import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.made_up_desk import fill

SIZES = (1_000, 10_000)
LISTS = (
    *("claim", "source", "report", "event", "figure", "link", "position"),
    *("commentrequest", "secondlook"),
)
NARROWED = {
    "claims, widely carried": "claim?carried=widely&status__exact=unconfirmed",
    "claims, changed by others": "claim?moved=visit",
    "claims, by reports": "claim?o=-6",
    "claims, searched": "claim?q=number+77",
}


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--claims", type=int, nargs="+", default=list(SIZES), metavar="N")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many counts")


def report(
    tell: Callable[[str], object], *, rounds: int, claims: Sequence[int], **options: Any
) -> None:
    tell(f"Wall-clock time of whole pages, the best of {rounds}, on {connection.vendor}.")
    for size in claims:
        with _database_of_its_own():
            client = fill(size, _client)
            tell(f"\n{size:,} claims" + "queries".rjust(30) + "ms".rjust(9))
            for name, address in _addresses():
                queries, seconds = _page(client, address, rounds)
                tell(f"{name:<30}{queries:>12}{seconds * 1000:>9,.0f}")


def _addresses() -> Iterator[tuple[str, str]]:
    yield "index", reverse("admin:index")
    for kind in LISTS:
        yield f"list of {kind}s", _list(kind)
    for name, told in NARROWED.items():
        kind, _, query = told.partition("?")
        yield name, f"{_list(kind)}?{query}"


def _list(kind: str) -> str:
    return reverse(f"admin:claims_{kind}_changelist")


def _client(editor: User) -> Client:
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost"))
    client.force_login(editor)
    return client


def _page(client: Client, address: str, rounds: int) -> tuple[int, float]:
    """Opened once before, so that templates are read and caches warm as on any other day."""
    secure = bool(settings.SECURE_SSL_REDIRECT)
    _opened(client, address, secure)
    best = float("inf")
    for _ in range(max(1, rounds)):
        begun = time.perf_counter()
        _opened(client, address, secure)
        best = min(best, time.perf_counter() - begun)
    with CaptureQueriesContext(connection) as captured:
        _opened(client, address, secure)
    return len(captured), best


def _opened(client: Client, address: str, secure: bool) -> None:
    response = client.get(address, secure=secure)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}.")


@contextmanager
def _database_of_its_own() -> Iterator[None]:
    """Made and destroyed here; nothing of the newsroom's own is read or written."""
    test: Any = connection.settings_dict["TEST"]
    usual, name = connection.settings_dict["NAME"], test["NAME"]
    with tempfile.TemporaryDirectory(prefix="counterclaim-bench-") as directory:
        if connection.vendor == "sqlite":
            test["NAME"] = str(Path(directory) / "bench.sqlite3")
        else:
            test["NAME"] = "counterclaim_bench"
        try:
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            yield
        finally:
            connection.creation.destroy_test_db(str(usual), verbosity=0)
            test["NAME"] = name
