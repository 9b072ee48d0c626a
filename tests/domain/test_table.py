"""Spreadsheets come in many encodings; what cannot be read is refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.domain.errors import RuleBroken
from claims.domain.table import MOST_BYTES, MOST_ROWS, decode, read_table
from claims.domain.table_columns import COLUMNS, match
from tests.cases import HERE

TEXT = "who,claim\nMédecins,“23” ہلاک\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_whatever_its_form(encoding):
    assert decode(TEXT.encode(encoding)) == (TEXT, "")


def test_utf_16_is_read_in_either_order():
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"))[0] == TEXT


def test_windows_1252_is_read_and_said():
    text, note = decode("who,claim\nMédecins,“23”\n".encode("cp1252"))

    assert text == "who,claim\nMédecins,“23”\n"
    assert "Windows-1252" in note


REFUSED = {
    b"PK\x03\x04rest": "a workbook",
    b"\xd0\xcf\x11\xe0rest": "old Excel workbook",
    b"%PDF-1.7": "a PDF",
    "who,claim".encode("utf-16-le"): "encoding we cannot tell",
    b"who\x81,claim": "cannot be read as cp1252",
    b"\xff\xfea": "cannot be read as utf-16",
    b"a" * (MOST_BYTES + 1): "too large",
}


@pytest.mark.parametrize("raw", REFUSED, ids=lambda raw: repr(raw[:12]))
def test_what_is_no_table_of_text_is_refused(raw):
    with pytest.raises(RuleBroken, match=REFUSED[raw]):
        decode(raw)


@pytest.mark.parametrize("mark", ["\t", ",", ";"])
def test_cells_are_parted_as_the_header_parts_them(mark):
    table = read_table(f"\ufeffwho{mark}claim\r\nISPR{mark}“21 killed”\r\n\r\nBLA{mark}\n")

    assert table.header == ("who", "claim")
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, ("ISPR", "“21 killed”")),
        (3, ("BLA", "")),
    ]


@pytest.mark.parametrize("first", ["sep=,", "SEP=,\r", '"sep=,"', "\ufeffsep=,", "sep=,,,"])
def test_the_line_that_excel_writes_before_a_table_is_passed_over(first):
    table = read_table(f"{first}\nclaimant,statement\nMinistry X,Nine; or ten\n")

    assert table.header == ("claimant", "statement")
    assert [row.cells for row in table.rows] == [("Ministry X", "Nine; or ten")]


def test_the_table_of_the_case_is_read():
    table = read_table((HERE / "27-excel-sep-line.csv").read_text(encoding="utf-8"))

    assert table.header == ("claimant", "statement", "said")
    assert len(table.rows) == 1


def test_that_line_says_what_stands_between_the_cells():
    table = read_table("sep=;\na,b,c;d\n1,5;2\n")

    assert table.header == ("a,b,c", "d")


def test_a_cell_may_hold_commas_lines_and_quotation_marks():
    table = read_table('who,claim\nISPR,"21, he said:\n""killed"""\n')

    assert table.rows[0].cells[1] == '21, he said:\n"killed"'


SMALL = {
    "": "nothing in it",
    " \n\n": "nothing in it",
    "who,claim": "only one row",
    'who,claim\nISPR,"21': "opened and not closed",
    "who\n" + "a\n" * (MOST_ROWS + 1): "501 rows",
    ",".join("abcdefghijklmnopqrstuvwxyz" * 2) + "\na": "52 columns",
    "who\n" + "a" * (MOST_BYTES + 1): "too large",
    'who\n"' + "a" * 200_000 + '"': "field larger",
}


@pytest.mark.parametrize("text", SMALL, ids=lambda text: repr(text[:12]))
def test_tables_too_small_too_large_or_broken_are_refused(text):
    with pytest.raises(RuleBroken, match=SMALL[text]):
        read_table(text)


@given(st.text() | st.text(alphabet='a,;\t"\n\r'))
def test_any_text_is_read_or_refused(text):
    try:
        table = read_table(text)
    except RuleBroken:
        return

    assert table.header
    assert table.rows


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw):
    try:
        text, _ = decode(raw)
    except RuleBroken:
        return

    assert isinstance(text, str)


def test_headings_are_known_by_several_names_and_each_column_once():
    header = ("Who says so", "CLAIM", "Date", "URL", "who", "Weather", "Who_is_counted:")

    assert match(header) == ["claimant", "statement", "said", "address", "", "", "counted"]


def test_no_heading_names_two_columns():
    headings = [h for c in COLUMNS.values() for h in (c.label, *c.headings.split(", ")) if h]

    assert len(headings) == len(set(headings))
    assert match(tuple(c.label for c in COLUMNS.values())) == list(COLUMNS)
