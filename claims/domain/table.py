"""A table as it comes out of a spreadsheet: bytes to text, text to rows."""

import codecs
import csv
import io
import re
from dataclasses import dataclass

from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _

MOST_BYTES = 1_000_000
MOST_ROWS = 500
MOST_COLUMNS = 40

_MARKED = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_NO_TABLES = {
    b"PK\x03\x04": _("a workbook"),
    b"\xd0\xcf\x11\xe0": _("an old Excel workbook"),
    b"%PDF": _("a PDF"),
}
# Excel writes and reads it as the first line, to say what stands between the cells.
_SEPARATOR_LINE = re.compile(r'\s*"?sep=([,;|\t])"?[,;|\t ]*(?:\n|\Z)', re.IGNORECASE)
AS_CSV = _(
    "In the spreadsheet, save it as “CSV UTF-8” and upload that, or copy and paste the cells."
)


@dataclass(frozen=True)
class Row:
    """The cells of one row, and the number a spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def decode(raw: bytes) -> tuple[str, str]:
    """The text of a file, and what an editor should know of how it was read, if anything."""
    check_size(len(raw))
    for beginning, what in _NO_TABLES.items():
        if raw.startswith(beginning):
            raise RuleBroken(
                _("This is %(what)s, not a table of text. %(as_csv)s", what=what, as_csv=AS_CSV)
            )
    for mark, encoding in _MARKED:
        if raw.startswith(mark):
            return _as(raw, encoding), ""
    if b"\x00" in raw:
        raise RuleBroken(
            _("This is not text, or in an encoding we cannot tell. %(as_csv)s", as_csv=AS_CSV)
        )
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError:
        note = _("The file is not in UTF-8; it was read as Windows-1252. Check accents and quotes.")
        return _as(raw, "cp1252"), note


def _as(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise RuleBroken(
            _(
                "Its letters cannot be read as %(encoding)s. %(as_csv)s",
                encoding=encoding,
                as_csv=AS_CSV,
            )
        ) from None


def check_size(size: int) -> None:
    if size > MOST_BYTES:
        raise RuleBroken(
            _(
                "The table is too large: %(size)s bytes, where %(most_bytes)s can be taken."
                " Split it.",
                size=f"{size:,}",
                most_bytes=f"{MOST_BYTES:,}",
            )
        )


def read_table(text: str) -> Table:
    """Rows under their header; commas, semicolons or tabs between cells, whichever it uses."""
    # The size first: what is too large is not even encoded.
    check_size(len(text))
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    named = _SEPARATOR_LINE.match(text)
    text = text[named.end() :] if named else text
    delimiter = named[1] if named else _delimiter(text)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(len(rows) + 1, tuple(cell.strip() for cell in cells)))
    except csv.Error as problem:
        raise RuleBroken(
            _(
                "Row %(what)s cannot be read: %(problem)s. Look for a quotation mark that is"
                " opened and not closed.",
                what=len(rows) + 1,
                problem=problem,
            )
        ) from None
    return _checked(rows)


def _delimiter(text: str) -> str:
    header = text.lstrip().partition("\n")[0]
    return max("\t,;", key=header.count)


def _checked(rows: list[Row]) -> Table:
    if not rows:
        raise RuleBroken(_("There is nothing in it: paste a table, or choose a file."))
    header, body = rows[0].cells, rows[1:]
    if not body:
        raise RuleBroken(
            _("There is only one row: the first names the columns, the others follow.")
        )
    if len(body) > MOST_ROWS:
        raise RuleBroken(
            _(
                "There are %(number)s rows, where %(most_rows)s can be taken. Split it.",
                number=f"{len(body):,}",
                most_rows=MOST_ROWS,
            )
        )
    if len(header) > MOST_COLUMNS:
        raise RuleBroken(
            _(
                "There are %(number)s columns, where %(most_columns)s can be taken.",
                number=f"{len(header):,}",
                most_columns=MOST_COLUMNS,
            )
        )
    return Table(header, tuple(body))
