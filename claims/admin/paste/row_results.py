"""Reads the rows of a table: what each would record, or what is wrong with it and where."""

from __future__ import annotations

from functools import partial
from typing import Any

from claims.actions.record_figure import Count
from claims.actions.record_table import Line
from claims.admin.paste.cells import address_in, category_in, claim_in, measure_in
from claims.admin.paste.desk import Desk
from claims.admin.paste.row_result import Fate
from claims.admin.paste.settling import Settling
from claims.domain.errors import RuleBroken
from claims.domain.number_parser import read_said
from claims.domain.table import Row, Table
from claims.domain.text import checked
from claims.domain.typed_moment import read_moment
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event

LONGEST = {"statement": 1000, "claimant": 300, "publisher": 300, "event": 300, "title": 500}
LONGEST |= {"number": 500, "locator": 200, "address": 2000}


def fates(table: Table, columns: list[str], event: Event) -> list[Fate]:
    """Of every row, in order; nothing is kept."""
    desk, settling = Desk(event), Settling()
    found = [_tidied(row, columns, len(table.header)) for row in table.rows]
    for fate in found:
        if not fate.wrong:
            fate.line = _line(fate, desk)
        if fate.line is not None:
            settling.settle(fate, fate.line)
    return found


def _tidied(row: Row, columns: list[str], width: int) -> Fate:
    pairs = zip(columns, row.cells, strict=False)
    fate = Fate(row.number, {name: cell for name, cell in pairs if name})
    if any(row.cells[width:]):
        fate.refuse("row", "It has more cells than there are headings.")
    for name, cell in fate.cells.items():
        text = fate.take(name, partial(checked, cell))
        if text is not None and len(text) > LONGEST.get(name, 20_000):
            fate.refuse(name, f"It is too long: {len(text):,} characters.")
        fate.cells[name] = text or ""
    return fate


def _line(fate: Fate, desk: Desk) -> Line | None:
    cells = fate.cells
    claim = fate.take("slug", lambda: claim_in(cells.get("slug", "")))
    if claim is None and not cells.get("slug"):
        for name in ("claimant", "statement"):
            if not cells.get(name):
                fate.refuse(name, "It is empty.")
    if fate.wrong:
        return None
    claimant = claim.claimant if claim else fate.take(
        "claimant", lambda: desk.source(cells["claimant"])
    )  # fmt: skip
    event = claim.event if claim else desk.part(cells.get("event", ""))
    report = fate.take("publisher", lambda: _report(fate, desk, claimant)) if claimant else None
    line = _filled(fate, claim, claimant, event)
    line.report = report
    return None if fate.wrong else line


def _filled(fate: Fate, claim: Claim | None, claimant: Any, event: Event) -> Line:
    cells = fate.cells
    return Line(
        claimant=claimant,
        event=event,
        statement=claim.statement if claim else cells["statement"],
        claim=claim,
        quote=cells.get("quote", ""),
        locator=cells.get("locator", ""),
        address=cells.get("address", ""),
        count=_count(fate, event),
        more={**_said(fate, event.time_zone), "private_note": cells.get("note", "")},
    )


def _report(fate: Fate, desk: Desk, claimant: Any) -> Any:
    cells = fate.cells
    address = fate.take("address", lambda: address_in(cells.get("address", ""))) or ""
    return desk.report(address, cells.get("title", ""), cells.get("publisher", ""), claimant)


def _said(fate: Fate, zone: str) -> dict[str, Any]:
    typed = fate.cells.get("said", "")
    moment = fate.take("said", lambda: read_moment(typed, zone)) if typed else None
    return {"said_at": moment.at, "said_precision": moment.precision} if moment else {}


def _count(fate: Fate, event: Event) -> Count | None:
    cells = fate.cells
    if not cells.get("number"):
        return None
    said = fate.take("number", lambda: read_said(cells["number"]))
    counted = fate.take("counted", lambda: category_in(event, cells.get("counted", "")))
    measure = fate.take("measure", lambda: measure_in(cells.get("measure", "")))
    if said is None or counted is None or measure is None:
        return None
    fate.means = f"{said.meaning} {measure}"
    return Count(cells["number"], said, counted, measure)


def check_columns(columns: list[str]) -> None:
    """Raise ``RuleBroken`` unless the columns can make a claim, each named once."""
    named = [name for name in columns if name]
    if len(named) != len(set(named)):
        raise RuleBroken("Two columns are said to hold the same: leave one of them out.")
    if not {"claimant", "statement"} <= set(named) and "slug" not in named:
        raise RuleBroken("Say which columns hold the claimant and the statement.")
