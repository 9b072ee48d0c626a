"""Many newsrooms at one record: run as a program, with a database of its own.

    python -m tests.record.writers seed|together|killed|check FILE

Workers are forked once Django stands, before any of them has opened the database. What a worker
was told is done it writes to FILE, a line each: that survives a kill -9 of the worker.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from itertools import count
from pathlib import Path

import django

WORKERS, CHANGES, KILLS, ACKNOWLEDGED = 8, 20, 20, 20
SOUND = {
    "lost": [],
    "twice": [],
    "gapless": True,
    "problems": [],
    "rows_are_as_rebuilt": True,
    "desk_and_record_agree": True,
    "entries_without_words": 0,
}


def seed(file):
    from tests.builders import a_claim, an_event, published
    from tests.fresh import make_tables

    make_tables()
    event = an_event()
    for _ in range(3):
        published(a_claim(event=event))


def together(file):
    """Eight writers at once, on the same claims and on their own."""
    workers = [_fork(file, number, CHANGES) for number in range(WORKERS)]
    for worker in workers:
        _, code = os.waitpid(worker, 0)
        assert code == 0, code


def killed(file):
    """Four writers at a time, each killed at a random moment and replaced, until enough is done."""
    chance = random.Random(8)
    workers = [_fork(file, number, 10**6) for number in range(4)]
    for number in count():
        if number >= KILLS and len(Path(file).read_text().splitlines()) >= ACKNOWLEDGED:
            break
        time.sleep(chance.uniform(0.1, 0.5))
        victim = workers.pop(0)
        os.kill(victim, signal.SIGKILL)
        os.waitpid(victim, 0)
        workers.append(_fork(file, 4 + number, 10**6))
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)


def _fork(file, number, changes):
    worker = os.fork()
    if worker:
        return worker
    code = 1
    try:
        _write(file, number, changes)
        code = 0
    finally:
        os._exit(code)


def _write(file, number, changes):
    chance = random.Random(number)
    told = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for n in range(changes):
        began = time.monotonic()
        deed = _publish if n % 4 == 3 else _decide
        uid, about, retried = deed(chance, f"{Path(file).name} worker {number}, change {n}")
        took = round(time.monotonic() - began, 3)
        line = json.dumps([uid, about, retried, took]) + "\n"
        os.write(told, line.encode())


def _decide(chance, name):
    """A decision on a claim that others decide about too; who is too late looks again."""
    from django.utils import timezone

    from claims import actions
    from claims.domain.errors import Stale
    from claims.domain.status import Status
    from claims.models.desk.claim import Claim

    reason, retried = f"We asked both hospitals: {name}.", 0
    pk = chance.choice(list(Claim.objects.order_by("pk").values_list("pk", flat=True)[:3]))
    while True:
        claim = Claim.objects.get(pk=pk)
        to = chance.choice([Status.UNVERIFIABLE, Status.UNCONFIRMED])
        try:
            actions.change_status(claim, to=to, reason=reason, by=None, at=timezone.now())
        except Stale:
            retried += 1
        else:
            return claim.uid, reason, retried


def _publish(chance, name):
    """A claim of one's own, with a new source, report and publisher."""
    from django.utils import timezone

    from claims import actions
    from claims.models.desk.claim import Citation, Claim
    from claims.models.desk.event import Event
    from claims.models.desk.source import Report, Source

    slug = name.replace(" ", "-").replace(",", "") + f"-{os.getpid()}"
    source = Source(slug=slug, name=name, kind="other")
    source.save()
    report = Report(slug=slug, publisher=source, title=name)
    report.save()
    claim = Claim(
        slug=slug, claimant=source, event=Event.objects.first(), statement=f"Said by {name}."
    )
    claim.save()
    Citation(claim=claim, report=report).save()
    actions.publish([claim], by=None, at=timezone.now())
    return claim.uid, claim.statement, 0


def check(file):
    """What the record holds, and what was acknowledged but is not in it."""
    from django.db import connection

    from claims.models.desk.claim import Claim
    from claims.models.record.entry import Entry, EntryBody
    from claims.models.record.rows import PublishedClaim
    from claims.publishing import rebuild, verify

    told = [json.loads(line) for line in Path(file).read_text().splitlines()]
    own = f"{Path(file).name} "
    bodies = Counter(
        (entry.subject, _said(json.loads(entry.words.body), entry.kind))
        for entry in Entry.objects.filter(subject_kind="claim").select_related("words")
    )
    numbers = list(Entry.objects.order_by("seq").values_list("seq", flat=True))
    standing = list(verify.all_rows())
    problems = list(verify.problems())
    rebuild.rebuild()
    current = dict(PublishedClaim.objects.current().values_list("uid", "status"))
    desk = dict(Claim.objects.exclude(publication="draft").values_list("uid", "status"))
    took = sorted(seconds for *_, seconds in told)
    answer = {
        "engine": connection.vendor,
        "acknowledged": len(told),
        "lost": [t[:2] for t in told if bodies[(t[0], t[1])] != 1],
        "twice": [about for about, n in bodies.items() if own in about[1] and n > 1],
        "on_record": sum(n for (_, said), n in bodies.items() if own in said),
        "too_late_and_looked_again": sum(t[2] for t in told),
        "gapless": numbers == list(range(1, len(numbers) + 1)),
        "problems": problems,
        "rows_are_as_rebuilt": standing == list(verify.all_rows()),
        "desk_and_record_agree": current == desk,
        "entries_without_words": Entry.objects.count() - EntryBody.objects.count(),
        "slowest": took[-1] if took else 0,
        "p99": took[int(len(took) * 0.99)] if took else 0,
    }
    sys.stdout.write(json.dumps(answer))


def _said(body, kind):
    return body["change"]["reason"] if kind == "status" else body["state"]["statement"]


if __name__ == "__main__":
    django.setup()
    import tests.builders  # noqa: F401  # what is loaded before the fork, no worker waits for

    globals()[sys.argv[1]](sys.argv[2])
