"""One form's fields three ways: as they were opened, as another left them, as they were typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from claims.admin.concurrent_edit.form_values import Values, told

MINE, THEIRS = "mine", "theirs"
UNKNOWN = "not known"


@dataclass(frozen=True)
class Overlap:
    """What both changed, each to something else. ``key`` names the choice between them."""

    key: str
    what: str
    opened: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Compared:
    """``values`` is what the form holds from here on; ``open`` names the fields to choose for."""

    values: Values
    open: tuple[str, ...] = ()


@dataclass
class Sheet:
    """One form on its way through a comparison, with what is still to be chosen in it."""

    name: str
    fields: Mapping[str, Any]
    mine: Values
    opened: Values | None
    stale: bool
    still_open: set[str] = field(default_factory=set)

    def choose(self, name: str, choice: str) -> None:
        """Carry out what was chosen for a field when the form was last shown."""
        if choice == THEIRS and self.opened is not None:
            self.mine[name] = self.opened.get(name, [])
        elif choice != MINE:
            self.still_open.add(name)

    def meet(self, theirs: Values) -> Compared:
        """What only one of two changed is taken from that one; what both changed is asked."""
        values, asked = dict(self.mine), []
        for name in self.fields:
            there, here = theirs.get(name, []), self.mine.get(name, [])
            if there == here:
                continue
            was = None if self._unknown(name) else (self.opened or {}).get(name, [])
            if name in self.still_open or was not in (there, here):
                asked.append(name)
            elif was == here:
                values[name] = there
        return Compared(values, tuple(asked))

    def _unknown(self, name: str) -> bool:
        """The history keeps no lists of other things: what they were is not known."""
        is_list = isinstance(self.fields[name], forms.ModelMultipleChoiceField)
        return self.opened is None or (self.stale and is_list)

    def overlap(self, key: str, name: str, theirs: Values, earlier: str | None) -> Overlap:
        """``earlier`` is what stood there when the form was first opened, where it was told."""
        field_ = self.fields[name]
        opened = UNKNOWN if self._unknown(name) else told(field_, (self.opened or {}).get(name, []))
        label = str(field_.label or name)
        return Overlap(
            key=key,
            what=f"{self.name}: {label}" if self.name else label,
            opened=opened if earlier is None else earlier,
            theirs=told(field_, theirs.get(name, [])),
            mine=told(field_, self.mine.get(name, [])),
        )
