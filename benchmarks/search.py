"""How long it takes to find, and to make the page of it with all its counts.

*Found* is what the API waits for: the words looked up and the first fifty rows fetched. *Page* is
the whole of it for the first reader after a change: names, facets, marks, HTML.
"""

from __future__ import annotations

import re
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from benchmarks import database, material, pages
from benchmarks.read import ROUNDS, columns_read
from claims.api.claims import Claims
from claims.api.paging import page_of
from claims.lookup.as_of import shown_at
from claims.models.record.entry import head

Write = Callable[[str], object]
CLAIMS = 50_000
LINE = "{:<34} {:>7} {:>10} {:>10} {:>8} {:>9}"

QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("no words", {}),
    ("common", {"q": "killed"}),
    ("in every claim", {"q": "somebody"}),
    ("rare", {"q": "weathervane"}),
    ("nothing", {"q": "nonesuch"}),
    ("two words", {"q": "soldiers taleabad"}),
    ("two common words", {"q": "killed injured"}),
    ("the beginning of a word", {"q": "weather"}),
    ("romanised", {"q": "Mohammed Husein"}),
    ("in Arabic script", {"q": "محمد حسین"}),
    ("a place in another spelling", {"q": "Talkhail"}),
    ("by the name of a source", {"q": "spokesperson"}),
    ("hostile: operators", {"q": '"killed OR NOT (NEAR* AND -'}),
    ("hostile: SQL", {"q": "killed'; DROP TABLE claims_entry; --"}),
    ("hostile: a letter each", {"q": " ".join("abcdefghijklmnopqrst")}),
    ("narrowed by status", {"q": "killed", "status": "confirmed"}),
    (
        "narrowed by event and measure",
        {"q": "killed", "event": "made-event-100-0", "measure": "killed"},
    ),
    ("as of a day", {"q": "killed", "as_of": "2024-01-20"}),
    ("facets alone", {"status": "confirmed", "measure": "injured"}),
]


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--claims", type=int, default=CLAIMS, metavar="N")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="the best of so many")


def report(write: Write, *, claims: int, rounds: int, **options: Any) -> None:
    with database.scratch():
        with database.filling():
            material.fill(claims)
        database.settled()
        columns_read()
        write(f"{claims:,} claims, {database.engine()}, the page cache off")
        tell(write, rounds)


def tell(write: Write, rounds: int) -> None:
    write(LINE.format("asked for", "hits", "found", "page", "queries", "bytes"))
    for name, query in QUESTIONS:
        address = f"/claims/?{urlencode(query)}"
        found = min(_seconds_to_find(QueryDict(urlencode(query))) for _ in range(rounds + 1))
        taken = pages.ask(address, rounds=rounds)
        hits = re.search(r">All (\d+)<", taken.body)
        times = f"{found * 1000:,.1f} ms", f"{taken.best:,.1f} ms"
        write(LINE.format(name, hits[1] if hits else "?", *times, taken.queries, f"{taken.size:,}"))


def _seconds_to_find(query: QueryDict) -> float:
    begun = time.perf_counter()
    shown = shown_at(query.get("as_of", ""), head=head())
    face = Claims()
    page_of(face.parts(query, shown), query, face.order, shown=shown, path="/", sizes=(50, 50))
    return time.perf_counter() - begun
