"""A table of ours does nothing in a spreadsheet but show what is in it."""

import csv
import io

import pytest

from claims.lookup import csv_cells


@pytest.mark.parametrize(
    "text",
    [
        "=HYPERLINK(1)", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_is_text(text):
    assert csv_cells.cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (0, "0"),
        (-3, "-3"),
        (True, "yes"),
        (False, "no"),
        ("at least 23", "at least 23"),
        ("سیکیورٹی", "سیکیورٹی"),
        ("a\x00b", "ab"),
    ],
)
def test_everything_else_stands_as_it_is(value, shown):
    assert csv_cells.cell(value) == shown


def test_a_table_is_read_back_as_it_was_written():
    rows = [["a,b", 'say "23"', "two\nlines"], ["", "é", "x"]]

    raw = csv_cells.table(["one", "two", "three"], rows)

    assert raw.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert read == [["one", "two", "three"], *rows]


def test_half_a_letter_breaks_no_table():
    assert csv_cells.table(["a"], [["\ud800"]]).endswith(b"?\r\n")
