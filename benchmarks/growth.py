"""A record that grows: making it up, publishing one claim more, verifying and rebuilding it.

On a database of its own, of the kind that DATABASE_URL names.
"""

from __future__ import annotations

import statistics
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from io import StringIO
from typing import Any

from django.core.management import call_command

from benchmarks import database, material
from benchmarks.fresh import a_published_claim, decide
from benchmarks.processes import most_memory, processor
from claims.models.record.entry import head_seq
from claims.publishing import parallel

Write = Callable[[str], object]
SIZES = (10_000,)
PUBLICATIONS = 20


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--claims", type=int, nargs="+", default=list(SIZES), metavar="N")
    parser.add_argument("--processes", type=int, default=parallel.cores(), metavar="N")


def report(write: Write, *, claims: Sequence[int], processes: int, **options: Any) -> None:
    for size in claims:
        with database.scratch():
            write(f"\n{size:,} claims, {database.engine()}, {processes} processes")
            begun, busy = time.perf_counter(), processor()
            with database.filling():
                material.fill(size, processes=processes)
            seconds, ours = time.perf_counter() - begun, processor() - busy
            write(f"made up: {head_seq():,} entries in {seconds:,.1f} s, processor {ours:,.1f} s")
            database.settled()
            write(_published())
            for command in ("verify_record", "rebuild_record"):
                write(_walked(command, processes))


def _published() -> str:
    """As the editor waits for it, but for the time that every acknowledgement takes."""
    claim, taken, busy = a_published_claim(), [], time.process_time()
    for number in range(PUBLICATIONS):
        begun = time.perf_counter()
        decide(claim, number)
        taken.append((time.perf_counter() - begun) * 1000)
    ours = (time.process_time() - busy) * 1000 / PUBLICATIONS
    middle, most = statistics.median(taken), max(taken)
    return (
        f"one claim published: {middle:,.1f} ms in the middle, {most:,.1f} ms at most,"
        f" processor {ours:,.1f} ms"
    )


def _walked(command: str, processes: int) -> str:
    begun, busy = time.perf_counter(), processor()
    call_command(command, processes=processes, stdout=StringIO(), stderr=StringIO())
    seconds, ours = time.perf_counter() - begun, processor() - busy
    each = seconds / head_seq() * 1000
    return (
        f"{command}: {seconds:,.1f} s, processor {ours:,.1f} s, {each:.3f} ms an entry,"
        f" at most {most_memory():,.0f} MB by then"
    )
