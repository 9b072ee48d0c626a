"""The columns that lists are counted and searched by, kept in each process, up to the newest entry.

On a small record the database counts as fast, and nothing is kept. Until they are there the
database is asked; while another request brings them up they are waited for, which is sooner.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from threading import Lock, Thread
from typing import TYPE_CHECKING

from django.db import connection
from django.http import QueryDict

from claims.domain.vocabulary import EntryKind
from claims.lookup.as_of import Shown
from claims.models.record.entry import Entry, is_on_record

if TYPE_CHECKING:
    from claims.lookup.asking_in_memory import AskingInMemory
    from claims.lookup.columns import Columns

FEWEST_ENTRIES = 10_000
"""On record before the columns are worth their memory.

They take 10 MB for numpy, about 60 bytes for each row of a claim and its report, 150 for each
source, event and report, and what words are found by (``postings.MOST_BYTES``).
"""
LONGEST_WAIT = 0.5
"""Seconds. To bring them up takes a twentieth of that at a million claims."""
COLUMNS = "columns"
"""The name of the thread that reads them."""
log = logging.getLogger(__name__)


def in_a_thread(work: Callable[[], None]) -> None:
    """Do it beside what goes on, with a database connection of its own."""

    def connected() -> None:
        try:
            work()
        finally:
            connection.close()

    Thread(target=connected, daemon=True, name=COLUMNS).start()


class Kept:
    """What one process holds; ``begin`` is how the columns are read for the first time."""

    def __init__(self, begin: Callable[[Callable[[], None]], None] = in_a_thread) -> None:
        self.columns: Columns | None = None
        self._begin, self._turn, self._reading = begin, Lock(), False

    def at(self, head: Entry) -> Columns | None:
        """As of this entry or a later one; None where the database is to be asked."""
        kept = self.columns
        if kept is not None and kept.digest == head.digest:
            return kept
        if not self._turn.acquire(timeout=LONGEST_WAIT):
            return None
        try:
            if self._reading:
                return None
            kept = self.columns
            if kept is None or not _holds_still(kept, head):
                self._reading = True
                self._begin(partial(self._read, head))
                return None
            if kept.seq < head.seq:
                self.columns = kept = kept.brought_to(head.seq, head.digest)
            return kept
        finally:
            self._turn.release()

    def _read(self, head: Entry) -> None:
        # They bring numpy, which few need.
        from claims.lookup import common_words  # noqa: PLC0415
        from claims.lookup.columns import Columns  # noqa: PLC0415

        try:
            try:
                self.columns = Columns.read(head.seq, head.digest)
            finally:
                self._reading = False
            common_words.look_up(lambda: self.columns)
        except Exception:
            log.exception("What claims are counted and searched by in memory could not be read.")


kept = Kept()


def _holds_still(kept: Columns, head: Entry) -> bool:
    """Whether all that they were read from is there: not where a backup was put back.

    Nor where something was withheld since, of which nothing is kept.
    """
    came = Entry.objects.filter(seq__gt=kept.seq, seq__lte=head.seq)
    withheld = came.filter(kind=EntryKind.SUPPRESSED).exists()
    return not withheld and is_on_record(kept.seq, kept.digest)


def columns_of(shown: Shown) -> Columns | None:
    """Those that hold the moment that is shown; None where the database is to be asked."""
    if shown.head is None or shown.head.seq < FEWEST_ENTRIES:
        return None
    return kept.at(shown.head)


def asking_for(query: QueryDict, shown: Shown, *more: str) -> AskingInMemory | None:
    """How claims are asked for in memory; None where an address asks for what only SQL knows.

    That are days, and ``more``.
    """
    asked = any(query.get(name) for name in ("since", "until", *more))
    columns = None if asked else columns_of(shown)
    if columns is None:
        return None
    from claims.lookup.asking_in_memory import AskingInMemory  # noqa: PLC0415  # as above

    return AskingInMemory(shown.rows, shown.zone, columns=columns)
