"""The figures of one event as rows of a table: the columns, and how each is filled."""

from __future__ import annotations

from claims.domain.messages import gettext as _
from claims.domain.messages import joined
from claims.presenters.counting_context import Cell, CountingContext
from claims.presenters.figures import FigureLine
from claims.presenters.findings import PublicFinding
from claims.presenters.position import PublicPosition
from claims.presenters.taken_back import TakenBack

COLUMNS = (
    "kind",
    "who",
    "event",
    "measure",
    "category",
    "counts",
    "figure",
    "words",
    "qualifier",
    "value",
    "low",
    "best",
    "high",
    "as_of",
    "status",
    "treatment",
    "under_revision",
    "notes",
    "key",
    "permalink",
    "record_as_of",
)
OURS = _("Our own figure")

TableRow = dict[str, object]


def figure_row(line: FigureLine, counting: CountingContext) -> TableRow:
    """One figure as it was said."""
    drawn = line.drawn
    return {
        **_cell(line.cell, counting),
        "kind": "figure",
        "who": line.who.text,
        "figure": line.figure,
        "words": line.words,
        "qualifier": drawn.qualifier,
        "value": drawn.value,
        "low": drawn.low,
        "high": drawn.high,
        "as_of": line.as_of.iso if line.as_of else "",
        "status": line.status.code,
        "treatment": line.aside or _("in use"),
        "notes": joined(line.notes),
        "key": line.ref[1],
    }


def position_row(position: PublicPosition, counting: CountingContext) -> TableRow:
    """Our own, with the sentence it is published as: its numbers alone would say too much."""
    return {
        **_cell(position.cell, counting),
        "kind": "position",
        "who": OURS,
        "figure": position.amount if position.stated_a_number else _("not established"),
        "words": position.telling,
        "low": position.low,
        "best": position.best,
        "high": position.high,
        "as_of": position.as_of.iso if position.as_of else "",
        "status": position.standing.lower(),
        "treatment": position.method,
        "under_revision": bool(position.revised),
        "notes": joined((*position.revised, position.rationale)),
    }


def taken_back_row(gone: TakenBack) -> TableRow:
    """That something stood here which we took back: when and why, and no number."""
    sentence: str = gone.why
    if gone.when and gone.is_withheld:
        sentence = _(
            "Withheld on %(day)s, on the ground of %(why)s.", day=gone.when.day, why=gone.why
        )
    elif gone.when:
        sentence = _("Retracted on %(day)s: %(why)s", day=gone.when.day, why=gone.why)
    return {"kind": "withheld" if gone.is_withheld else "retracted", "notes": sentence}


def _cell(cell: Cell, counting: CountingContext) -> TableRow:
    return {
        "event": counting.events.name(cell.event, cell.event),
        "measure": cell.measure,
        "category": cell.category,
        "counts": counting.counts(cell),
    }


def finding_object(finding: PublicFinding) -> TableRow:
    """What the numbers say together, with the figures it rests on."""
    return {
        "measure": finding.measure,
        "verdict": finding.verdict,
        "sentence": finding.sentence,
        "arithmetic": finding.arithmetic,
        "reason": finding.reason,
        "figures": [{"claim": claim, "key": key} for claim, key in finding.refs],
    }
