"""Which entries name a subject, at any depth of their words, as the rows of their names tell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db.models import Model, Q, QuerySet

from claims.models.record.rows import NAMING_COLUMNS, PublishedReference

NAMING: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    *NAMING_COLUMNS.items(),
    (PublishedReference, ("named",)),
)


def rows_naming(uid: str) -> Iterator[QuerySet[Model]]:
    """Of every kind, those made from words, old or new, in which a subject is named."""
    for model, columns in NAMING:
        names = reduce(or_, (Q(**{column: uid}) for column in columns))
        yield model._default_manager.filter(names)


def entries_naming(uid: str) -> Q:
    """The same of entries; what an entry says of its own subject is no name."""
    found = reduce(or_, (Q(seq__in=rows.order_by().values("since")) for rows in rows_naming(uid)))
    return found & ~Q(subject=uid)
