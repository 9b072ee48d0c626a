"""What was sent of the sheet: the cells that were typed into, each beside what stood there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from claims.actions.table.rows import KEEPING
from claims.admin.concurrent_edit.compare import number, plain
from claims.admin.story.rows import COLUMNS, Row
from claims.admin.typed_text import TAKEN_OUT
from claims.domain.invisible_characters import may_be_kept, refusal, whole_text, without_unseen
from claims.domain.table_columns import COLUMNS as HEADINGS

MOST_ROWS = 500
WHOLE = "row"
"""In place of a column: what is said of the row as a whole."""
EXTRAS = tuple(
    name
    for name in HEADINGS
    if name not in ("claimant", "said", "event", "number", "measure", "counted", "address")
)
"""Columns of a pasted table that have no cell of their own in the sheet."""
_NAME = re.compile(
    rf"(?P<key>[fc][0-9]{{1,18}}|n[0-9]{{1,4}})"
    rf"-(?P<what>{'|'.join((*COLUMNS, *EXTRAS, 'seen'))})(?P<end>-was|-known)?\Z"
)


@dataclass
class Typed:
    """One row as it was sent; ``known`` is what others saved and this editor was told of."""

    key: str
    seen: int = 0
    cells: dict[str, str] = field(default_factory=dict)
    was: dict[str, str] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, list[str]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    ticks: dict[str, bool] = field(default_factory=dict)
    """Texts that may be kept as they were typed, and whether an editor said so."""
    looked_at: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not any(self.cells.values())

    def refuse(self, column: str, *sentences: str) -> None:
        self.wrong.setdefault(column, []).extend(sentences)

    def look_at_name(self, column: str, name: str, said: str) -> None:
        """A new name that may be in disguise waits until an editor says that it is meant."""
        self.ticks[name] = name in self.looked_at
        if not self.ticks[name]:
            self.refuse(column, said)

    def look_through(self, kept: Sequence[str]) -> None:
        """Take what is not seen out of each cell and say so; it stays where that was ticked.

        What else was ticked are names, which were looked at.
        """
        self.looked_at = frozenset(kept)
        for column, text in self.cells.items():
            long = column in KEEPING
            if whole := whole_text(text, kept) if long else "":
                self.cells[column], self.ticks[whole] = whole, True
            elif said := refusal(text):
                self.cells[column] = without_unseen(text)
                self.refuse(column if column in COLUMNS else WHOLE, said, TAKEN_OUT)
                if long and may_be_kept(text):
                    self.ticks[text] = False

    def changed(self, row: Row) -> dict[str, str]:
        """The cells that hold something else than when they were shown."""
        shown = {column: self.was.get(column, row.value(column)) for column in self.cells}
        return {
            column: text
            for column, text in self.cells.items()
            if text != shown[column] and not row.cells[column].fixed
        }


@dataclass
class Sent:
    """``edited`` are rows that stand, by their key; ``new`` those at the foot, in order."""

    edited: dict[str, Typed] = field(default_factory=dict)
    new: list[Typed] = field(default_factory=list)
    cut: int = 0
    """How many rows were more than can be taken at once."""

    def look_through(self, kept: Sequence[str]) -> None:
        for typed in (*self.edited.values(), *self.new):
            typed.look_through(kept)


def read_sent(data: Mapping[str, object]) -> Sent:
    rows: dict[str, Typed] = {}
    for name, text in data.items():
        if found := _NAME.match(name):
            row = rows.setdefault(found["key"], Typed(found["key"]))
            _put(row, found["what"], found["end"] or "", plain(str(text)))
    _take(rows, str(data.get("take", "")))
    edited = {key: row for key, row in rows.items() if key[0] != "n"}
    new = [row for key, row in rows.items() if key[0] == "n" and not row.is_empty]
    new.sort(key=lambda row: int(row.key[1:]))
    kept = dict(list(edited.items())[:MOST_ROWS])
    return Sent(kept, new[:MOST_ROWS], len(edited) - len(kept) + max(0, len(new) - MOST_ROWS))


def _put(row: Typed, what: str, end: str, text: str) -> None:
    if what == "seen":
        row.seen = number(text)
    elif end == "-was":
        row.was[what] = text
    elif end == "-known":
        row.known[what] = text
    else:
        row.cells[what] = text


def _take(rows: Mapping[str, Typed], choice: str) -> None:
    """Carry out what was chosen where two had changed the same."""
    key, _, whose = choice.partition(":")
    row = rows.get(key)
    if row is None:
        return
    for column, theirs in row.known.items():
        if whose == "mine":
            row.was[column] = theirs
        elif whose == "theirs":
            row.cells.pop(column, None)
    row.known.clear()
