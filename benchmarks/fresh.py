"""Readers of two servers while somebody publishes: whether any is told what stood before.

A read that began after a publication was acknowledged and shows an older one is stale; one fails
the command. On a database of its own, of the kind that DATABASE_URL names.
"""

from __future__ import annotations

import re
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import timedelta
from http.client import HTTPConnection

from django.core.management import CommandError
from django.utils import timezone

from benchmarks import database, servers
from claims import actions
from claims.domain.status import Status
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source
from claims.publishing import front_caches

Write = Callable[[str], object]
READS, READERS, PAUSE = 30_000, 16, 0.3
SAID = "This is publication {}."
SHOWN = re.compile(rb"This is publication (\d+)\.")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--reads", type=int, default=READS)
    parser.add_argument("--servers", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2, help="of each server")


def report(write: Write, *, reads: int, workers: int, **options: int) -> None:
    with database.scratch():
        claim = a_published_claim()
        with servers.running(options["servers"], workers) as started:
            seen = Seen()
            readers = [
                threading.Thread(target=seen.read, args=(started[n % len(started)][1], claim.slug))
                for n in range(READERS)
            ]
            publish(claim, seen)
            for reader in readers:
                reader.start()
            while len(seen.shown) < reads and any(reader.is_alive() for reader in readers):
                publish(claim, seen)
                time.sleep(PAUSE)
            seen.enough = True
            for reader in readers:
                reader.join()
    stale = [(had, found) for had, found in seen.shown if found < had]
    write(
        f"{database.engine()}, {options['servers']} servers with {workers} workers:"
        f" {len(seen.shown):,} reads while {seen.acknowledged:,} publications were acknowledged,"
        f" {len(stale):,} of them stale"
    )
    if stale or len(seen.shown) < reads:
        raise CommandError(f"Stale: {stale[:5]}." if stale else "A server stopped answering.")


class Seen:
    """What was acknowledged when each read began, and what it showed."""

    def __init__(self) -> None:
        self.acknowledged = 0
        self.enough = False
        self.shown: list[tuple[int, int]] = []

    def read(self, port: int, slug: str) -> None:
        connection = HTTPConnection(servers.HOST, port, timeout=servers.PATIENCE)
        while not self.enough:
            had = self.acknowledged
            connection.request("GET", f"/claims/{slug}/")
            told = SHOWN.findall(connection.getresponse().read())
            self.shown.append((had, max(map(int, told), default=0)))
        connection.close()


def publish(claim: Claim, seen: Seen) -> None:
    """Decide once more, and say so when an editor would be told that it is done."""
    number = seen.acknowledged + 1
    decide(claim, number)
    front_caches.wait()
    seen.acknowledged = number


def decide(claim: Claim, number: int) -> None:
    claim.refresh_from_db()
    to = Status.UNCONFIRMED if claim.status == Status.UNVERIFIABLE else Status.UNVERIFIABLE
    said = SAID.format(number)
    actions.change_status(claim, to=to, reason=said, by=None, at=timezone.now())


def a_published_claim() -> Claim:
    event = Event(slug="event", title="A made-up event")
    source = Source(slug="source", name="A source", kind="other")
    for one in (event, source):
        one.save()
    found = Report(slug="report", publisher=source, title="A report")
    found.save()
    claim = Claim(slug="claim", claimant=source, event=event, statement="Three were seen.")
    claim.save()
    Citation(claim=claim, report=found).save()
    actions.publish([claim], by=None, at=timezone.now() - timedelta(hours=1))
    return claim
