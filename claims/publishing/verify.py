"""Checks the record against itself: numbers, digests, order, spans, names, rows and log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from itertools import chain, islice
from operator import attrgetter, itemgetter

from django.core.management import CommandError
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Model, Q, QuerySet, Window
from django.db.models.functions import Lead

from claims.domain import canonical
from claims.domain.vocabulary import EntryKind
from claims.models.record import search_index, triggers, vocabulary
from claims.models.record.entry import Entry, EntryBody, head_seq
from claims.models.record.rows import ROWS, Projected, PublishedFigure, PublishedReference
from claims.proof import checkpoint_check
from claims.publishing import audit, desk_log, parallel
from claims.publishing.names_on_record import naming_problems
from claims.publishing.rebuild import CHUNK, expected, since
from claims.publishing.record_ranges import Walk, ranges

ENTRIES, ROWS_OF = "entries", "rows of entries"
"""The two parts of a look that take long."""
WHAT_TO_DO = (
    "Find out what happened before anything is put right: keep a copy of the database, and hold it"
    " against a checkpoint from elsewhere (verify_record --against). See docs/operators.md."
)
MOST_TOLD = 20
FEWEST = 20_000
"""Entries for which it is worth while to start processes."""
_known_unguarded: ContextVar[bool] = ContextVar("known_unguarded", default=False)


def refuse(what: str, problems: Iterable[str]) -> None:
    """Stop a command where there are any, with what was not done, the first of them and what to do.

    Raises CommandError.
    """
    found = list(islice(problems, MOST_TOLD))
    if found:
        raise CommandError("\n".join([what, *found, WHAT_TO_DO]))


def problems(walk: Walk | None = None, *, processes: int = 1) -> Iterator[str]:
    """One sentence for each thing that is wrong; nothing when the record is sound.

    A large record is looked through by so many processes at once.
    """
    walk = walk or Walk()
    with parallel.processes(worth_it(processes, walk)) as run:
        # All is handed out first: the rest is looked at here meanwhile.
        entries = run(_problems_of_entries, ranges(walk.after(ENTRIES), CHUNK))
        authors = run(_problems_of_authors, ranges(0, CHUNK))
        rows = run(_problems_of_rows, ranges(walk.after(ROWS_OF), CHUNK))
        yield from _guard_problems()
        yield from _told(ENTRIES, entries, walk)
        yield from checkpoint_check.kept_problems()
        yield from desk_log.problems()
        yield from chain.from_iterable(found for _, found in authors)
        yield from audit.problems()
        yield from span_problems()
        yield from _row_problems(rows, walk)
        yield from naming_problems()
        for table in search_index.differs(connection):
            yield f"What is found in {table} is not what stands there. Run rebuild_record."
        if vocabulary.differs():
            yield "The words that search offers are not those on record. Run rebuild_record."


def worth_it(processes: int, walk: Walk) -> int:
    """So many processes, or one where they would take longer to start than to look."""
    after = min(walk.after(part) for part in (ENTRIES, ROWS_OF))
    return processes if head_seq() - after >= FEWEST else 1


def log_problems(
    walk: Walk | None = None, *, upto: int | None = None, run: parallel.Run = parallel.here
) -> Iterator[str]:
    """The same of what guards the entries, and of the entries themselves, or the first of them."""
    yield from _guard_problems()
    walk = walk or Walk()
    looks = run(_problems_of_entries, ranges(walk.after(ENTRIES), CHUNK, upto=upto))
    yield from _told(ENTRIES, looks, walk)


def _guard_problems() -> Iterator[str]:
    for name in [*triggers.missing(connection), *search_index.missing(connection)]:
        yield f"The trigger “{name}” is missing or altered: find out who changed it."


def _told(part: str, looks: Iterable[tuple[int, list[str]]], walk: Walk) -> Iterator[str]:
    for upto, found in looks:
        yield from found
        walk.reached(part, upto)


def _problems_of_entries(after: int, upto: int) -> list[str]:
    return list(entry_problems(after=after, upto=upto))


def _problems_of_authors(after: int, upto: int) -> list[str]:
    return list(desk_log.author_problems(after, upto))


def entry_problems(
    *, after: int = 0, upto: int | None = None, lacking: Sequence[str] = ()
) -> Iterator[str]:
    """Numbers without a gap, digests that hold, and a clock that never goes back.

    Of all entries, or of those after one of them and up to another. ``lacking`` are the columns
    that a database of an earlier release does not have.
    """
    entries = Entry.objects.order_by("seq").defer(*lacking)
    last = entries.filter(seq=after).first() if after else None
    entries = entries.annotate(nonce_then=F("words__nonce"), words_then=F("words__body"))
    if upto is not None:
        entries = entries.filter(seq__lte=upto)
    for entry in entries.filter(seq__gt=after).iterator(chunk_size=CHUNK):
        for name in lacking:
            setattr(entry, name, "")
        yield from _follows(entry, last)
        yield from _holds(entry)
        last = entry


def before_migrating(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """What must not be wiped out by putting the triggers back: also of an earlier release."""
    if not _known_unguarded.get():
        for name in triggers.missing(connection):
            yield f"The trigger “{name}” is missing or altered."
    yield from stored_problems(connection)


@contextmanager
def known_unguarded() -> Iterator[None]:
    """Somebody was told which triggers are gone: a migration need not stop for that."""
    token = _known_unguarded.set(True)
    try:
        yield
    finally:
        _known_unguarded.reset(token)


def stored_problems(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """What is wrong with the entries, in a database of this or of an earlier release."""
    tables = connection.introspection.table_names()
    if {Entry._meta.db_table, EntryBody._meta.db_table} <= set(tables):
        with connection.cursor() as cursor:
            described = connection.introspection.get_table_description(cursor, Entry._meta.db_table)
        there = {column.name for column in described}
        fields = Entry._meta.concrete_fields
        yield from entry_problems(lacking=[f.name for f in fields if f.column not in there])


def _follows(entry: Entry, last: Entry | None) -> Iterator[str]:
    if entry.seq != (last.seq if last else 0) + 1:
        yield f"Entry {entry.seq} does not follow {last.seq if last else 'the beginning'}."
    if entry.previous != (last.digest if last else ""):
        yield f"Entry {entry.seq} does not hold the digest of the entry before it."
    if last and entry.recorded_at < last.recorded_at:
        yield f"Entry {entry.seq} is dated before entry {last.seq}."


def _holds(entry: Entry) -> Iterator[str]:
    nonce, body = entry.nonce_then, entry.words_then  # type: ignore[attr-defined]
    if body is None:
        if not _suppressed_later(entry):
            yield f"The words of entry {entry.seq} are gone, and nothing says why."
    elif canonical.leaf_digest(entry.leaf(nonce, body)) != entry.digest:
        yield f"Entry {entry.seq} was altered: its digest does not match."


def _suppressed_later(entry: Entry) -> bool:
    return Entry.objects.filter(
        subject=entry.subject, seq__gt=entry.seq, kind=EntryKind.SUPPRESSED
    ).exists()


def span_problems() -> Iterator[str]:
    """Each row ends exactly where the subject's next begins: no gap, no overlap, no double."""
    following = Window(Lead("since"), partition_by=F("uid"), order_by=F("since").asc())
    for model in ROWS:
        if model in (PublishedFigure, PublishedReference):
            continue  # they stand and fall with the row of their entry
        rows = model._default_manager.annotate(next_since=following)
        # Spelt out: in SQL a number that is not null neither equals null nor differs from it.
        wrong = rows.filter(
            Q(until__lt=F("next_since"))
            | Q(until__gt=F("next_since"))
            | Q(until=None, next_since__isnull=False)
            | Q(until__isnull=False, next_since=None)
        )
        for row in wrong.order_by("since")[:CHUNK]:
            yield f"{_name(row)} does not end where the next begins."


def row_problems(walk: Walk | None = None) -> Iterator[str]:
    """What stands in the published rows against what the log calls for."""
    walk = walk or Walk()
    looks = parallel.here(_problems_of_rows, ranges(walk.after(ROWS_OF), CHUNK))
    yield from _row_problems(looks, walk)


def _row_problems(looks: Iterable[tuple[int, tuple[list[str], int]]], walk: Walk) -> Iterator[str]:
    """What each look found, and whether there are as many rows as all of them called for."""
    begun, count = walk.after(ROWS_OF), 0
    for upto, (found, called_for) in looks:
        yield from found
        count += called_for
        walk.reached(ROWS_OF, upto)
    standing = sum(_rows_after(model, begun) for model in ROWS)
    if standing != count:
        yield f"There are {standing} published rows; the log calls for {count}."


def _problems_of_rows(after: int, upto: int) -> tuple[list[str], int]:
    """Of the rows of some entries, and how many rows these call for."""
    wanted = list(expected(after=after, upto=upto))
    return list(_compare(wanted, after, upto)), len(wanted)


def _rows_after(model: type[Projected], seq: int) -> int:
    after: dict[str, object] = {"since__gt": seq}
    return model._default_manager.filter(**after).count()


def problems_between(after: int, upto: int) -> Iterator[str]:
    """The same of the entries after one and up to another, and of all rows of what they tell of.

    A look at a part of the record: what names what, and the ends of spans, are not asked.
    """
    yield from entry_problems(after=after, upto=upto)
    entries = Entry.objects.filter(seq__gt=after, seq__lte=upto)
    subjects = set(entries.values_list("subject", flat=True))
    wanted = {(type(row), row.pk): as_json(row) for row in expected(subjects)}
    for model in ROWS:
        for row in model._default_manager.filter(uid__in=subjects).order_by("pk"):
            called_for = wanted.pop((type(row), row.pk), None)
            if called_for is None:
                yield f"{_name(row)} has no entry."
            elif called_for != as_json(row):
                yield f"{_name(row)} differs from its entry."
    for kind, pk in wanted:
        yield f"{kind.__name__} of entry {since(pk)} is missing."


def _compare(wanted: Sequence[Projected], after: int, upto: int) -> Iterator[str]:
    between: dict[str, object] = {"since__gt": after, "since__lte": upto}
    standing = {
        model: dict(_values(model, model._default_manager.filter(**between))) for model in ROWS
    }
    for row in wanted:
        model = type(row)
        read, key = _reading(model)
        values = read(row)
        found = standing[model].get(key(values))
        if found is None:
            yield f"{_name(row)} is missing."
        # What is equal may yet be of another type: then it is the text that counts.
        elif found != values and as_json(_row(model, found)) != as_json(row):
            yield f"{_name(row)} differs from its entry."


def _values(
    model: type[Projected], rows: QuerySet[Model]
) -> Iterator[tuple[object, tuple[object, ...]]]:
    """Of each row by its key, without the row: there are many."""
    _, key = _reading(model)
    for values in rows.values_list(*_columns(model)).iterator(chunk_size=CHUNK):
        yield key(values), values


@cache
def _reading(
    model: type[Projected],
) -> tuple[Callable[[Projected], tuple[object, ...]], Callable[[Sequence[object]], object]]:
    """How the values of a row are read, and the key that is among them."""
    columns = _columns(model)
    keys = [field.attname for field in model._meta.pk_fields]
    return attrgetter(*columns), itemgetter(*(columns.index(name) for name in keys))


def _columns(model: type[Projected]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _row(model: type[Projected], values: Sequence[object]) -> Projected:
    return model(**dict(zip(_columns(model), values, strict=True)))


def as_json(row: Projected) -> str:
    """A row as canonical JSON, keys in order: what "the same rows" means."""
    return canonical.dumps({name: _plain(getattr(row, name)) for name in _columns(type(row))})


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return canonical.moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def all_rows() -> Iterable[str]:
    """Every published row as canonical JSON, in key order: to compare whole tables."""
    for model in ROWS:
        for row in model._default_manager.order_by("pk").iterator(chunk_size=CHUNK):
            yield f"{model.__name__} {as_json(row)}"


def _name(row: Projected) -> str:
    return f"{type(row).__name__} of entry {since(row.pk)}"
