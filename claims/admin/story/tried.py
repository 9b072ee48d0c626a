"""The margin by what is typed: worked out in memory, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from claims.actions.new_claims import Line
from claims.actions.reconcile.engine_input import Shape, moment_text
from claims.actions.reconcile.sheet import Sheet
from claims.actions.table.known_things import KnownThings
from claims.admin.story.edits import Editing
from claims.admin.story.margin import Margin, margin_of
from claims.admin.story.new_rows import NewRows, read_new_rows
from claims.admin.story.rows import Story
from claims.admin.story.sent import Sent
from claims.domain.errors import RuleBroken
from claims.domain.figure_treatment import Ties, Treated, treat
from claims.domain.reconciliation import Case
from claims.domain.vocabulary import Lifecycle
from claims.models.desk.figure import Figure
from claims.models.desk.source import Source

OF_FIGURES = ("qualifier", "value", "low", "high", "measure", "category", "event")
OF_CLAIMS = ("event", "claimant", "said_at", "said_precision")


def margin_as_typed(story: Story, sent: Sent, data: Mapping[str, Any], *, at: datetime) -> Margin:
    """As it would stand once all that can be kept of what is typed were saved.

    The rows of ``story`` are changed in memory: read it anew for anything else.
    """
    desk, sheet = story.known_things(), story.sheet
    treated = _edit(story, sent, desk)
    new = read_new_rows(sent.new, story, desk, data, at=at) if sent.new else NewRows()
    return margin_of(sheet, story.counting, lambda: _case(sheet, treated, new.lines))


def _edit(story: Story, sent: Sent, desk: KnownThings) -> dict[int, Treated]:
    """Put what was typed into the rows; how it treats figures. What is wrong changes nothing."""
    known, editing = story.by_key(), Editing(story, desk)
    wrong: set[int] = set()
    for key, typed in sent.edited.items():
        if (row := known.get(key)) and (cells := typed.changed(row)):
            editing.read(row, typed, cells)
            wrong |= {row.claim.pk} if typed.wrong else set()
    treated: dict[int, Treated] = {}
    for edit in editing.edits.values():
        if edit.claim.pk in wrong:
            continue
        treated |= edit.treated
        for name in OF_CLAIMS:
            # Who is new to the desk has no name in the engine yet; whoever said it before stays.
            if name in edit.edited.values and not _is_new(edit.edited.values[name]):
                setattr(edit.claim, name, edit.edited.values[name])
        for figure in edit.edited.figures:
            _follow(story.sheet.figures[figure.pk], figure)
    return treated


def _is_new(value: object) -> bool:
    return isinstance(value, Source) and value._state.adding


def _follow(shown: Figure, typed: Figure) -> None:
    for name in OF_FIGURES:
        setattr(shown, name, getattr(typed, name))


def _case(sheet: Sheet, treated: Mapping[int, Treated], lines: Sequence[Line]) -> Case:
    try:
        ties: Mapping[int, Ties] = treat(sheet.ties, treated, sheet.names)
    except RuleBroken:
        # Said at the cell once it is saved; till then it counts as before.
        ties = sheet.ties
    return sheet.case(ties, more=list(_new_claims(sheet, lines)))


def _new_claims(sheet: Sheet, lines: Sequence[Line]) -> Iterator[Shape]:
    """Rows at the foot that count somebody in a part which is there."""
    places = {event.pk for event in sheet.events}
    for n, line in enumerate(lines):
        count = line.count
        if count is None or line.event.pk not in places:
            continue
        at, precision = line.more.get("said_at"), line.more.get("said_precision", "")
        yield {
            "slug": f"new-{n}",
            "claimant": line.claimant.slug or f"new-{n}",
            "event": line.event.slug,
            "statement": line.statement,
            "said_at": moment_text(at, precision, sheet.root.time_zone),
            "lifecycle": Lifecycle.CURRENT,
            "figures": [
                {
                    "id": f"new-{n}",
                    "measure": count.measure,
                    "category": count.counted,
                    "words": count.words,
                    "qualifier": count.said.qualifier,
                    "value": count.said.value,
                    "low": count.said.low,
                    "high": count.said.high,
                }
            ],
        }
