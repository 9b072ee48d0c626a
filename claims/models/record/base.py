"""What the record is read as: its entries, their bodies and the rows made from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Self

from django.db import models
from django.db.models.base import ModelState


class Recorded(models.Model):
    """A line of the database as it is read: a page reads hundreds, and makes none.

    What was read is set as it is. Django's own way sets defaults first and tells those who listen
    to ``post_init``, of whom there are none, which takes three times as long.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_db(
        cls,
        db: str | None,
        field_names: Collection[str],
        values: Collection[object],
        **more: object,
    ) -> Self:
        # What is deferred is not there: the first look at it fetches it.
        found = cls.holding(zip(field_names, values, strict=True))
        found._state.adding, found._state.db = False, db
        return found

    @classmethod
    def holding(cls, values: Mapping[str, object] | Iterable[tuple[str, object]]) -> Self:
        """One that has these values by their names and nothing else, and is in no database yet."""
        made = cls.__new__(cls)
        made._state = ModelState()
        made.__dict__.update(values)
        return made
