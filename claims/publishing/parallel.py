"""A look at many ranges of entries, in this process or shared among several of its own.

Nothing here may import a model: a process that was just started comes by before Django is set up.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import Protocol, TypeVar

import django
from django.core.management import CommandError
from django.db import DEFAULT_DB_ALIAS, connection, connections

T = TypeVar("T")
Range = tuple[int, int]
"""After one entry and up to another."""
LOST = (
    "One of the processes that share this work was ended from outside, or got no memory. Nothing"
    " was changed. Begin again: with --resume, where you named a file, it goes on from where it had"
    " come; with --processes 1 it takes less memory."
)


class Run(Protocol):
    """Looks at each range, and gives what was found with where the range ends, in their order.

    ``ahead``: how many may be looked at before what they found is taken; all, where it is not said.
    """

    def __call__(
        self, look: Callable[[int, int], T], ranges: Iterable[Range], *, ahead: int | None = None
    ) -> Iterator[tuple[int, T]]: ...


def cores() -> int:
    """How many there are for this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def here(
    look: Callable[[int, int], T], ranges: Iterable[Range], *, ahead: int | None = None
) -> Iterator[tuple[int, T]]:
    """In this process, one range after another."""
    return ((upto, look(after, upto)) for after, upto in ranges)


@contextmanager
def processes(count: int) -> Iterator[Run]:
    """So many processes for as long as this lasts; with one, all is done in this.

    They see what is committed, each by a connection of its own, and end with this process. The
    transaction around this may ask about a whole record for as long as it takes.
    """
    _take_time()
    if count < 2:
        yield here
        return
    settings = connection.settings_dict
    pool = ProcessPoolExecutor(count, get_context("spawn"), begin, (settings,))

    def run(
        look: Callable[[int, int], T], ranges: Iterable[Range], *, ahead: int | None = None
    ) -> Iterator[tuple[int, T]]:
        left = iter(ranges)
        waiting = deque(_handed_out(pool, look, islice(left, ahead)))
        return _taken(waiting, _handed_out(pool, look, left))

    try:
        yield run
    finally:
        pool.shutdown(cancel_futures=True)


def _handed_out(
    pool: ProcessPoolExecutor, look: Callable[[int, int], T], ranges: Iterable[Range]
) -> Iterator[tuple[int, Future[T]]]:
    return ((upto, pool.submit(look, after, upto)) for after, upto in ranges)


def _taken(
    waiting: deque[tuple[int, Future[T]]], more: Iterator[tuple[int, Future[T]]]
) -> Iterator[tuple[int, T]]:
    try:
        while waiting:
            upto, future = waiting.popleft()
            found = future.result()
            waiting.extend(islice(more, 1))
            yield upto, found
    except BrokenProcessPool as problem:
        raise CommandError(LOST) from problem


def _take_time() -> None:
    """PostgreSQL ends what takes an editor too long, and whoever waits in a transaction."""
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def begin(settings: dict[str, object]) -> None:
    """Of a process that was just started: the database of the one that started it."""
    for told_to_all in (signal.SIGINT, signal.SIGTERM):  # of a terminal, of a service
        signal.signal(told_to_all, signal.SIG_IGN)  # the one that started this ends it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    django.setup()
    connections.databases[DEFAULT_DB_ALIAS].update(settings)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
