"""From what stands on the workbench to a position: what it uses, what it leaves out and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from claims.actions.reconcile.sheet import Sheet
from claims.actions.reconcile.state import Count, Ground
from claims.domain.figure_treatment import How, Treated, all_seen
from claims.domain.messages import gettext as _
from claims.domain.messages import listed
from claims.domain.positions import Draft
from claims.domain.reconciliation import Case, Cell
from claims.domain.vocabulary import Treatment
from claims.models.desk.figure import Figure
from claims.models.desk.position import REPLACED, Position
from claims.publishing.from_desk import from_desk, moment
from claims.publishing.position import standing
from claims.states.figure import FigureThen
from claims.states.names import ClaimUid, EventUid
from claims.states.position import LeftOutState, PositionState, ReadAsState

LONGEST = 500


def ground(
    sheet: Sheet,
    cell: Cell,
    position: Position | None,
    ticked: frozenset[int],
    readings: Mapping[int, int],
) -> Ground:
    """What a position rests on, with a reason for each figure of its count that is left out."""
    case = sheet.stored
    uses = ticked & sheet.figures.keys()
    out = _left_out(sheet, cell, position)
    out = {pk: reason for pk, reason in sorted(out.items()) if pk not in uses}
    chosen = {pk: n for pk, n in readings.items() if n and pk in sheet.figures}
    told, read_as = {}, {}
    for pk, n in sorted(chosen.items()):
        figure = sheet.figures[pk]
        cells = case.by_id[figure.key].readings if figure.key in case.by_id else ()
        if n <= len(cells):
            told[pk] = reading_labels(figure, case)[n - 1]
            read_as[figure.key] = cells[n - 1]
    return Ground(uses, out, told, read_as)


def _left_out(sheet: Sheet, cell: Cell, position: Position | None) -> dict[int, str]:
    """Reasons once given stay, until the figure is treated otherwise.

    Others are told where the position is first stated, and where a figure was since left out.
    """
    out = {row.figure_id: row.reason for row in position.leaves_out.all()} if position else {}
    out = {pk: reason for pk, reason in out.items() if pk in sheet.figures}
    case, now = sheet.stored, all_seen(sheet.ties)
    for figure in case.by_id.values():
        pk = sheet.by_key[figure.id].pk
        if case.contains(cell, figure.cell) and (position is None or _moved(position, pk, sheet)):
            out[pk] = _why_out(now[pk], sheet)
    return {pk: reason for pk, reason in out.items() if reason}


def _moved(position: Position, pk: int, sheet: Sheet) -> bool:
    """Whether a figure is treated otherwise than when the position was stated."""
    then, now = position.as_stated.get(str(pk), {}), sheet.figures[pk]
    replaced = sheet.stored.superseded_by.get(now.key, ())
    newly = REPLACED in then and bool(then[REPLACED]) != bool(replaced)
    return newly or bool(then.get("treatment", Treatment.USE) != now.treatment)


def _why_out(to: Treated, sheet: Sheet) -> str:
    """The reason that was typed, else the one that lies in how the figure is treated."""
    if to.note:
        return to.note
    others = listed(called(sheet.figures[pk]) for _s, pk in to.others if pk in sheet.figures)
    told = {
        How.SUPERSEDED: _("Replaced by %(others)s.", others=others),
        How.REPEAT: _("Repeats %(others)s.", others=others),
        How.DERIVED: _("Worked out from %(others)s.", others=others),
    }.get(to.how)
    return str(told)[:LONGEST] if told and others else ""


def called(figure: Figure) -> str:
    """A figure as readers know it."""
    source = figure.claim.claimant
    return f"{source.short_name or source.name}: {figure.words or figure.value}"


def reading_labels(desk: Figure, case: Case) -> list[str]:
    """How each reading on file is called, here and where readers see it."""
    cells = case.by_id[desk.key].readings
    names = ((case.categories.name(c.category), case.events.name(c.event)) for c in cells)
    return [f"{whom}, {where}"[:300] for whom, where in names]


def chosen_before(position: Position | None, sheet: Sheet) -> dict[int, int]:
    """The readings a position took, by their places among those on file."""
    if position is None:
        return {}
    found, case = {}, sheet.stored
    for taken in position.readings.all():
        figure = sheet.figures.get(taken.figure_id)
        if figure and figure.key in case.by_id:
            labels = reading_labels(figure, case)
            if taken.reading in labels:
                found[figure.pk] = labels.index(taken.reading) + 1
    return found


def state_of(
    count: Count,
    draft: Draft,
    ground: Ground,
    sheet: Sheet,
    *,
    as_of: tuple[datetime | None, str],
    now: datetime,
) -> PositionState:
    """The state that would be published, for a preview."""
    used = [sheet.figures[pk] for pk in sorted(ground.uses)]
    low, best, high = _numbers(draft)
    return PositionState(
        event=EventUid(count.event.uid),
        category=count.category.slug,
        measure=count.measure,
        established=draft.established,
        standing=standing(used, beyond=bool(draft.override_reason)),
        low=low,
        best=best,
        high=high,
        as_of=moment(*as_of),
        method=draft.method,
        uses=tuple(from_desk(FigureThen, figure, claim=figure.claim.uid) for figure in used),
        leaves_out=tuple(
            from_desk(LeftOutState, figure, claim=figure.claim.uid, reason=why)
            for figure, why in _of_figures(ground.leaves_out, sheet)
        ),
        readings=tuple(
            ReadAsState(claim=ClaimUid(figure.claim.uid), key=figure.key, reading=reading)
            for figure, reading in _of_figures(ground.readings, sheet)
        ),
        rationale=draft.rationale,
        dissent=draft.dissent,
        override_reason=draft.override_reason,
        held=(),
        decisions=(),
        findings=(),
        stated=moment(now, "minute"),
        checked_at=None,
        look_again_on=None,
        retracted=None,
    )


def _of_figures(words: Mapping[int, str], sheet: Sheet) -> Iterator[tuple[Figure, str]]:
    return ((sheet.figures[pk], text) for pk, text in words.items())


def _numbers(draft: Draft) -> tuple[int | None, int | None, int | None]:
    """In order where they were typed out of it: what is wrong is said above, not drawn."""
    given = (draft.low, draft.best, draft.high)
    known = [n for n in given if n is not None]
    if not draft.established or known != sorted(known):
        return (None, None, None)
    return given
