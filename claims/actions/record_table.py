"""Record the rows of a table: every one of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from claims.actions.cite import citation_in, cite
from claims.actions.desk import Editor
from claims.actions.record_claim import Apart, record_claim
from claims.actions.record_figure import Count, add_figure
from claims.actions.stubs import keep_copy
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source


@dataclass
class Line:
    """A new claim; or more of one, on the desk (``claim``) or further up in the table (``of``)."""

    claimant: Source
    event: Event
    statement: str
    claim: Claim | None = None
    of: Line | None = None
    report: Report | None = None
    quote: str = ""
    locator: str = ""
    address: str = ""
    count: Count | None = None
    apart: list[Apart] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)


def record_table(lines: Sequence[Line], *, by: Editor) -> list[Claim]:
    """The new claims, in the order of their rows."""
    made: list[Claim] = []
    with transaction.atomic():
        for line in lines:
            if line.claim is None and line.of is None:
                line.claim = _record(line, by=by)
                made.append(line.claim)
            else:
                _add(line, by=by)
    return made


def _record(line: Line, *, by: Editor) -> Claim:
    return record_claim(
        claimant=line.claimant,
        event=line.event,
        statement=line.statement,
        report=line.report,
        quote=line.quote,
        locator=line.locator,
        address=line.address,
        count=line.count,
        apart=line.apart,
        by=by,
        **line.more,
    )


def _add(line: Line, *, by: Editor) -> None:
    claim = line.claim or (line.of.claim if line.of else None)
    if claim is None:
        raise ValueError("A line that adds to another comes after it.")
    if line.report is not None:
        found = citation_in(
            line.report, address=line.address, quote=line.quote, locator=line.locator
        )
        cite(claim, [found], by=by)
        keep_copy(line.report, line.address, by=by)
    if line.count is not None:
        add_figure(claim, line.count, by=by)
