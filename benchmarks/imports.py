"""Bringing in a large dossier: the founding event, told again and again as if by others.

Runs on a database of its own, of the kind that DATABASE_URL names. Time is the processor's and
the clock's; memory is the most that the process held.
"""

from __future__ import annotations

import copy
import json
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from benchmarks import database
from benchmarks.plans import FOUNDING
from benchmarks.processes import most_memory
from claims import dossier
from claims.dossier.structure import NAMED, Object, walk

Write = Callable[[str], object]
SIZES = (1_000, 10_000)
OWN = {"report": ("slug",), "claim": ("slug", "utterance"), "figure": ("id",)}
"""What a copy goes by other names for, and the keys that hold these."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--claims", type=int, nargs="+", default=list(SIZES), metavar="N")


def report(write: Write, *, claims: list[int], **options: Any) -> None:
    for size in claims:
        raw = json.dumps(grown(size), ensure_ascii=False).encode()
        with database.scratch():
            write(f"\n{size:,} claims, {len(raw) / 1e6:,.1f} MB, {database.engine()}")
            _take(write, raw)


def _take(write: Write, raw: bytes) -> None:
    editor = User.objects.create_user("importer")
    begun, busy = time.perf_counter(), time.process_time()

    def told(done: str) -> None:
        seconds, ours = time.perf_counter() - begun, time.process_time() - busy
        write(f"{done}: {seconds:,.1f} s, processor {ours:,.1f} s, at most {most_memory():,.0f} MB")

    found = dossier.read(raw)
    told("read")
    dossier.import_dossier(found, by=editor, at=timezone.now(), progress=told)
    told("committed")


def grown(claims: int) -> Object:
    """The founding dossier with so many claims: copies of its own, under names of their own."""
    founding: Object = json.loads(FOUNDING.read_text(encoding="utf-8"))
    copies = list(_copies(founding, -(-claims // len(founding["claims"]))))
    for key in ("reports", "claims", "links"):
        founding[key] = [shape for one in copies for shape in one[key]]
    return founding


def _copies(founding: Object, count: int) -> Iterator[Object]:
    told = {key: founding[key] for key in ("reports", "claims", "links")}
    yield told
    for number in range(1, count):
        again = copy.deepcopy(told)
        for kind, _, shape in walk(again):
            named = {key for key, what in NAMED[kind].items() if what in OWN}
            for key in named.union(OWN.get(kind, ())) & shape.keys():
                shape[key] = _renamed(shape[key], number)
        yield again


def _renamed(names: Any, number: int) -> Any:
    if isinstance(names, str):
        return f"{names}-x{number}"
    return [_renamed(name, number) if isinstance(name, str) else name for name in names]
