"""Rows in pieces, by key: the record may grow meanwhile, and no query stays open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Model, QuerySet

SIZE = 250
M = TypeVar("M", bound=Model)


def by_key(rows: QuerySet[M], key: str) -> Iterator[list[M]]:
    """All rows in the order of a key that names each, a piece at a time."""
    last = 0
    while found := list(rows.filter(**{f"{key}__gt": last}).order_by(key)[:SIZE]):
        yield found
        last = getattr(found[-1], key)
