"""Beside the rows: what the figures of each place allow, and what is to be decided there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from claims.actions.new_claims import Line
from claims.actions.reconcile.engine_input import Shape, moment_text
from claims.actions.reconcile.sheet import Sheet
from claims.actions.table.known_things import KnownThings
from claims.admin.story.counting import Counting
from claims.admin.story.edits import Editing
from claims.admin.story.new_rows import NewRows, read_new_rows
from claims.admin.story.rows import Story
from claims.admin.story.submitted import Sent
from claims.domain.errors import RuleBroken
from claims.domain.figure_treatment import Ties, Treated, treat
from claims.domain.figures import describe_range
from claims.domain.reconciliation import Case, planning
from claims.domain.reconciliation.planning import Card, Standing, Whose
from claims.domain.vocabulary import Lifecycle
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure
from claims.models.desk.source import Source


@dataclass(frozen=True)
class Range:
    """What everybody's figures of one count allow."""

    where: str
    counted: str
    low: int
    high: int | None
    figures: int
    standing: str

    @property
    def words(self) -> str:
        return describe_range(self.low, self.high)


@dataclass(frozen=True)
class Margin:
    """``clashing`` are the keys of figures that wait for a decision; ``refused`` says why not."""

    ranges: Mapping[str, tuple[Range, ...]] = field(default_factory=dict)
    decisions: Mapping[str, int] = field(default_factory=dict)
    clashing: frozenset[str] = frozenset()
    cards: int = 0
    refused: tuple[str, ...] = ()

    @cached_property
    def totals(self) -> list[Range]:
        return [one for ranges in self.ranges.values() for one in ranges]


def margin_of(sheet: Sheet, counting: Counting, tried: Callable[[], Case] | None = None) -> Margin:
    """By the slug of each place; of what is on the desk, or of what is ``tried``."""
    try:
        case = tried() if tried else sheet.case()
        plan = planning.plan(case)
    except RuleBroken as broken:
        return Margin(refused=tuple(broken.messages))
    own = Counter(figure.cell for figure in case.by_id.values())
    ranges: dict[str, list[Range]] = {}
    titles = {event.slug: event.title for event in sheet.events}
    for row in plan.rows:
        if row.whose is Whose.ALL and row.cell in own:
            counted = counting.text(row.cell.measure, row.cell.category)
            standing = (row.standing or Standing.AGREED).label
            found = Range(
                titles[row.cell.event], counted, row.low, row.high, own[row.cell], standing
            )
            ranges.setdefault(row.cell.event, []).append(found)
    open_cards = [card for card in plan.cards if not card.put_off]
    return Margin(
        {slug: tuple(sorted(found, key=lambda r: -r.figures)) for slug, found in ranges.items()},
        Counter(slug for card in open_cards for slug in set(_places(card, case))),
        frozenset(key for card in open_cards for key in card.figures),
        len(open_cards),
    )


def _places(card: Card, case: Case) -> Iterator[str]:
    if card.cell is not None:
        yield card.cell.event
    else:
        yield from (case.by_id[key].cell.event for key in card.figures if key in case.by_id)


def place_order(events: tuple[Event, ...]) -> dict[int, int]:
    """Parts first, in the desk's order, and the whole after them, as it is counted."""
    parts = [event.pk for event in events[1:]]
    return {pk: n for n, pk in enumerate([*parts, events[0].pk])}


OF_FIGURES = ("qualifier", "value", "low", "high", "measure", "category", "event")
OF_CLAIMS = ("event", "claimant", "said_at", "said_precision")


def margin_as_typed(story: Story, sent: Sent, data: Mapping[str, str], *, at: datetime) -> Margin:
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
        at, precision = (line.said.at, line.said.precision) if line.said else (None, "")
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
