"""Whether each position a dossier brings could be stated at the desk: one rule for both doors."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from claims.actions.reconcile.sheet import Sheet, sheet_of
from claims.domain import reconciliation
from claims.domain.errors import RuleBroken
from claims.domain.positions import Draft, Room, check_position
from claims.domain.reconciliation import Case, Cell, Figure
from claims.dossier.errors import Complaints, Place
from claims.dossier.structure import Object
from claims.models.desk.event import Category, Event
from claims.models.desk.figure import Figure as OnDesk
from claims.models.desk.position import Position

MOST_READINGS = 64
DRAFT = ("low", "best", "high", "method", "rationale", "dissent", "override_reason")


def check(root: Event, positions: list[tuple[Position, Place]], dossier: Object) -> None:
    """Raise ``Refused`` with all that the desk would refuse of positions just written."""
    complaints = Complaints(dossier)
    sheet = sheet_of(root) if positions else None
    for position, place in positions:
        uses = list(position.uses.select_related("claim").order_by("key"))
        if sheet is not None:
            _check(sheet, position, uses, place, complaints)
    complaints.settle()


def _check(
    sheet: Sheet, position: Position, uses: list[OnDesk], place: Place, complaints: Complaints
) -> None:
    cell = sheet.cell(position.event, position.category, position.measure)
    known = [sheet.stored.by_id[sheet.keys[f.pk]] for f in uses if f.pk in sheet.figures]
    read = {sheet.keys[pk] for pk in position.readings.values_list("figure", flat=True)}
    strange = list(_strange(known, read, cell, sheet.stored, position.category))
    for sentence in strange:
        complaints.add((*place, "uses"), sentence)
    # What stands in another event cannot be put to the engine with these.
    if strange or len(known) < len(uses):
        return
    draft = Draft(position.established, **{name: getattr(position, name) for name in DRAFT})
    try:
        check_position(draft, uses=len(uses), room=Room(0, None))
        _check_room(draft, [f.id for f in known], read, cell, sheet.stored)
    except RuleBroken as broken:
        for sentence in broken.messages:
            complaints.add(place, sentence)


def _strange(
    used: list[Figure], read: set[str], cell: Cell, case: Case, category: Category
) -> Iterator[str]:
    """Figures that count something else than the position does, and of which it does not say how.

    The missing of a wreck may be counted as dead: where the position says so.
    """
    for figure in used:
        of_a_sum = cell.measure in case.wholes_of(figure.cell.measure)
        measured = case.measures.of(figure.measure).name
        if figure.cell.measure != cell.measure and not of_a_sum and figure.id not in read:
            yield (
                f"“{figure.id}” counts people {measured}, and this position those"
                f" {case.measures.of(cell.measure).name}: leave it out, correct its measure, or say"
                " under readings how it is counted here."
            )
        elif _apart(figure.cell, cell, case):
            counted = case.categories.name(figure.cell.category)
            yield (
                f"“{figure.id}” counts {counted} in {case.events.name(figure.cell.event)}, of whom"
                f" none is counted here ({category.name}): leave it out."
            )


def _apart(one: Cell, other: Cell, case: Case) -> bool:
    return case.events.apart(one.event, other.event) or case.categories.apart(
        one.category, other.category
    )


def _check_room(draft: Draft, used: list[str], read: set[str], cell: Cell, case: Case) -> None:
    """Raise ``RuleBroken`` where no way to read the figures allows the position."""
    if not draft.established or draft.override_reason or not used:
        return
    refused: RuleBroken | None = None
    for reading in _readings(used, read, case):
        found = reconciliation.resting_on(
            case.read_as(reading), frozenset(used), cell, told=frozenset(read)
        ).range
        try:
            check_position(
                draft, uses=len(used), room=Room(found.low, found.high, none=found.impossible)
            )
            return
        except RuleBroken as broken:
            refused = refused or broken
    if refused:
        raise refused


def _readings(used: list[str], read: set[str], case: Case) -> Iterator[dict[str, Cell]]:
    """As recorded; and, where the position says how it reads a figure, as the figure may mean."""
    open_ones = [case.by_id[key] for key in used if key in read]
    choices = [[None, *figure.readings] for figure in open_ones]
    for chosen in islice(product(*choices), MOST_READINGS):
        pairs = zip(open_ones, chosen, strict=True)
        yield {figure.id: cell for figure, cell in pairs if cell is not None}
