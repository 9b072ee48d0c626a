"""Downloads of many figures: memory and time, each in a process that does nothing else.

Runs on a database of its own: a file that is gone afterwards, or the empty one that DATABASE_URL
names. What it downloads is made up and has no words: rows alone decide what a download costs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from argparse import SUPPRESS, ArgumentParser
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from benchmarks.processes import most_memory
from claims.domain.vocabulary import EntryKind, SubjectKind
from claims.models.record import triggers
from claims.models.record.entry import Entry
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedSource,
)

Write = Callable[[str], object]
FIGURES = 1_000_000
EACH = 10
"""Figures of one claim."""
SOURCES, EVENTS, CHUNK = 100, 1_000, 2_000
BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
PATHS = ("/export/figures.csv", "/export/figures.jsonl")
FIGURES_OF_CLAIMS = """
INSERT INTO claims_publishedfigure (since, n, uid, slug, publication, effective_from, key, event,
  category, measure, words, qualifier, value, low, as_of_precision, treatment)
SELECT since, n, uid, slug, publication, effective_from, 'f-' || since || '-' || n, event,
  'civilians', 'killed', 'at least that many people', 'at_least', since % 97, since % 97, '', 'use'
FROM claims_publishedclaim CROSS JOIN ({numbers}) AS numbers"""
NOT_EMPTY = "This database holds a record: name an empty one, or leave DATABASE_URL out."


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--figures", type=int, default=FIGURES, help="how many to download")
    parser.add_argument("--fill", action="store_true", help=SUPPRESS)
    parser.add_argument("--fetch", metavar="PATH", help=SUPPRESS)


def report(write: Write, *, figures: int, fill: bool, fetch: str | None, **options: Any) -> None:
    if fill:
        _fill(figures)
    elif fetch:
        write(_fetched(fetch))
    else:
        with tempfile.TemporaryDirectory(prefix="counterclaim-bench-") as place:
            _measure(write, figures, place)


def _measure(write: Write, figures: int, place: str) -> None:
    own = os.environ | {"COUNTERCLAIM_DATA": place}
    begun = time.perf_counter()
    _again(own, "--fill", "--figures", str(figures))
    write(f"{figures:,} figures made in {time.perf_counter() - begun:,.0f} s")
    for path in PATHS:
        write(_again(own, "--fetch", path).strip())


def _again(environment: dict[str, str], *words: str) -> str:
    """Run one step in a fresh process, so that its memory is its own."""
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, sys.argv[0], "bench", "export", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CommandError(done.stderr.strip() or "The measurement ended early.")
    return done.stdout


def _fetched(path: str) -> str:
    begun, before = time.perf_counter(), most_memory()
    size = rows = 0
    for piece in Client(headers={"host": "localhost"}).get(path):
        size, rows = size + len(piece), rows + piece.count(b"\n")
    seconds = time.perf_counter() - begun
    return (
        f"{path}: {rows:,} lines, {size / 1e6:,.0f} MB in {seconds:,.1f} s;"
        f" memory {before:,.0f} MB before, at most {most_memory():,.0f} MB"
    )


def _fill(figures: int) -> None:
    call_command("migrate", verbosity=0)
    if Entry.objects.exists():
        raise CommandError(NOT_EMPTY)
    # Made-up entries need no guard; each would be compared with all before it.
    triggers.drop(connection)
    with transaction.atomic():
        _ground()
        claims = range(figures // EACH)
        for first in claims[::CHUNK]:
            numbers = claims[first : first + CHUNK]
            Entry.objects.bulk_create([_entry(SOURCES + EVENTS + n + 1) for n in numbers])
            PublishedClaim.objects.bulk_create([_claim(n) for n in numbers])
        _figures()


def _ground() -> None:
    Entry.objects.bulk_create([_entry(seq) for seq in range(1, SOURCES + EVENTS + 1)])
    PublishedSource.objects.bulk_create(
        PublishedSource(**_span(n + 1, "source"), name=f"Source {n}", kind="other")
        for n in range(SOURCES)
    )
    PublishedEvent.objects.bulk_create(
        PublishedEvent(**_span(SOURCES + n + 1, "event"), title=f"Event {n}") for n in range(EVENTS)
    )


def _entry(seq: int) -> Entry:
    """Numbered and in order; the digest is made up like the rest."""
    at, kind = BEGIN + timedelta(seconds=seq), SubjectKind.CLAIM
    return Entry(
        seq=seq,
        recorded_at=at,
        effective_at=at,
        kind=EntryKind.PUBLISHED,
        subject_kind=kind,
        subject=f"{seq:032x}",
        previous=f"{seq - 1:064x}" if seq > 1 else "",
        digest=f"{seq:064x}",
    )


def _span(seq: int, slug: str) -> dict[str, Any]:
    at = BEGIN + timedelta(seconds=seq)
    return {"uid": f"{seq:032x}", "since": seq, "slug": f"{slug}-{seq}", "effective_from": at}


def _claim(n: int) -> PublishedClaim:
    return PublishedClaim(
        **_span(SOURCES + EVENTS + n + 1, "claim"),
        statement=f"At least {n % 97} people were killed in the attack, officials said.",
        claimant=f"{n % SOURCES + 1:032x}",
        event=f"{SOURCES + n % EVENTS + 1:032x}",
        status="unconfirmed",
        lifecycle="current",
        said_at=BEGIN,
        said_precision="day",
    )


def _figures() -> None:
    """By the database itself, which is many times faster than row by row from here."""
    numbers = " UNION ALL ".join(f"SELECT {n} AS n" for n in range(EACH))
    with connection.cursor() as cursor:
        cursor.execute(FIGURES_OF_CLAIMS.format(numbers=numbers))
