"""Every public address as its first reader after a change would have it."""

from __future__ import annotations

import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from benchmarks import database, material, pages
from claims.lookup.as_of import shown_at
from claims.lookup.kept_columns import COLUMNS, FEWEST_ENTRIES, columns_of
from claims.models.record.entry import head
from claims.models.record.rows import PublishedClaim, PublishedEvent, PublishedSource

Write = Callable[[str], object]
SIZES = (1_000, 100_000)
ROUNDS = 5
MIDDLE = "{:<44} {:>7} {:>10} {:>10} {:>9}"

# What a new kind of page adds to: addresses, with the slugs of a claim, an event and a source.
ADDRESSES = [
    "/",
    "/events/",
    "/events/{event}/",
    "/events/{event}/figures/",
    "/claims/",
    "/claims/?q=killed",
    "/claims/?event={event}&status=confirmed",
    "/claims/{claim}/",
    "/sources/",
    "/sources/{source}/",
    "/changes/",
    "/methodology/",
    "/claims/?as_of=2024-01-02",
    "/events/{event}/?as_of={entry}",
    "/api/v1/claims/",
    "/api/v1/claims/?fields=lean",
    "/feeds/changes.atom",
    "/events/{event}/changes.atom",
]


def arguments(parser: ArgumentParser, sizes: Sequence[int] = SIZES) -> None:
    parser.add_argument("--claims", type=int, nargs="+", default=sizes, metavar="N")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="the best of so many")


def report(write: Write, *, claims: Sequence[int], rounds: int, **options: Any) -> None:
    counts: dict[str, set[int]] = {}
    for size in claims:
        with database.scratch():
            with database.filling():
                material.fill(size)
            database.settled()
            columns_read()
            write(f"\n{size:,} claims, {database.engine()}, the page cache off")
            write(MIDDLE.format("address", "queries", "best", "middle", "bytes"))
            for pattern, path in addresses():
                taken = pages.ask(path, rounds=rounds)
                counts.setdefault(pattern, set()).add(taken.queries)
                write(_line(pattern, taken))
    grown = [pattern for pattern, found in counts.items() if len(found) > 1]
    write("\nAs many queries at every size." if not grown else f"\nQueries differ: {grown}")


def columns_read() -> None:
    """Wait until a large record is counted in memory, as where one has served for a while."""
    shown = shown_at("", head=head())
    while shown.head and shown.head.seq >= FEWEST_ENTRIES and not columns_of(shown):
        time.sleep(0.1)
    for one in threading.enumerate():
        if one.name == COLUMNS:
            one.join()


def addresses() -> Iterator[tuple[str, str]]:
    """Each address with its blanks filled by things in the middle of the record."""
    blanks = {
        "claim": _middle(PublishedClaim.objects.current().order_by("since")).slug,
        "event": _middle(PublishedEvent.objects.current().filter(parent="").order_by("since")).slug,
        "source": _middle(PublishedSource.objects.current().order_by("since")).slug,
        "entry": PublishedClaim.objects.current().order_by("-since")[0].since,
    }
    for pattern in ADDRESSES:
        yield pattern, pattern.format(**blanks)


def _middle(rows: QuerySet[Any]) -> Any:
    return rows[rows.count() // 2]


def _line(pattern: str, taken: pages.Taken) -> str:
    best, middle = f"{taken.best:,.1f} ms", f"{taken.middle:,.1f} ms"
    return MIDDLE.format(pattern, taken.queries, best, middle, f"{taken.size:,}")
