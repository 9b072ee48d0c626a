"""Published rows from the log alone: to compare with what stands, or to put in its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import F, OuterRef, Subquery

from claims.domain.vocabulary import Publication, SubjectKind
from claims.models.record import search_index, triggers, vocabulary
from claims.models.record.entry import Entry, EntryBody
from claims.models.record.insert import prepared, write
from claims.models.record.rows import ROWS, Projected
from claims.publishing import parallel, projection
from claims.publishing.new_entry import End
from claims.publishing.record_ranges import Walk, ranges
from claims.states import body as states

CHUNK = 1000
AHEAD = 8
"""Ranges whose rows may wait to be written."""


def expected(
    subjects: Collection[str] | None = None, *, after: int = 0, upto: int | None = None
) -> Iterator[Projected]:
    """Every row the log calls for, of some subjects or of all, in order of entries, streamed.

    Or those of the entries after one of them and up to another.
    """
    later = Entry.objects.filter(subject=OuterRef("subject"), seq__gt=OuterRef("seq"))
    following = later.order_by("seq")
    wanted = Entry.objects.filter(seq__gt=after)
    if upto is not None:
        wanted = wanted.filter(seq__lte=upto)
    if subjects is not None:
        wanted = wanted.filter(subject__in=subjects)
    entries = wanted.annotate(
        next_seq=Subquery(following.values("seq")[:1]),
        next_at=Subquery(following.values("effective_at")[:1]),
        words_then=F("words__body"),
    ).order_by("seq")
    for entry in entries.iterator(chunk_size=CHUNK):
        yield from _rows_of(entry)


def _rows_of(entry: Entry) -> list[Projected]:
    end = None
    if entry.next_seq is not None:  # type: ignore[attr-defined]
        end = End(entry.next_seq, entry.next_at)  # type: ignore[attr-defined]
    body = entry.words_then  # type: ignore[attr-defined]
    kind = SubjectKind(entry.subject_kind)
    state = states.read(kind, body).state if body is not None else None
    return projection.project(entry, state, end)


def rebuild(walk: Walk | None = None, run: parallel.Run = parallel.here) -> int:
    """Delete all published rows and write them again; returns how many.

    The caller sees to it that nobody writes (``log.writing``), and has made sure that the log is
    sound: whatever stands there is made into rows.
    """
    walk = walk or Walk()
    with in_bulk():
        for model in ROWS:
            model._default_manager.all().delete()
        vocabulary.PublishedWord.objects.all().delete()
        return write_all(run(_made, ranges(0, CHUNK), ahead=AHEAD), walk)


Made = tuple[list[list[list[object]]], set[str]]
"""Rows of some entries as plain values, of each table by themselves, and the words in them."""


def _made(after: int, upto: int) -> Made:
    return made_of(list(expected(after=after, upto=upto)))


def made_of(rows: Sequence[Projected]) -> Made:
    return [prepared(some) for _, some in projection.by_model(rows)], vocabulary.words_in(rows)


@contextmanager
def in_bulk() -> Iterator[None]:
    """While very many rows are written: nothing guards them, and what finds them is made after."""
    with (
        triggers.rows_unguarded(connection),
        search_index.lifted(connection),
        _without_indexes(),
    ):
        yield


def write_all(all_made: Iterable[tuple[int, Made]], walk: Walk) -> int:
    """Rows of ranges of entries, one after another; returns how many there were."""
    count = 0
    known: set[str] = set()
    for upto, (made, words) in all_made:
        for model, rows in zip(ROWS, made, strict=True):
            write(model, rows)
            count += len(rows)
        vocabulary.add(words - known)
        known |= words
        walk.reached("rows written", upto)
    return count


@contextmanager
def _without_indexes() -> Iterator[None]:
    """On SQLite an index is made faster from all rows than by each; readers see those before."""
    if connection.vendor != "sqlite":
        yield
        return
    tables = {model._meta.db_table for model in ROWS}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index'")
        indexes = [(name, sql) for name, table, sql in cursor.fetchall() if sql and table in tables]
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        yield
        for _, sql in indexes:
            cursor.execute(sql)


def since(pk: int | tuple[int, ...]) -> int:
    """The entry that the row of this key is of."""
    return int(pk[0] if isinstance(pk, tuple) else pk)


def subject(uid: str) -> None:
    """The same for one subject: after its words were removed."""
    had = vocabulary.words_of(uid)
    for model in ROWS:
        model._default_manager.filter(uid=uid).delete()
    projection.insert(expected([uid]))
    vocabulary.forget(had)
    search_index.forget(connection)


def fill_search() -> bool:
    """What rows are searched by, where a migration took it away; whether it had.

    No triggers must stand, for those would refuse it; nor do those that carry it into the indexes:
    the caller makes these anew.
    """
    if vocabulary.PublishedWord._meta.db_table not in connection.introspection.table_names():
        return False  # migrated back to before
    found = False
    for model in vocabulary.SEARCHED:
        rows: Any = model._default_manager
        empty = rows.filter(search="").exclude(publication=Publication.WITHHELD)
        waiting = empty.order_by("since")
        while numbers := list(waiting.values_list("since", flat=True)[:CHUNK]):
            found = True
            made = [row for row in _expected(numbers) if isinstance(row, model)]
            rows.bulk_update(made, ["search"], batch_size=100)
            vocabulary.add(vocabulary.words_in(made))
            waiting = waiting.filter(since__gt=numbers[-1])
    return found


def _expected(numbers: Sequence[int]) -> Iterator[Projected]:
    """The rows of some entries."""
    for body in EntryBody.objects.filter(entry__in=numbers).select_related("entry"):
        yield from projection.project(body.entry, body.read.state, None)
