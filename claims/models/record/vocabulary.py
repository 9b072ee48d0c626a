"""The words on record, each once: what somebody may have meant who spelt one otherwise.

It follows from the ``search`` columns of the published rows, at whatever moment they held, and is
written and taken away with them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Any

from django.db import connection, models
from rapidfuzz.distance import OSA

from claims.domain.search import LONGEST_TOKEN, vocabulary
from claims.models.record.row import Row
from claims.models.record.rows import ROWS
from claims.models.record.search import SearchField, holding

AT_ONCE = 100
MOST_MEANT = 3
SHORTEST_WITH_ONE, SHORTEST_WITH_TWO = 4, 7
"""Letters of a word from which on one of them, and two, may be wrong."""


class PublishedWord(models.Model):
    """A word as it is compared, with what narrows down which others are spelt much like it."""

    word = models.CharField(max_length=LONGEST_TOKEN, primary_key=True)
    first = models.CharField(max_length=1)
    length = models.PositiveSmallIntegerField()

    objects = models.Manager["PublishedWord"]()

    class Meta:
        indexes = [models.Index(fields=["first", "length"], name="publishedword_alike")]

    def __str__(self) -> str:
        return self.word


SEARCHED: tuple[type[Row], ...] = tuple(
    model
    for model in ROWS
    if issubclass(model, Row) and any(isinstance(f, SearchField) for f in model._meta.fields)
)


def words_in(rows: Iterable[object]) -> set[str]:
    """Those that some rows hold."""
    searched: Iterable[Any] = (row for row in rows if isinstance(row, SEARCHED))
    return vocabulary(row.search for row in searched)


def add(words: Iterable[str]) -> None:
    """Those of rows that were just written."""
    made = [PublishedWord(word=word, first=word[0], length=len(word)) for word in sorted(words)]
    PublishedWord.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)


def words_of(uid: str) -> set[str]:
    """Those that the rows of one subject hold."""
    held = (_columns(model._default_manager.filter(uid=uid)) for model in SEARCHED)
    return vocabulary(chain.from_iterable(held))


def forget(words: Collection[str]) -> None:
    """Take away those that no row holds any more."""
    waiting = sorted(words)
    for start in range(0, len(waiting), AT_ONCE):
        some = set(waiting[start : start + AT_ONCE])
        kept = {word for model in SEARCHED for word in _held(model, some)}
        PublishedWord.objects.filter(word__in=some - kept).delete()


def _held(model: type[Row], words: Collection[str]) -> Iterator[str]:
    asked = [(word, holding(model, word)) for word in sorted(words)]
    found = [f"SELECT %s AS word WHERE EXISTS ({numbers.sql})" for _, numbers in asked]  # ours
    with connection.cursor() as cursor:
        params = [param for word, numbers in asked for param in (word, *numbers.params)]
        cursor.execute(" UNION ALL ".join(found), params)
        yield from (word for (word,) in cursor.fetchall())


def differs() -> bool:
    """Whether it is not what the rows hold."""
    held = (_columns(model._default_manager.all()) for model in SEARCHED)
    wanted = vocabulary(chain.from_iterable(held))
    return wanted != set(PublishedWord.objects.values_list("word", flat=True).iterator())


def _columns(rows: models.QuerySet[Any]) -> Iterator[str]:
    return iter(rows.order_by().values_list("search", flat=True).iterator(chunk_size=1000))


def meant_by(word: str) -> list[str]:
    """The words on record that are spelt most like one that is not there, the closest first.

    By the letters left out, put in, changed or swapped with a neighbour. The first letter is taken
    to be right, or the second to stand before it.
    """
    if len(word) < SHORTEST_WITH_ONE or not word.isalpha():
        return []
    most = 2 if len(word) >= SHORTEST_WITH_TWO else 1
    near = PublishedWord.objects.filter(
        first__in={word[0], word[1]}, length__range=(len(word) - most, len(word) + most)
    )
    found = sorted(
        (OSA.distance(word, other, score_cutoff=most), other)
        for other in near.values_list("word", flat=True)
    )
    closest = [other for distance, other in found if distance == found[0][0] <= most]
    return closest[:MOST_MEANT]
