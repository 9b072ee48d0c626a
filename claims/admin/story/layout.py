"""How the sheet is laid out: rows narrowed down, sorted, grouped by place; one of them open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from claims.admin.story.margin import Margin, Range, place_order
from claims.admin.story.rows import COLUMNS, Cell, Row, Story
from claims.admin.story.submitted import EXTRAS, WHOLE, Typed
from claims.domain.table_columns import COLUMNS as HEADINGS
from claims.domain.text import fold

if TYPE_CHECKING:
    from _typeshed import SupportsRichComparison

NO_FIGURE = "-"
BY_PLACE = "where"
"""How rows stand where nothing else is asked: under their places."""
ASKED = ("q", "of", "show", "by")


@dataclass(frozen=True)
class ShownCell:
    """``typed`` is what stands in the box; ``was`` what stood there when it was opened."""

    column: str
    name: str
    """Of its box in the form."""
    label: str
    """Of the box, where the row is open."""
    cell: Cell
    typed: str = ""
    was: str = ""
    known: str | None = None
    wrong: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """Told in an empty box, where no column stands above it."""
        return labels().get(self.column, "")


@dataclass(frozen=True)
class Line:
    """One row as the page shows it; ``open`` as boxes."""

    n: int
    row: Row
    cells: tuple[ShownCell, ...]
    state: str = ""
    mark: str = ""
    clashes: bool = False
    open: bool = False
    unsaved: bool = False
    wrong: tuple[str, ...] = ()
    collides: bool = False
    seen: int = 0
    ticks: Mapping[str, bool] = field(default_factory=dict)

    @property
    def classes(self) -> str:
        named = {"open": self.open, "unsaved": self.unsaved, "changed": bool(self.state)}
        return " ".join(name for name, holds in named.items() if holds)

    @property
    def shows(self) -> str:
        """By which of the choices of “Only” it is shown."""
        return " ".join(name for name, holds in SHOWS.items() if holds(self))

    @property
    def label(self) -> str:
        if self.open:
            return _("%(n)s, close the row") % {"n": self.n}
        return _("%(n)s, open the row of %(who)s") % {
            "n": self.n,
            "who": self.row.cells["who"].text,
        }

    @property
    def status_label(self) -> str:
        return _("change the status of row %(n)s") % {"n": self.n}


@dataclass(frozen=True)
class Group:
    place: str
    """The slug of the part whose figures stand under it; none of claims without a number."""
    title: str
    lines: tuple[Line, ...]
    ranges: tuple[Range, ...] = ()
    decisions: int = 0


@dataclass(frozen=True)
class NewLine:
    """A row at the foot."""

    key: str
    number: int
    cells: tuple[ShownCell, ...]
    extras: tuple[ShownCell, ...] = ()
    wrong: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    ticks: Mapping[str, bool] = field(default_factory=dict)
    filled: bool = False

    @property
    def label(self) -> str:
        return _("New row %(n)s") % {"n": self.number}


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    q: str = ""
    of: str = ""
    show: str = ""
    by: str = ""
    row: str = ""

    @cached_property
    def query(self) -> str:
        given = {name: value for name in ASKED if (value := getattr(self, name))}
        return urlencode({name: value for name, value in given.items() if value != BY_PLACE})

    @property
    def narrowing(self) -> str:
        """The query before a choice of how to sort."""
        found = replace(self, by="").query
        return f"{found}&" if found else ""


def asked_of(query: Mapping[str, object]) -> Asked:
    given = {name: str(query.get(name, ""))[:200] for name in (*ASKED, "row")}
    by = given["by"] if given["by"] in SORTS else BY_PLACE
    return Asked(**{**given, "by": by})


def labels() -> dict[str, str]:
    return {
        "said": _("Said"),
        "who": _("Who"),
        "words": _("Words"),
        "bounds": _("Number"),
        "counted": _("Who is counted"),
        "where": _("Where"),
        "report": _("Report"),
        "status": _("Status"),
        "use": _("Treatment"),
    }


@dataclass
class Layout:
    """Everything the table needs; ``left`` are rows that could not be saved."""

    story: Story
    margin: Margin
    asked: Asked
    left: Mapping[str, Typed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.labels = labels()

    def groups(self) -> list[Group]:
        order = place_order(tuple(self.story.places))
        rows = sorted(self.story.rows, key=lambda row: _standing(row, order))
        lines = [self._line(n, row) for n, row in enumerate(rows, start=1)]
        kept = [line for line in lines if line.open or self._wanted(line)]
        if self.asked.by in SORTS:
            kept.sort(key=lambda line: SORTS[self.asked.by](line.row))
            return [Group("", "", tuple(kept))] if kept else []
        return self._by_place(kept)

    def places(self) -> list[Group]:
        """The heading of every part, without its rows."""
        return [self._group(event.slug, event.title, []) for event in self.story.places]

    def _group(self, slug: str, title: str, lines: Sequence[Line]) -> Group:
        ranges = self.margin.ranges.get(slug, ())
        return Group(slug, title, tuple(lines), ranges, self.margin.decisions.get(slug, 0))

    def _by_place(self, lines: Sequence[Line]) -> list[Group]:
        found: dict[int, list[Line]] = {}
        for line in lines:
            found.setdefault(line.row.place.pk if line.row.figure else 0, []).append(line)
        titles = {event.pk: event for event in self.story.places}
        groups = []
        for pk, own in found.items():
            place = titles.get(pk)
            title = place.title if place else _("Without a number")
            groups.append(self._group(place.slug if place else "", title, own))
        return groups

    def _wanted(self, line: Line) -> bool:
        asked, row = self.asked, line.row
        if asked.q and not _found(asked.q, row):
            return False
        if asked.of == NO_FIGURE and row.figure is not None:
            return False
        if asked.of and asked.of != NO_FIGURE and asked.of != row.cells["counted"].value:
            return False
        return asked.show not in SHOWS or SHOWS[asked.show](line)

    def _line(self, n: int, row: Row) -> Line:
        typed = self.left.get(row.key)
        is_open = typed is not None or row.key == self.asked.row
        return Line(
            n=n,
            row=row,
            cells=tuple(self._cell(c, n, row, typed, is_open=is_open) for c in COLUMNS),
            state=_state(row),
            mark=", ".join(row.marks),
            clashes=row.figure is not None and row.figure.key in self.margin.clashing,
            open=is_open,
            unsaved=typed is not None,
            wrong=tuple(typed.wrong.get(WHOLE, ())) if typed else (),
            collides=bool(typed and typed.known),
            seen=typed.seen if typed else row.version,
            ticks=typed.ticks if typed else {},
        )

    def _cell(
        self, column: str, n: int, row: Row, typed: Typed | None, *, is_open: bool
    ) -> ShownCell:
        cell, name, label = row.cells[column], f"{row.key}-{column}", ""
        if is_open:
            label = _("%(column)s, row %(n)s") % {"column": self.labels[column], "n": n}
        if typed is None:
            return ShownCell(column, name, label, cell, cell.value, cell.value)
        was = typed.was.get(column, cell.value)
        known = typed.known.get(column)
        wrong = tuple(typed.wrong.get(column, ()))
        if column not in typed.cells or (known is None and typed.cells[column] == was):
            # What was not typed into stands as it is now.
            return ShownCell(column, name, label, cell, cell.value, cell.value, wrong=wrong)
        return ShownCell(column, name, label, cell, typed.cells[column], was, known, wrong)

    def new_lines(self, rows: Iterable[Typed], *, empty: int) -> list[NewLine]:
        given = list(rows)
        last = max((int(typed.key[1:]) for typed in given), default=0)
        given += [Typed(f"n{last + n}") for n in range(1, empty + 1)]
        return [self._new(typed) for typed in given]

    def _new(self, typed: Typed) -> NewLine:
        number = int(typed.key[1:])

        def cell(column: str, label: str) -> ShownCell:
            told = _("%(column)s, new row %(n)s") % {"column": label, "n": number}
            name, wrong = f"{typed.key}-{column}", tuple(typed.wrong.get(column, ()))
            return ShownCell(column, name, told, Cell(), typed.cells.get(column, ""), wrong=wrong)

        extras = [name for name in EXTRAS if typed.cells.get(name)]
        return NewLine(
            key=typed.key,
            number=number,
            cells=tuple(cell(c, self.labels[c]) for c in COLUMNS if c != "use"),
            extras=tuple(cell(name, HEADINGS[name].label) for name in extras),
            wrong=tuple(typed.wrong.get(WHOLE, ())),
            told=tuple(typed.told),
            ticks=typed.ticks,
            filled=not typed.is_empty,
        )


def _standing(row: Row, order: Mapping[int, int]) -> tuple[object, ...]:
    """Figures by place and who is counted, then claims without one; the earlier said first."""
    said = row.claim.said_at or datetime.max.replace(tzinfo=UTC)
    place, counted = order.get(row.place.pk, 0), row.cells["counted"].value
    return (row.figure is None, place, counted, said, row.key)


def _found(q: str, row: Row) -> bool:
    words = fold(q).split()
    text = fold(" ".join(f"{cell.text} {cell.value}" for cell in row.cells.values()))
    return all(word in text for word in words)


def _state(row: Row) -> str:
    if row.is_draft:
        return _("new")
    return _("changed") if row.claim.changed else ""


def _number(row: Row) -> tuple[bool, int]:
    figure = row.figure
    low = figure.low if figure and figure.low is not None else figure.high if figure else None
    return low is None, low or 0


SORTS: Mapping[str, Callable[[Row], SupportsRichComparison]] = {
    "said": lambda row: (row.claim.said_at is None, row.claim.said_at or 0),
    "who": lambda row: fold(row.cells["who"].text),
    "words": lambda row: fold(row.cells["words"].text),
    "bounds": _number,
    "counted": lambda row: (row.figure is None, fold(row.cells["counted"].text)),
    "report": lambda row: fold(row.cells["report"].text),
    "status": lambda row: row.status.label,
    "use": lambda row: (row.figure is None, fold(row.cells["use"].text)),
}
SHOWS: Mapping[str, Callable[[Line], bool]] = {
    "clashing": lambda line: line.clashes,
    "changed": lambda line: bool(line.state),
    "unexamined": lambda line: not line.row.status.examined,
}
