"""The columns that lists count by, kept in each process and brought up to the newest entry.

On a small record the database counts as fast, and nothing is kept. Where they are not there yet, or
another request is about to bring them up, the database is asked instead of waiting.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from threading import Lock, Thread
from typing import TYPE_CHECKING

from django.db import connection

from claims.lookup.as_of import Shown
from claims.models.record.entry import Entry, is_on_record

if TYPE_CHECKING:
    from claims.lookup.columns import Columns

FEWEST_ENTRIES = 50_000
"""On record before the columns are worth their memory: about 30 bytes a claim."""
log = logging.getLogger(__name__)


def in_a_thread(work: Callable[[], None]) -> None:
    """Do it beside what goes on, with a database connection of its own."""

    def connected() -> None:
        try:
            work()
        finally:
            connection.close()

    Thread(target=connected, daemon=True, name="columns").start()


class Kept:
    """What one process holds; ``begin`` is how the columns are read for the first time."""

    def __init__(self, begin: Callable[[Callable[[], None]], None] = in_a_thread) -> None:
        self.columns: Columns | None = None
        self._begin, self._busy = begin, Lock()

    def at(self, head: Entry) -> Columns | None:
        """As of the newest entry; None where the database is to be asked."""
        kept = self.columns
        if kept is not None and kept.digest == head.digest:
            return kept
        if not self._busy.acquire(blocking=False):
            return None
        # Where a backup was put back, what they were read from is no longer there.
        if kept is None or not is_on_record(kept.seq, kept.digest):
            self._begin(partial(self._read, head))
            return None
        try:
            if kept.seq < head.seq:
                self.columns = kept.brought_to(head.seq, head.digest)
                return self.columns
        finally:
            self._busy.release()
        return None  # another request has already read a newer entry

    def _read(self, head: Entry) -> None:
        from claims.lookup.columns import Columns  # noqa: PLC0415  # brings numpy, which few need

        try:
            self.columns = Columns.read(head.seq, head.digest)
        except Exception:
            log.exception("The columns of the claims could not be read: the database counts.")
        finally:
            self._busy.release()


kept = Kept()


def columns_of(shown: Shown) -> Columns | None:
    """Those of the moment that is shown; None where the database is to be asked."""
    if shown.past or shown.head is None or shown.head.seq < FEWEST_ENTRIES:
        return None
    return kept.at(shown.head)
