"""Rows as a table that a spreadsheet opens as it was meant: as text, never as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

MEDIA_TYPE = "text/csv; charset=utf-8; header=present"
# Without it Excel reads the file in the reader's own code page.
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
# What spreadsheets run: also after blanks, and in the wide forms some of them fold.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_STARTS_A_CELL = ("\t", "\r", "\n")

Cell = str | int | bool | None


def cell(value: Cell) -> str:
    """One value as a cell: a leading apostrophe where it would be run as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    text = value.replace("\x00", "")
    runs = text.lstrip().startswith(_STARTS_A_FORMULA) or text.startswith(_STARTS_A_CELL)
    return f"'{text}" if runs else text


def line(values: Iterable[Cell]) -> str:
    """One row, ready to be written or sent."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([cell(value) for value in values])
    return out.getvalue()


def table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A whole file: the mark spreadsheets look for, the names of the columns, the rows."""
    return (BOM + line(columns) + "".join(map(line, rows))).encode("utf-8", "replace")
