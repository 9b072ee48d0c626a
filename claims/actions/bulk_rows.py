"""Puts many rows on the desk at once, each with its line in the desk's history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.db.models import Model

from claims.actions.desk import Editor
from claims.models.desk.base import DeskModel, Kept, Written
from claims.models.desk.bulk_history import BATCH, remember

R = TypeVar("R", bound=Model)


class Rows:
    def __init__(self, by: Editor, *, reason: str = "") -> None:
        self.by, self.reason = by, reason

    def put(
        self, rows: Sequence[R], *, later: Mapping[str, Sequence[object]] | None = None
    ) -> list[R]:
        """Insert new rows in their order; ``later`` holds values to set once all of them stand.

        What refers to its own table is set so: the order of a file, which people chose, is kept,
        and nothing need come before what refers to it.
        """
        tidied(rows)
        return self.put_tidied(rows, later=later)

    def put_tidied(
        self, rows: Sequence[R], *, later: Mapping[str, Sequence[object]] | None = None
    ) -> list[R]:
        """The same for rows whose texts are clean, so that it takes no longer than it must."""
        if not rows:
            return []
        made = list(rows)
        model = type(made[0])
        for row in made:
            if isinstance(row, DeskModel):
                row.version = 1
        model._base_manager.bulk_create(made, batch_size=BATCH)
        self._set_later(made, later or {})
        self._remember(model, made)
        return made

    def _set_later(self, made: list[R], later: Mapping[str, Sequence[object]]) -> None:
        touched: dict[int, R] = {}
        for name, values in later.items():
            for row, value in zip(made, values, strict=True):
                if value is not None:
                    setattr(row, name, value)
                    touched[row.pk] = row
        if touched:
            manager = type(made[0])._base_manager
            manager.bulk_update(list(touched.values()), list(later), batch_size=BATCH)

    def _remember(self, model: type[Model], made: Sequence[Model]) -> None:
        if issubclass(model, Kept):
            remember(model, made, by=self.by, reason=self.reason)


def tidied(rows: Sequence[Model]) -> None:
    for row in rows:
        if isinstance(row, Written):
            row.tidy()
