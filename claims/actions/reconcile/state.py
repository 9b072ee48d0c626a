"""State where we stand on one count: our own figure, or that we cannot say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from claims.actions.desk import Editor
from claims.actions.reconcile.sheet import Sheet, sheet_of
from claims.actions.second_look import settle_second_looks
from claims.domain import reconciliation
from claims.domain.audit import AuditKind
from claims.domain.errors import RuleBroken, Stale
from claims.domain.messages import gettext as _
from claims.domain.positions import Draft, Room, check_position
from claims.domain.reconciliation import Cell
from claims.domain.text import clean, kept_as_typed
from claims.models.desk.event import Category, Event
from claims.models.desk.position import LeftOut, Position, PositionReading, snapshot
from claims.models.record.public_time import public_precision, public_time
from claims.publishing import audit, log
from claims.publishing.registry import differs


@dataclass(frozen=True)
class Count:
    """What is counted: where, whom, and what befell them."""

    event: Event
    category: Category
    measure: str


@dataclass(frozen=True)
class Ground:
    """What a position rests on, by the figures' keys on the desk."""

    uses: frozenset[int] = frozenset()
    leaves_out: Mapping[int, str] = field(default_factory=dict)
    """Each with the reason readers see."""
    readings: Mapping[int, str] = field(default_factory=dict)
    """How words are read that could mean more than one thing."""
    read_as: Mapping[str, Cell] = field(default_factory=dict)
    """The same for the engine."""


def state_position(
    count: Count,
    draft: Draft,
    ground: Ground,
    *,
    as_of: tuple[datetime | None, str] = (None, ""),
    seen: int = 0,
    by: Editor,
    at: datetime,
) -> Position:
    """Keep a position on the desk; readers see it once it is published.

    ``seen`` is the version that stood when it was opened, 0 where there was none. Raises
    ``RuleBroken`` with all that is missing, ``Stale`` where somebody stated one meanwhile.
    """
    with log.writing():
        sheet = sheet_of(count.event)
        _check_there(sheet, ground)
        check_position(draft, uses=len(ground.uses), room=room(sheet, count, ground))
        position = _held(count, seen)
        _fill(position, draft, ground, sheet, as_of=as_of, at=at)
        if position._state.adding:
            position.save(by=by, at=at)
        _own(position, ground, by=by, at=at)
        position.changed = differs(position)
        position.save(by=by, at=at)
        settle_second_looks(position, by=by, at=at)
        audit.write(AuditKind.DECIDED, "position stated", by=by, at=at, about=position)
        return position


def room(sheet: Sheet, count: Count, ground: Ground) -> Room:
    """What the figures used allow by themselves, read as the position reads them."""
    if not ground.uses:
        return Room(0, None)
    case = sheet.stored.read_as(dict(ground.read_as))
    keys = frozenset(sheet.keys[pk] for pk in ground.uses)
    cell = sheet.cell(count.event, count.category, count.measure)
    told = frozenset(sheet.keys[pk] for pk in ground.readings)
    found = reconciliation.resting_on(case, keys, cell, told=told).range
    return Room(found.low, found.high, none=found.impossible)


def _check_there(sheet: Sheet, ground: Ground) -> None:
    named = {*ground.uses, *ground.leaves_out, *ground.readings}
    if named - sheet.figures.keys():
        raise RuleBroken(_("A figure that was named is no longer there: open the page again."))
    both = ground.uses & ground.leaves_out.keys()
    if both:
        keys = ", ".join(sorted(sheet.keys[pk] for pk in both))
        raise RuleBroken(_("These figures are both used and left out: %(keys)s.", keys=keys))
    if not all(map(clean, ground.leaves_out.values())):
        raise RuleBroken(_("Say why each figure is left out: readers see it."))


def _held(count: Count, seen: int) -> Position:
    cell = {"event": count.event, "category": count.category, "measure": count.measure}
    row: Position | None = Position.objects.filter(**cell).first()
    if row is None:
        if seen:
            raise Stale(_("Somebody has removed this position since you opened it."))
        return Position(**cell)
    if row.version != seen:
        raise Stale(_("Somebody else has stated “%(row)s” since you opened it.", row=row))
    return row.held()


def _fill(
    position: Position,
    draft: Draft,
    ground: Ground,
    sheet: Sheet,
    *,
    as_of: tuple[datetime | None, str],
    at: datetime,
) -> None:
    for name in ("established", "low", "best", "high"):
        setattr(position, name, getattr(draft, name))
    for name in ("method", "rationale", "dissent", "override_reason"):
        setattr(position, name, kept_as_typed(getattr(draft, name)))
    position.as_of_at, position.as_of_precision = as_of
    position.stated_at = public_time(at)
    position.stated_precision = public_precision()
    named = [sheet.figures[pk] for pk in sorted({*ground.uses, *ground.leaves_out})]
    position.as_stated = snapshot(named)


def _own(position: Position, ground: Ground, *, by: Editor, at: datetime) -> None:
    position.uses.set(sorted(ground.uses))
    parts: Sequence[tuple[type[LeftOut] | type[PositionReading], str, Mapping[int, str]]] = (
        (LeftOut, "reason", ground.leaves_out),
        (PositionReading, "reading", ground.readings),
    )
    for model, words, wanted in parts:
        stored = {row.figure_id: row for row in model._base_manager.filter(position=position)}
        for pk in stored.keys() - wanted.keys():
            stored[pk].delete(by=by, at=at)
        for pk, said in sorted(wanted.items()):
            row = stored.get(pk) or model(position=position, figure_id=pk)
            if getattr(row, words) != said:
                setattr(row, words, said)
                row.save(by=by, at=at)
