"""Many readers of one page while editors publish, and a crawl of many addresses.

Two thousand requests a second for a minute, with five edits a second; then a hundred thousand
addresses of which none was asked for before, with an edit now and then. On a record of its own.
What stalled bodies and idle connections do is measured by `python -m benchmarks.stalled`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from benchmarks import database, material, servers
from benchmarks.fresh import a_published_claim, decide
from benchmarks.processes import family
from claims import actions
from claims.models.desk.claim import Citation, Claim
from claims.models.record.entry import head_seq
from claims.publishing import front_caches

Write = Callable[[str], object]
CRAWLERS, EDIT_OF_CRAWL = 4, 30


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--claims", type=int, default=1_000)
    parser.add_argument("--rate", type=int, default=2_000, help="requests in a second")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--edits", type=int, default=5, help="in a second")
    parser.add_argument("--crawl", type=int, default=100_000, help="so many addresses")
    parser.add_argument("--workers", type=int, default=2)


def report(
    write: Write, *, claims: int, edits: int, crawl: int, workers: int, **options: Any
) -> None:
    with database.scratch():
        with database.filling():
            material.fill(claims)
        database.settled()
        of_editors = _claims(edits)
        connection.close()
        with servers.running(1, workers) as [(pid, port)]:
            write(f"{claims:,} claims, {database.engine()}, {workers} workers")
            with edited(of_editors) as taken:
                asked = _asked(port, of_editors[0], **options)
            write(f"{options['rate']:,} requests a second for {options['seconds']} s: {asked}")
            write(f"{len(taken)} edits meanwhile, acknowledgement and all: {_spread(taken)}")
            before = most = sum(family(pid).values())
            # Each edit empties what is kept: it is to fill up between them.
            with edited(of_editors[:1], every=EDIT_OF_CRAWL) as taken:
                begun = time.perf_counter()
                for _ in _crawled(port, crawl, claims):
                    most = max(most, sum(family(pid).values()))
                seconds = time.perf_counter() - begun
            write(
                f"{crawl:,} addresses in {seconds:,.0f} s: server and workers {before:,.0f} MB"
                f" before, at most {most:,.0f} MB"
            )
            write(f"{len(taken)} edits meanwhile: {_spread(taken)}")


def _claims(count: int) -> list[Claim]:
    """One for each editor; the first is the one that is read."""
    first = a_published_claim()
    found = [first]
    for n in range(1, count):
        about = {"claimant": first.claimant, "event": first.event}
        claim = Claim(slug=f"claim-{n}", statement="Four were seen.", **about)
        claim.save()
        Citation(claim=claim, report=first.citations.get().report).save()
        actions.publish([claim], by=None, at=timezone.now())
        found.append(claim)
    return found


@contextmanager
def edited(claims: Sequence[Claim], *, every: float = 1) -> Iterator[list[float]]:
    """An edit of each every so many seconds; how long each editor waited, in milliseconds."""
    taken: list[float] = []
    enough = threading.Event()

    def edit(claim: Claim, first_at: float) -> None:
        enough.wait(first_at)
        number = 0
        while not enough.is_set():
            number, begun = number + 1, time.perf_counter()
            decide(claim, number)
            front_caches.wait()
            taken.append((time.perf_counter() - begun) * 1000)
            enough.wait(max(0.0, begun + every - time.perf_counter()))
        connection.close()

    editors = [
        threading.Thread(target=edit, args=(claim, n / len(claims)))
        for n, claim in enumerate(claims)
    ]
    for editor in editors:
        editor.start()
    try:
        yield taken
    finally:
        enough.set()
        for editor in editors:
            editor.join()


def _asked(port: int, claim: Claim, *, rate: int, seconds: int, **options: Any) -> str:
    words = [str(port), f"/claims/{claim.slug}/", str(rate), str(seconds)]
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", "benchmarks.readers", *words],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        check=True,
    )
    told = json.loads(done.stdout)
    return f"{len(told['times']):,} answered, {told['failed']:,} failed, {_spread(told['times'])}"


def _spread(times: Sequence[float]) -> str:
    ordered = sorted(times) or [0.0]
    middle, slow = ordered[len(ordered) // 2], ordered[len(ordered) * 99 // 100]
    return f"{middle:,.1f} ms in the middle, p99 {slow:,.1f} ms, at most {ordered[-1]:,.1f} ms"


def _crawled(port: int, addresses: int, claims: int) -> Iterator[None]:
    """All claims as of one entry, then as of the one before, and so on; gives way every second."""
    newest, old = head_seq(), max(1, claims // 2)

    def crawl(first: int) -> None:
        client = HTTPConnection(servers.HOST, port, timeout=servers.PATIENCE)
        for n in range(first, addresses, CRAWLERS):
            client.request("GET", f"/claims/made-claim-{n % old}/?as_of={newest - n // old}")
            client.getresponse().read()
        client.close()

    crawling = [threading.Thread(target=crawl, args=(n,)) for n in range(CRAWLERS)]
    for one in crawling:
        one.start()
    while any(one.is_alive() for one in crawling):
        time.sleep(1)
        yield
