"""Build what takes long before a lock is taken, and use it only if nothing moved meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

from django.db import connection

T = TypeVar("T")
TRIES = 3
SMALL_CACHE = -4096
"""As SQLite counts it: kilobytes, below zero."""


@contextmanager
def built_before(
    build: Callable[[], T], holding: Callable[[], AbstractContextManager[object]]
) -> Iterator[T]:
    """Hold the lock with what was built, from reading alone, before it was taken.

    Where anything at all was written meanwhile it is built anew; where that happens again and
    again, at last under the lock, with everybody else waiting.
    """
    for _ in range(TRIES):
        seen = written_so_far()
        try:
            built = build()
        except Exception:
            if written_so_far() == seen:
                raise
            continue  # It may have read one half of what somebody else was writing.
        with garbage_left(), holding():
            if written_so_far() == seen:
                yield built
                return
    with garbage_left(), holding():
        yield build()


@contextmanager
def garbage_left() -> Iterator[None]:
    """Collect no garbage while others wait: it is collected once they can go on.

    What is written was built just before and all of it is in use, so that looking through it
    again and again would find nothing and take as long as the writing.
    """
    was_collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collected:
            gc.enable()


@contextmanager
def all_in_use() -> Iterator[None]:
    """Look for garbage only in what comes after: all that there is now is in use until the end."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def small_cache() -> Iterator[None]:
    """For tens of thousands of rows written in one go: before the transaction that does it.

    SQLite holds more of what is not committed than its cache.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        (usual,) = cursor.fetchone()
        cursor.execute(f"PRAGMA cache_size = {SMALL_CACHE}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = {usual:d}")


def written_so_far() -> object:
    """Differs from before if anybody has committed anything to the database since.

    May differ where nothing that matters was written; never the other way round.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_current_snapshot()::text")
            return cursor.fetchone()
        # The first is moved by everybody else's writing alone, the second by our own.
        cursor.execute("PRAGMA data_version")
        return cursor.fetchone(), connection.connection.total_changes
