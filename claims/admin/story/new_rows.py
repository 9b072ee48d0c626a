"""Rows at the foot of the sheet: read as a pasted table is, so that the same is asked of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from claims.actions.choices import names_of_counted
from claims.actions.new_claims import Line
from claims.actions.record_claim import Apart
from claims.actions.table.known_things import KnownThings
from claims.actions.table.row_result import RowResult
from claims.actions.table.rows import read_rows
from claims.admin.duplicates import Question
from claims.admin.story.counting import read_bounds
from claims.admin.story.rows import Story
from claims.admin.story.submitted import EXTRAS, WHOLE, Typed
from claims.domain.errors import RuleBroken
from claims.domain.number_parser import parse_number
from claims.domain.table import Row as TableRow
from claims.domain.table import Table
from claims.domain.table_columns import COLUMNS

NAMES = ("claimant", "said", "number", "measure", "counted", "event", "address", *EXTRAS)
CELLS = {
    "claimant": "who",
    "statement": "words",
    "number": "words",
    "quote": "words",
    "reading": "bounds",
    "measure": "counted",
    "counted": "counted",
    "event": "where",
    "address": "report",
    "title": "report",
    "publisher": "report",
    "said": "said",
}
"""In which cell of the sheet stands what a column of a table holds."""
_LABELS = {COLUMNS[name].label: cell for name, cell in CELLS.items()}
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://\S+|\S+\.[a-z]{2,}(/\S*)?", re.IGNORECASE)
_BEHIND = re.compile(r"\[([a-z0-9-]+)\]\Z")


def report_cells(text: str, story: Story) -> dict[str, str]:
    """An address, a report the story has already, or the name of an outlet."""
    named = _BEHIND.search(text)
    if named and named[1] in story.reports:
        return {"address": "", "title": text, "publisher": ""}
    if _ADDRESS.fullmatch(text):
        return {"address": text, "title": "", "publisher": ""}
    return {"address": "", "title": "", "publisher": text}


@dataclass
class NewRows:
    """``lines`` can be recorded; the rows ``left`` are wrong, or wait for an answer."""

    lines: list[Line] = field(default_factory=list)
    left: list[Typed] = field(default_factory=list)
    question: Question | None = None
    told: list[str] = field(default_factory=list)
    claimants: list[str] = field(default_factory=list)


def read_new_rows(
    rows: Sequence[Typed],
    story: Story,
    desk: KnownThings,
    data: Mapping[str, object],
    *,
    at: datetime,
) -> NewRows:
    """Nothing is kept yet. A row that looks like one on the desk waits for a reason."""
    found, lines = NewRows(), []
    for typed in rows:
        cells = _cells(typed, story)
        lines.append(TableRow(int(typed.key[1:]), tuple(cells.get(name, "") for name in NAMES)))
    good = [n for n, typed in enumerate(rows) if not typed.wrong]
    table = Table(NAMES, tuple(lines[n] for n in good))
    kept = [text for typed in rows for text, ticked in typed.ticks.items() if ticked]
    results = read_rows(table, list(NAMES), story.event, desk=desk, kept=kept)
    alike = [alike for result in results for _, alike in result.alike]
    question = Question("rows", alike, data)
    found.question = question if alike and question.is_open else None
    for n, result in zip(good, results, strict=True):
        _settle(rows[n], result, question, found, at=at)
    found.left += [typed for typed in rows if typed.wrong and typed not in found.left]
    _hold_back(found, rows, results, good)
    found.left.sort(key=lambda typed: int(typed.key[1:]))
    return found


def _settle(
    typed: Typed, result: RowResult, question: Question, found: NewRows, *, at: datetime
) -> None:
    for label, sentence in result.wrong:
        typed.refuse(_LABELS.get(label, WHOLE), sentence)
    for name, said in result.disguised:
        typed.look_at_name("who" if name in typed.cells.get("who", "") else "report", name, said)
        result.remarks.remove(said)
    waits = bool(result.alike) and question.is_open
    if typed.wrong or waits:
        typed.told += [f"{a.subject} ({a.why})" for _, a in result.alike]
        found.left.append(typed)
    elif result.line is None:
        found.told += [f"{result.number}: {remark}" for remark in result.remarks]
    else:
        pairs = [Apart(a.subject, question.reason, at, new) for new, a in result.alike]
        result.line.apart = pairs
        found.lines.append(result.line)
        found.told += [f"{result.number}: {remark}" for remark in result.remarks]
        found.claimants += [result.who] if result.who not in found.claimants else []


def _hold_back(
    found: NewRows, rows: Sequence[Typed], results: Sequence[RowResult], good: Sequence[int]
) -> None:
    """What adds to a row that is not recorded yet waits with it."""
    kept = {id(line) for line in found.lines}
    for n, result in zip(good, results, strict=True):
        line = result.line
        waits = line is not None and line.of is not None and id(line.of) not in kept
        if line is not None and waits and line.claim is None and rows[n] not in found.left:
            found.lines = [one for one in found.lines if one is not line]
            found.left.append(rows[n])


def _cells(typed: Typed, story: Story) -> dict[str, str]:
    """The row as a pasted table would have it."""
    text = typed.cells
    cells = {name: text.get(name, "") for name in EXTRAS}
    cells |= {
        "claimant": text.get("who", ""),
        "said": text.get("said", ""),
        "event": text.get("where", ""),
    }
    if report := text.get("report", ""):
        cells |= {name: value for name, value in report_cells(report, story).items() if value}
    words, counted = text.get("words", ""), text.get("counted", "")
    if counted or text.get("bounds") or cells["statement"] or _is_number(words, story):
        cells |= {"number": words, **_counted(counted, story)}
    elif words:
        cells["statement"] = words
    if bounds := text.get("bounds", ""):
        try:
            cells["reading"] = _reading(*read_bounds(bounds)[0])
        except RuleBroken as broken:
            typed.refuse("bounds", *broken.messages)
    return cells


def _is_number(words: str, story: Story) -> bool:
    """Whether these are plainly a number of people, not a sentence about something."""
    try:
        return bool(words) and not parse_number(words, nouns=names_of_counted(story.event)).asks
    except RuleBroken:
        return False


def _counted(text: str, story: Story) -> dict[str, str]:
    what, whom = story.counting.parts(text)
    return {"measure": what, "counted": whom}


def _reading(low: int | None, high: int | None) -> str:
    """Bounds as words that mean them."""
    if high is None:
        return f"at least {low}"
    if low is None:
        return f"up to {high}"
    return f"{low}" if low == high else f"{low} to {high}"
