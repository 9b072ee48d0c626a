"""Reads the rows of a table: what each would record, or what is wrong with it and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from django.utils import timezone

from claims.actions.choices import named_in, names_of_counted
from claims.actions.dates import came_out
from claims.actions.new_claims import Line
from claims.actions.record_figure import Count
from claims.actions.table.cells import address_in, category_in, claim_in, measure_in
from claims.actions.table.known_things import KnownThings
from claims.actions.table.matching import Matching
from claims.actions.table.row_result import RowResult
from claims.domain.confusables import check_name
from claims.domain.dates import NOT_COME_YET, has_not_come, in_doubt
from claims.domain.errors import RuleBroken
from claims.domain.figures import measure_label
from claims.domain.invisible_characters import may_be_kept, refusal, whole_text
from claims.domain.messages import gettext as _
from claims.domain.moment_input import read_moment
from claims.domain.moments import Moment
from claims.domain.number_parser import ParsedNumber, parse_number, read_said
from claims.domain.table import Row, Table
from claims.domain.text import checked, fold, kept_as_typed
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source

LONGEST = {"statement": 1000, "claimant": 300, "publisher": 300, "event": 300, "title": 500}
LONGEST |= {"number": 500, "reading": 200, "locator": 200, "address": 2000}
# Long texts, of which the desk keeps what is not seen; see `Written.tidy`.
KEEPING = frozenset(["quote", "note"])


def read_rows(
    table: Table,
    columns: list[str],
    event: Event,
    *,
    desk: KnownThings | None = None,
    kept: Sequence[str] = (),
) -> list[RowResult]:
    """Of every row, in order; nothing is kept. ``desk`` knows whom an editor said is meant.

    ``kept``: texts that an editor wants as they were typed, with what is not seen in them.
    """
    desk = desk or KnownThings(event)
    matching = Matching(desk.names)
    found = [_tidied(row, columns, len(table.header), kept) for row in table.rows]
    for result in found:
        if not result.wrong:
            result.line = _line(result, desk)
        if result.line is not None:
            matching.settle(result, result.line)
    return found


def _tidied(row: Row, columns: list[str], width: int, kept: Sequence[str]) -> RowResult:
    pairs = zip(columns, row.cells, strict=False)
    result = RowResult(row.number, {name: cell for name, cell in pairs if name})
    if any(row.cells[width:]):
        result.refuse("row", _("It has more cells than there are headings."))
    for name, cell in result.cells.items():
        text = _kept(result, name, cell, kept) or result.take(name, partial(checked, cell))
        if text is not None and len(text) > LONGEST.get(name, 20_000):
            result.refuse(
                name, _("It is too long: %(number)s characters.", number=f"{len(text):,}")
            )
        result.cells[name] = text or ""
    return result


def _kept(result: RowResult, name: str, cell: str, kept: Sequence[str]) -> str:
    """A cell with what is not seen in it, where an editor wants it so and the desk can keep it."""
    whole = whole_text(cell, kept) if name in KEEPING else ""
    if whole and may_be_kept(whole):
        result.kept.append(whole)
        return result.take(name, partial(kept_as_typed, whole)) or ""
    if refusal(cell):
        result.unseen.append(cell)
        if name in KEEPING and may_be_kept(cell):
            result.offered.append(cell.strip())
    return ""


def _line(result: RowResult, desk: KnownThings) -> Line | None:
    cells = result.cells
    claim = result.take("slug", lambda: claim_in(cells.get("slug", "")))
    if claim is None and not cells.get("slug"):
        if not cells.get("claimant"):
            result.refuse("claimant", _("It is empty."))
        if not any(cells.get(name) for name in ("statement", "number", "quote")):
            result.refuse("statement", _("It is empty. Give it, a number or a quote."))
    if result.wrong:
        return None
    claimant = claim.claimant if claim else result.take(
        "claimant", lambda: desk.claimant(cells["claimant"])
    )  # fmt: skip
    event = (
        claim.event if claim else result.take("event", lambda: desk.part(cells.get("event", "")))
    )
    report = result.take("publisher", lambda: _report(result, desk, claimant)) if claimant else None
    if claimant is None or event is None:
        return None
    # All that is wrong with a row is said at once.
    line = _filled(result, claim, claimant, event)
    if result.wrong:
        return None
    line.report = report
    result.who = desk.in_full(claimant)
    result.carrier = desk.in_full(report.publisher) if report else ""
    line.statement = line.statement or made_statement(line, cells)
    if line.quote and report is None and line.quote != line.statement:
        # A quote stands in a report; until one is named it is kept for the editors.
        note = _("In these words, in no report yet: “%(quote)s”", quote=line.quote)
        line.private_note = f"{line.private_note}\n{note}".strip()
    result.disguised = _in_disguise(claimant, report)
    result.remarks += [said for _name, said in result.disguised]
    result.remarks += in_doubt(
        line.said,
        zone=event.time_zone,
        event_begins=event.starts_on,
        reports=[] if claim else came_out(report),
    )
    return None if result.wrong else line


def _in_disguise(claimant: Source, report: Report | None) -> list[tuple[str, str]]:
    """Of new names alone: whoever kept another has looked at it."""
    sources = [claimant, report.publisher] if report else [claimant]
    names = dict.fromkeys(source.name for source in sources if source._state.adding)
    return [(name, said) for name in names if (said := check_name(name))]


def _filled(result: RowResult, claim: Claim | None, claimant: Source, event: Event) -> Line:
    cells = result.cells
    return Line(
        claimant=claimant,
        event=event,
        statement=claim.statement if claim else cells.get("statement", ""),
        claim=claim,
        quote=cells.get("quote", ""),
        locator=cells.get("locator", ""),
        address=cells.get("address", ""),
        count=_count(result, event),
        said=_said(result, event.time_zone),
        private_note=cells.get("note", ""),
    )


def _report(result: RowResult, desk: KnownThings, claimant: Source) -> Report | None:
    cells = result.cells
    address = result.take("address", lambda: address_in(cells.get("address", ""))) or ""
    title = cells.get("title", "")
    report = desk.report(
        address, title, cells.get("publisher", ""), claimant, said=cells.get("said", "")
    )
    if report and title and f"[{report.slug}]" not in title and fold(title) != fold(report.title):
        result.remarks.append(
            _("The report is “%(report)s” already: this title is not taken.", report=report)
        )
    return report


def _said(result: RowResult, zone: str) -> Moment | None:
    typed = result.cells.get("said", "")
    return result.take("said", lambda: said_moment(typed, zone)) if typed else None


def said_moment(typed: str, zone: str) -> Moment:
    moment = read_moment(typed, zone)
    if has_not_come(moment, now=timezone.now()):
        raise ValueError(NOT_COME_YET)
    return moment


def made_statement(line: Line, cells: dict[str, str]) -> str:
    """Where none is given: the number as it was said and of whom, else the quote."""
    if line.count is None:
        return line.quote[: LONGEST["statement"]]
    return number_as_statement(line.count.words, line.count.measure, cells["counted"])


def number_as_statement(words: str, measure: str, counted: str) -> str:
    what = measure_label(measure).lower()
    # “49 dead” says already what befell them.
    said = words if named_in(words, [(measure, what)]) else f"{words} {what}"
    return f"{said} ({counted})"


def _count(result: RowResult, event: Event) -> Count | None:
    cells = result.cells
    if not cells.get("number"):
        return None
    measure = result.take("measure", lambda: measure_in(event, cells.get("measure", "")))
    said = result.take("number", lambda: _number(cells, event, measure))
    counted = result.take("counted", lambda: category_in(event, cells.get("counted", "")))
    if said is None or counted is None or measure is None:
        return None
    result.means = f"{said.meaning} {measure}"
    return Count(cells["number"], said, counted, measure)


def _number(cells: dict[str, str], event: Event, measure: str | None) -> ParsedNumber:
    """As it was said; or as the editor reads it, who is then asked nothing more."""
    reading = cells.get("reading", "")
    if reading:
        return replace(read_said(reading), asks=(cells["number"],))
    counted = event.measure(measure) if measure else None
    number = parse_number(cells["number"], nouns=names_of_counted(event), measure=counted)
    if number.asks:
        raise RuleBroken(
            _(
                "%(question)s Say so in a column “read as”.",
                question=number.question(cells["number"]),
            )
        )
    return number


def check_columns(columns: list[str]) -> None:
    """Raise ``RuleBroken`` unless the columns can make a claim, each named once."""
    named = [name for name in columns if name]
    if len(named) != len(set(named)):
        raise RuleBroken(_("Two columns are said to hold the same: leave one of them out."))
    says = {"statement", "number", "quote"} & set(named)
    if ("claimant" not in named or not says) and "slug" not in named:
        raise RuleBroken(_("Say which columns hold the claimant and the statement."))


def not_understood(table: Table, columns: list[str]) -> list[int]:
    """Columns with something in them of which nobody said what they hold."""
    return [
        n
        for n, name in enumerate(columns)
        if not name and any(n < len(row.cells) and row.cells[n] for row in table.rows)
    ]
