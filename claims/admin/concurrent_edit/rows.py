"""Rows of one kind three ways: added, changed and removed by either of two editors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Model
from django.forms import Field, ModelForm
from django.http import QueryDict

from claims.admin.concurrent_edit.compare import (
    MINE,
    THEIRS,
    FormComparison,
    Overlap,
    Values,
    in_words,
    number,
    put,
    snapshot,
    typed,
    values_of,
    values_or_none,
)
from claims.models.desk.base import DeskModel

MOST_ROWS = 200
"""Of one kind in one form, unless more are stored."""
MOST_SENT = 500
"""The most that are stored with the largest things brought in: no more is even read."""
WHOLE = ""
Choices = Mapping[str, str]


@dataclass
class Row:
    """One typed row: its values by field, and what its hidden boxes say."""

    values: Values
    key: str = ""
    removed: bool = False
    open: set[str] = field(default_factory=set)
    earlier: dict[str, str] = field(default_factory=dict)


@dataclass
class Rows:
    """All rows of one inline, before and after they were compared."""

    prefix: str
    form: type[ModelForm]
    make: Callable[[Model], ModelForm]
    stored: dict[str, Model]
    opened: dict[str, Model]
    stale: bool
    overlaps: list[Overlap] = field(default_factory=list)

    @property
    def fields(self) -> Mapping[str, Field]:
        return self.form.base_fields

    def merge(self, data: QueryDict, choices: Choices, earlier: Choices) -> None:
        """Lay out anew, in the data, what each of the rows is to be."""
        given = [self._chosen(row, i, choices, earlier) for i, row in self._typed(data)]
        kept = [row for row in given if row is not None]
        merged = [one for row in kept if (one := self._merged(row, data)) is not None]
        known = {row.key for row in kept}
        added = [self._as_stored(key) for key in self.stored if key not in known]
        twice = [row.values for row in added]
        new = [row for row in merged if not row.key and row.values not in twice]
        self._lay_out(data, [*(row for row in merged if row.key), *added], new)

    def _typed(self, data: QueryDict) -> Iterator[tuple[int, Row]]:
        pattern = re.compile(rf"{re.escape(self.prefix)}-([0-9]{{1,4}})-")
        numbers = sorted({int(found[1]) for name in data if (found := pattern.match(name))})
        for i in numbers[:MOST_SENT]:
            at = f"{self.prefix}-{i}-"
            values = typed(self.fields, data, at)
            yield i, Row(values, data.get(f"{at}id", ""), bool(data.get(f"{at}DELETE")))

    def _chosen(self, row: Row, i: int, choices: Choices, earlier: Choices) -> Row | None:
        """Carry out what was chosen for a row when it was last shown; None where it goes."""
        at = f"{self.prefix}-{i}"
        opened = self._opened(row.key)
        for name in [WHOLE, *self.fields]:
            key = f"{at}-{name}" if name else at
            choice = choices.get(key)
            if choice == THEIRS and name == WHOLE:
                return Row(opened, row.key) if opened is not None else None
            if choice == THEIRS and opened is not None:
                row.values[name] = opened.get(name, [])
            elif choice is not None and choice != MINE:
                row.open.add(name)
                row.earlier[name] = earlier.get(key, "")
        return row

    def _opened(self, key: str) -> Values | None:
        return values_or_none(self.make, self.opened.get(key)) if key else None

    def _merged(self, row: Row, data: QueryDict) -> Row | None:
        if not row.key:
            return row
        opened = self._opened(row.key)
        if row.key not in self.stored:
            return self._merged_removed(row, opened)
        theirs = values_of(self.make(self.stored[row.key]))
        if row.removed:
            row.open = {WHOLE} if WHOLE in row.open or opened != theirs else set()
            return row
        sheet = FormComparison("", self.fields, row.values, opened, self.stale, row.open)
        compared = sheet.merge(theirs)
        row.values, row.open = compared.values, set(compared.open)
        return row

    def _merged_removed(self, row: Row, opened: Values | None) -> Row | None:
        """The other removed it: gone, unless it was changed here, which is asked."""
        if row.removed or opened == row.values:
            return None
        return Row(row.values, open={WHOLE}, earlier={WHOLE: self._line(opened or {})})

    def _as_stored(self, key: str) -> Row:
        return Row(values_of(self.make(self.stored[key])), key)

    def _lay_out(self, data: QueryDict, old: list[Row], new: list[Row]) -> None:
        for name in [name for name in data if re.match(rf"{re.escape(self.prefix)}-[0-9]", name)]:
            del data[name]
        for i, row in enumerate([*old, *new]):
            at = f"{self.prefix}-{i}"
            for name, values in row.values.items():
                put(data, f"{at}-{name}", values)
            self._mark(data, at, row)
            self.overlaps += self._asked(at, row)
        data[f"{self.prefix}-INITIAL_FORMS"] = str(len(old))
        data[f"{self.prefix}-TOTAL_FORMS"] = str(len(old) + len(new))

    def _mark(self, data: QueryDict, at: str, row: Row) -> None:
        if not row.key:
            return
        data[f"{at}-id"] = row.key
        if row.removed:
            data[f"{at}-DELETE"] = "on"
        stored = self.stored.get(row.key)
        if "seen" in self.fields and isinstance(stored, DeskModel):
            data[f"{at}-seen"] = str(stored.version)

    def _asked(self, at: str, row: Row) -> Iterator[Overlap]:
        name = f"{self.form._meta.model._meta.verbose_name}".capitalize()
        stored = self.stored.get(row.key)
        theirs = values_of(self.make(stored)) if stored is not None else {}
        opened = self._opened(row.key)
        what = f"{name} “{stored}”" if stored is not None else name
        for asked in sorted(row.open):
            earlier = row.earlier.get(asked)
            if asked == WHOLE:
                mine = "removed" if row.removed else self._line(row.values)
                was = self._line(opened or {}) if earlier is None else earlier
                yield Overlap(at, what, was, self._line(theirs) or "removed", mine)
            else:
                sheet = FormComparison(what, self.fields, row.values, opened, self.stale)
                yield sheet.overlap(f"{at}-{asked}", asked, theirs, earlier)

    def _line(self, values: Values) -> str:
        """A row on one line."""
        said = (in_words(f, values[n]) for n, f in self.fields.items() if values.get(n))
        return "; ".join(word for word in said if word)


def own_versions(
    opened: dict[str, Model], stored: dict[str, Model], seen: Mapping[str, str]
) -> bool:
    """For rows with a version of their own: put each as it was when opened; whether any is not."""
    found = False
    versioned = {key: row for key, row in stored.items() if isinstance(row, DeskModel)}
    for key, row in versioned.items():
        if key in seen and number(seen[key]) != row.version:
            found = True
            state = snapshot(row, seen[key]).owner
            if state is not None:
                opened[key] = state
        elif key in seen:
            opened[key] = row
    return found
