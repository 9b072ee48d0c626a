"""Rows pasted from a spreadsheet, with or without headings, as rows at the foot of the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from claims.actions.table.rows import not_understood
from claims.admin.paste.ambiguities import unclear_columns
from claims.admin.story.submitted import EXTRAS, Typed
from claims.domain.errors import RuleBroken
from claims.domain.table import MOST_BYTES, Row, Table, read_table
from claims.domain.table_columns import COLUMNS, match

LEFT_OUT = "-"
IN_ORDER = ("said", "claimant", "number", "reading", "counted", "event", "publisher")
"""What the columns hold where no heading says so: they stand as on the sheet."""


@dataclass
class Pasted:
    """``unclear`` are columns to be asked about; until they are clear there are no rows."""

    text: str = ""
    rows: list[Typed] = field(default_factory=list)
    unclear: list[dict[str, object]] = field(default_factory=list)


def read_pasted(data: Mapping[str, object], *, first: int) -> Pasted:
    """``first``: the number of the first new row. Raises ``RuleBroken`` where it is no table."""
    text = str(data.get("paste", ""))
    found = Pasted(text)
    table, columns = _table(text)
    columns = [str(data.get(f"column-{n}") or name) for n, name in enumerate(columns)]
    held = [name if name in COLUMNS else "" for name in columns]
    asked = [n for n in not_understood(table, held) if columns[n] != LEFT_OUT]
    twice = sorted({name for name in held if name and held.count(name) > 1})
    if twice:
        raise RuleBroken(
            _("Two columns are said to hold “%(column)s”: leave one of them out.")
            % {"column": COLUMNS[twice[0]].label}
        )
    found.unclear = unclear_columns(table, asked)
    if not found.unclear:
        found.rows = [_typed(row, held, first + n) for n, row in enumerate(table.rows)]
    return found


def _table(text: str) -> tuple[Table, list[str]]:
    """With the columns that its headings name, or that stand in the order of the sheet."""
    if len(text) > MOST_BYTES:
        return read_table(text), []
    delimiter = max("\t,;", key=text.strip().partition("\n")[0].count)
    first = text.strip("\ufeff\r\n ").partition("\n")[0].split(delimiter)
    known = [name for name in match(tuple(cell.strip().strip('"') for cell in first)) if name]
    if known:
        table = read_table(text)
        return table, match(table.header)
    headings = delimiter.join(str(n) for n in range(max(len(first), len(IN_ORDER))))
    table = read_table(f"{headings}\n{text.strip()}")
    return table, [*IN_ORDER, *[""] * (len(table.header) - len(IN_ORDER))]


def _typed(row: Row, columns: list[str], number: int) -> Typed:
    """In the cells of the sheet; what has none of its own stands below them."""
    held = {name: cell for name, cell in zip(columns, row.cells, strict=False) if name and cell}
    typed = Typed(f"n{number}")
    pairs = {"who": "claimant", "said": "said", "where": "event", "words": "number"}
    typed.cells = {cell: held.pop(name) for cell, name in pairs.items() if name in held}
    counted = [held.pop(name) for name in ("measure", "counted") if name in held]
    place = held.pop("address", "") or held.pop("publisher", "")
    typed.cells |= {"counted": ", ".join(counted)} if counted else {}
    typed.cells |= {"report": place} if place else {}
    if "words" not in typed.cells and "statement" in held:
        typed.cells["words"] = held.pop("statement")
    typed.cells |= {name: held[name] for name in EXTRAS if name in held}
    return typed
