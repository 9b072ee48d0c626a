"""The desk's index, lists and the pages of a story, each in a database of its own."""

from __future__ import annotations

import gc
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import story
from benchmarks.made_up_desk import fill

Ask = Callable[[], Any]
HEADINGS = "ms".rjust(9) + "processor".rjust(12)
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
    parser.add_argument("--no-story", action="store_true", help="leave out the founding event")


def report(
    tell: Callable[[str], object],
    *,
    rounds: int,
    claims: Sequence[int],
    no_story: bool,
    **options: Any,
) -> None:
    tell(
        f"Whole pages by the clock and by our processor, best of {rounds}, on {connection.vendor}."
    )
    for size in claims:
        with _database_of_its_own():
            client = fill(size, _client)
            tell(f"\n{size:,} claims" + "queries".rjust(30) + HEADINGS)
            for name, address in _addresses():
                _tell(tell, name, partial(client.get, address, secure=_secure()), rounds)
    if not no_story:
        with _database_of_its_own():
            client = _client(User.objects.create_superuser("amina"))
            tell("\nthe founding event" + "queries".rjust(24) + HEADINGS)
            for name, ask in story.pages(client, secure=_secure()):
                _tell(tell, name, ask, rounds)


def _tell(tell: Callable[[str], object], name: str, ask: Ask, rounds: int) -> None:
    queries, seconds, processor = _page(name, ask, rounds)
    tell(f"{name:<30}{queries:>12}{seconds * 1000:>9,.0f}{processor * 1000:>12,.0f}")


def _secure() -> bool:
    return bool(settings.SECURE_SSL_REDIRECT)


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


def _page(name: str, ask: Ask, rounds: int) -> tuple[int, float, float]:
    """Opened once before, so that templates are read and caches warm as on any other day.

    As in the server, what was loaded by then is no longer looked through for garbage.
    """
    _opened(name, ask)
    gc.collect()
    gc.freeze()
    best = processor = float("inf")
    for _ in range(max(1, rounds)):
        begun, busy = time.perf_counter(), time.process_time()
        _opened(name, ask)
        best = min(best, time.perf_counter() - begun)
        processor = min(processor, time.process_time() - busy)
    with CaptureQueriesContext(connection) as captured:
        _opened(name, ask)
    return len(captured), best, processor


def _opened(name: str, ask: Ask) -> None:
    response = ask()
    if response.status_code != 200:
        raise RuntimeError(f"{name} answered {response.status_code}.")


@contextmanager
def _database_of_its_own() -> Iterator[None]:
    """Made and destroyed here; nothing of the newsroom's own is read or written."""
    test: Any = connection.settings_dict["TEST"]
    usual, before = connection.settings_dict["NAME"], dict(test)
    with tempfile.TemporaryDirectory(prefix="counterclaim-bench-") as directory:
        file = str(Path(directory) / "bench.sqlite3")
        name = file if connection.vendor == "sqlite" else "counterclaim_bench"
        # Tables come from the models: all the steps that led there take longer than most measures.
        test |= {"NAME": name, "MIGRATE": False}
        try:
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            yield
        finally:
            connection.creation.destroy_test_db(str(usual), verbosity=0)
            test |= before
