"""Attacks by whoever owns the database, each held against a checkpoint that was kept elsewhere.

On a database of its own. Each attack puts triggers back, computes digests and makes rows anew as a
careful attacker would, and is undone before the next.
"""

from __future__ import annotations

import random
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction

from benchmarks.database import engine, scratch
from claims import actions
from claims.domain import canonical
from claims.domain.status import Status
from claims.models.desk.authorship import Authorship
from claims.models.desk.claim import Citation, Claim
from claims.models.desk.event import Event
from claims.models.desk.evidence import StatusChange
from claims.models.desk.source import Report, Source
from claims.models.record import triggers
from claims.models.record.entry import Entry, EntryBody, head_seq
from claims.models.record.rows import PublishedClaim, PublishedSource
from claims.proof import checkpoint_check, note, tree
from claims.publishing import rebuild, verify

Write = Callable[[str], object]
Attack = Callable[[random.Random], None]
TIMES, SEED = 200, 2024
BEGAN = datetime(2024, 8, 26, 9, tzinfo=UTC)
BACK = timedelta(days=30)


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--times", type=int, default=TIMES, help="how often each is tried")


def report(write: Write, *, times: int, **options: Any) -> None:
    with scratch():
        _write_a_record()
        key = note.PrivateKey.new("bench.example/record")
        write(f"{engine()}, {head_seq()} entries, each attack {times} times")
        found = dict.fromkeys((*ATTACKS, OLD_BACKUP), 0)
        for name in found:
            chance = random.Random(f"{SEED} {name}")  # noqa: S311  # the same attacks every time
            for _ in range(times):
                found[name] += bool(tried(name, chance, key))
            write(f"{name:<28} {found[name]:>4} of {times} found")
        write(f"{'all':<28} {sum(found.values()):>4} of {times * len(found)} found")


def tried(name: str, chance: random.Random, key: note.PrivateKey) -> str | None:
    """Carry an attack out, say the first thing that is found of it, and undo it."""
    with undone():
        if name == OLD_BACKUP:
            signed = _signed_after_more(chance, key)
        else:
            signed = _signed(key)
            with _behind_the_triggers():
                ATTACKS[name](chance)
            if name == DROPPED:
                _drop_one(chance)
        return next(
            chain(verify.problems(), checkpoint_check.differences(signed, key.public)), None
        )


def _write_a_record() -> None:
    """Small, since what is found does not depend on its length: eight claims, each decided on."""
    editor = User.objects.create_user("amina")
    event = Event(slug="event", title="A made-up event")
    event.save()
    media = Source(slug="paper", name="A paper", kind="media")
    media.save()
    for n in range(8):
        source = Source(slug=f"source-{n}", name=f"Source {n}", kind="other")
        report = Report(slug=f"report-{n}", publisher=media, title=f"Report {n}")
        source.save()
        report.save()
        claim = Claim(slug=f"claim-{n}", claimant=source, event=event, statement=f"{n} were seen.")
        claim.save()
        Citation(claim=claim, report=report).save()
        at = BEGAN + timedelta(hours=n)
        actions.publish([claim], by=editor, at=at)
        actions.change_status(
            claim,
            to=Status.UNVERIFIABLE,
            reason="We asked both hospitals and nobody could say.",
            by=editor,
            at=at,
        )


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield
        transaction.set_rollback(True)


def _signed(key: note.PrivateKey) -> str:
    """What somebody elsewhere was given before."""
    size = head_seq()
    text = note.Checkpoint(key.name, size, tree.root(size)).text()
    return f"{text}\n{key.line(text)}"


def _signed_after_more(chance: random.Random, key: note.PrivateKey) -> str:
    """Work and sign after the backup was taken; then bring the backup back."""
    with undone():
        for source in chance.sample(list(Source.objects.order_by("pk")), chance.randint(1, 3)):
            source.name = f"{source.name}, renamed"
            source.save()
            actions.publish([source], note="A new name.", by=None, at=datetime.now(tz=UTC))  # noqa: TID251  # a program of its own
        return _signed(key)


@contextmanager
def _behind_the_triggers() -> Iterator[None]:
    triggers.drop(connection)
    yield
    triggers.install(connection)


def _cut(chance: random.Random) -> None:
    last = head_seq() - chance.randint(1, 10)
    EntryBody.objects.filter(entry__gt=last).delete()
    Authorship.objects.filter(entry__gt=last).delete()
    Entry.objects.filter(seq__gt=last).delete()
    rebuild.rebuild()


def _falsify(chance: random.Random) -> None:
    words = chance.choice(list(EntryBody.objects.filter(entry__subject_kind="claim")))
    body = canonical.loads(words.body)
    others = [one.value for one in Status if one != body["state"]["status"]]
    body["state"]["status"] = chance.choice(others)
    EntryBody.objects.filter(pk=words.pk).update(body=canonical.dumps(body))
    _recompute()
    rebuild.rebuild()


def _date_back(chance: random.Random) -> None:
    back = BACK + timedelta(minutes=chance.randrange(1000))
    for entry in Entry.objects.order_by("seq"):
        Entry.objects.filter(seq=entry.seq).update(
            recorded_at=entry.recorded_at - back, effective_at=entry.effective_at - back
        )
    _recompute()
    rebuild.rebuild()


def _recompute() -> None:
    """All digests, so that the record agrees with itself."""
    previous = ""
    for entry in Entry.objects.select_related("words").order_by("seq"):
        entry.previous = previous
        previous = canonical.leaf_digest(entry.leaf(entry.words.nonce, entry.words.body))
        Entry.objects.filter(seq=entry.seq).update(previous=entry.previous, digest=previous)


def _forge_a_decision(chance: random.Random) -> None:
    decision = chance.choice(list(StatusChange.objects.order_by("pk")))
    rows = StatusChange.objects.filter(pk=decision.pk)
    writer = Authorship.objects.filter(entry=chance.randint(1, head_seq()))
    ways: list[Callable[[], object]] = [
        lambda: rows.update(reason=decision.reason + " We are sure."),
        lambda: rows.update(at=decision.at - BACK),
        lambda: decision.delete(),
        lambda: writer.update(salt=f"{chance.getrandbits(128):032x}"),
        lambda: writer.delete(),
    ]
    chance.choice(ways)()


def _edit_a_row(chance: random.Random) -> None:
    claim = chance.choice(list(PublishedClaim.objects.order_by("since")))
    source = chance.choice(list(PublishedSource.objects.order_by("since")))
    ways: list[Callable[[], object]] = [
        lambda: PublishedClaim.objects.filter(pk=claim.pk).update(statement="Nobody died."),
        lambda: PublishedClaim.objects.filter(pk=claim.pk).update(short="Nobody died."),
        lambda: PublishedSource.objects.filter(pk=source.pk).update(name="Somebody else"),
    ]
    chance.choice(ways)()


def _edit_a_body(chance: random.Random) -> None:
    words = chance.choice(list(EntryBody.objects.order_by("pk")))
    place = chance.randrange(len(words.body))
    other = "x" if words.body[place] != "x" else "y"
    body = words.body[:place] + other + words.body[place + 1 :]
    EntryBody.objects.filter(pk=words.pk).update(body=body)


def _delete_words(chance: random.Random) -> None:
    EntryBody.objects.filter(pk=chance.randint(1, head_seq())).delete()


def _nothing(chance: random.Random) -> None:
    pass


def _drop_one(chance: random.Random) -> None:
    every = triggers.SQLITE if connection.vendor == "sqlite" else triggers.POSTGRES
    triggers.drop(connection, frozenset([chance.choice(sorted(every))]))


OLD_BACKUP, DROPPED = "an older backup brought back", "a trigger dropped"
ATTACKS: Mapping[str, Attack] = {
    "the end cut off": _cut,
    "falsified and recomputed": _falsify,
    "all dated back": _date_back,
    "a decision forged": _forge_a_decision,
    "a row edited": _edit_a_row,
    "a body edited": _edit_a_body,
    DROPPED: _nothing,
    "words deleted": _delete_words,
}
