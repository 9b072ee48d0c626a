"""From a published state back to the desk: its columns, and its rows, where they differ."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Manager, ProtectedError, RestrictedError

from claims.actions.desk import Editor
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.vocabulary import Word
from claims.models.desk.base import Kept, Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Category, Event
from claims.models.desk.figure import Figure
from claims.models.desk.source import Report, Source
from claims.states.base import State, fields_of
from claims.states.encoding import part_of, type_of
from claims.states.figure import FigureName
from claims.states.names import CategorySlug, ClaimUid, EventUid, ReportUid, SourceUid

THINGS: dict[object, type[Publishable]] = {
    ClaimUid: Claim,
    EventUid: Event,
    ReportUid: Report,
    SourceUid: Source,
}
# Decided elsewhere, each by an action of its own.
DECIDED = {"status", "examined", "lifecycle", "merged_into"}


@dataclass(frozen=True)
class Place:
    """What a name in a state is read in: the event whose categories are meant."""

    event: Event | None = None


def columns(
    now: State | None, then: State, place: Place, *, skip: Container[str] = ()
) -> dict[str, object]:
    """The columns that must change for a state to become another; all of them where there is none.

    All fields of the kind are compared, so what was taken back to nothing is put back too. What a
    thing is made of is put back part by part.
    """
    kind, found = type(then), dict[str, object]()
    for name, about in fields_of(kind).items():
        value = getattr(then, name)
        if not about.column or name in DECIDED or name in skip or part_of(kind, name):
            continue
        if now is None or getattr(now, name) != value:
            found |= _column(about.column, type_of(kind, name), value, place)
    return found


def _column(column: str, holds: object, value: object, place: Place) -> dict[str, object]:
    if holds is Moment:
        precision = f"{column.removesuffix('_at')}_precision"
        at, exact = (value.at, value.precision) if isinstance(value, Moment) else (None, "")
        return {column: at, precision: exact}
    if holds is CategorySlug:
        return {column: _category(str(value), place) if value else None}
    if holds in THINGS:
        return {column: thing_of(THINGS[holds], str(value)) if value else None}
    if isinstance(value, tuple):
        return {column: list(value)}
    # A word of a vocabulary is kept as text, and as an empty one where there is none.
    unsaid = value is None and isinstance(holds, type) and issubclass(holds, Word)
    return {column: "" if unsaid else value}


def _category(slug: str, place: Place) -> Category:
    root = place.event.root() if place.event else None
    found: Category | None = root.categories.filter(slug=slug).first() if root else None
    if found is None:
        raise RuleBroken(
            _(
                "“%(event)s” no longer counts “%(slug)s”: add the category there first.",
                event=place.event,
                slug=slug,
            )
        )
    return found


def thing_of(model: type[P], uid: str) -> P:
    found: P = model._base_manager.get(uid=uid)
    return found


def figure_of(name: FigureName) -> Figure:
    found: Figure | None = Figure.objects.filter(claim__uid=name.claim, key=name.key).first()
    if found is None:
        raise RuleBroken(
            _("The figure %(name)s is no longer on the desk: put it back first.", name=name.key)
        )
    return found


S = TypeVar("S", bound=State)
P = TypeVar("P", bound=Publishable)
R = TypeVar("R", bound=Kept)
# As many removed rows are looked through for the one that comes back.
MOST = 200


@dataclass(frozen=True)
class Whole:
    """What rows are put back into, and who does it; ``own`` names their owner by their column."""

    place: Place
    by: Editor
    own: Mapping[str, object]


def put_rows(
    whole: Whole,
    rows: Manager[R],
    *,
    state_of: Callable[[R], S],
    then: Sequence[S],
    name: str,
    skip: Callable[[S], Collection[str]] = lambda state: (),
) -> None:
    """``name`` is the field of a state that tells rows apart.

    Fields to ``skip`` stay as they are. A row that was removed comes back as its history last kept
    it, with what readers never saw.
    """
    waiting = [(row, state_of(row)) for row in rows.order_by("pk")]
    pairs, lacking = _matched(waiting, then, name)
    kept = {row.pk for row, _state in pairs}
    for row, _state in waiting:
        if row.pk not in kept:
            _remove(row, whole.by)
    for row, state in pairs:
        _write(row, columns(state_of(row), state, whole.place, skip=skip(state)), whole.by)
    for state in lacking:
        row, now = _again(rows, state_of, name, state, whole.own)
        _write(row, columns(now, state, whole.place, skip=skip(state)), whole.by)


def _matched(
    waiting: list[tuple[R, S]], then: Sequence[S], name: str
) -> tuple[list[tuple[R, S]], list[S]]:
    """The same rows first, then those of one name; what is left over has no row any more."""
    free, lacking = list(waiting), list(then)
    pairs: list[tuple[R, S]] = []
    for by_name in (False, True):
        for state in list(lacking):
            row = next((pair for pair in free if _alike(pair[1], state, name, by_name)), None)
            if row is not None:
                free.remove(row)
                lacking.remove(state)
                pairs.append((row[0], state))
    return pairs, lacking


def _alike(one: State, other: State, name: str, by_name: bool) -> bool:
    return bool(getattr(one, name) == getattr(other, name)) if by_name else one == other


def _again(
    rows: Manager[R],
    state_of: Callable[[R], S],
    name: str,
    state: S,
    own: Mapping[str, object],
) -> tuple[R, S | None]:
    """The removed row itself, with its number: rows are told by age, and so in their old order."""
    removed = rows.model.history.filter(history_type="-", **own).order_by("-history_id")
    for kept in removed[:MOST]:
        row = kept.instance
        try:
            found = state_of(row)
        except ObjectDoesNotExist:
            continue
        same = getattr(found, name) == getattr(state, name)
        if same and not rows.filter(pk=row.pk).exists():
            row._state.adding = True
            return row, found
    return rows.model(**own), None


def _remove(row: Kept, by: Editor) -> None:
    try:
        row.delete(by=by)
    except (ProtectedError, RestrictedError) as used:
        raise RuleBroken(
            _("“%(row)s” is in use on the desk: it cannot be removed.", row=row)
        ) from used


def _write(row: Kept, values: Mapping[str, object], by: Editor) -> None:
    if not row._state.adding and not values:
        return
    for name, value in values.items():
        setattr(row, name, value)
    row.save(by=by)
