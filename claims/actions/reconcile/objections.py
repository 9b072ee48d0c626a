"""What keeps a position from being stated, whichever way it comes in: bench, form or import."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice, product

from claims.actions.reconcile.sheet import Sheet
from claims.actions.reconcile.state import Count, Ground, room
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.positions import Draft, Room, check_position
from claims.domain.reconciliation import Case, Cell

MOST_READINGS = 64


def strange_figures(
    sheet: Sheet, count: Count, uses: Collection[int], read: Collection[int]
) -> Iterator[str]:
    """A sentence for each figure in use that counts something else than the position does.

    The missing of a wreck may be counted as dead: where the position says how it reads them.
    """
    cell, case = sheet.cell(count.event, count.category, count.measure), sheet.stored
    for pk in sorted(set(uses) & sheet.figures.keys()):
        figure = case.by_id[sheet.keys[pk]]
        of_a_sum = cell.measure in case.wholes_of(figure.cell.measure)
        if figure.cell.measure != cell.measure and not of_a_sum and pk not in read:
            yield (
                _(
                    "“%(figure)s” counts people %(theirs)s, and this position those %(ours)s: leave"
                    " it out, correct its measure, or say under readings how it is counted here.",
                    figure=figure.id,
                    theirs=case.measures.of(figure.measure).name,
                    ours=case.measures.of(cell.measure).name,
                )
            )
        elif _apart(figure.cell, cell, case):
            yield (
                _(
                    "“%(figure)s” counts %(people)s in %(place)s, of whom none is counted here"
                    " (%(category)s): leave it out.",
                    figure=figure.id,
                    people=case.categories.name(figure.cell.category),
                    place=case.events.name(figure.cell.event),
                    category=count.category.name,
                )
            )


def _apart(one: Cell, other: Cell, case: Case) -> bool:
    return case.events.apart(one.event, other.event) or case.categories.apart(
        one.category, other.category
    )


def check_draft(
    sheet: Sheet, count: Count, draft: Draft, uses: frozenset[int], read: Collection[int]
) -> None:
    """Raise what the workbench would; ``read`` are figures the position says how to read.

    Where it says so in words alone, any reading on file may allow it. What stands in another event
    cannot be put to the engine, and is taken at its word.
    """
    check_position(draft, uses=len(uses), room=Room(0, None))
    if uses and draft.established and uses <= sheet.figures.keys():
        _check_room(sheet, count, draft, uses, read)


def _check_room(
    sheet: Sheet, count: Count, draft: Draft, uses: frozenset[int], read: Collection[int]
) -> None:
    """Raise ``RuleBroken`` where no way to read the figures allows the position."""
    told = dict.fromkeys(set(read) & uses, "")
    refused: RuleBroken | None = None
    for read_as in _readings(sheet.stored, [sheet.keys[pk] for pk in sorted(told)]):
        allowed = room(sheet, count, Ground(uses, readings=told, read_as=read_as))
        try:
            check_position(draft, uses=len(uses), room=allowed)
            return
        except RuleBroken as broken:
            refused = refused or broken
    if refused:
        raise refused


def _readings(case: Case, keys: list[str]) -> Iterator[dict[str, Cell]]:
    """As recorded, then every other way in which these figures may be read together."""
    choices = [[None, *case.by_id[key].readings] for key in keys]
    for chosen in islice(product(*choices), MOST_READINGS):
        pairs = zip(keys, chosen, strict=True)
        yield {key: cell for key, cell in pairs if cell is not None}
