"""Rows of a thing put back to what a state says: matched, changed, made again or removed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import ProtectedError, RestrictedError

from claims.actions.desk import Editor
from claims.actions.housekeeping.restore import Place, columns
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.models.desk.base import DeskModel
from claims.states.base import State

S = TypeVar("S", bound=State)
# As many removed rows are looked through for the one that comes back.
MOST = 200


def put_rows(
    rows: Any,
    *,
    state_of: Callable[[Any], S],
    then: Sequence[S],
    name: str,
    place: Place,
    by: Editor,
    own: Mapping[str, object],
    skip: Callable[[S], Collection[str]] = lambda state: (),
) -> None:
    """``name`` is the field of a state that tells rows apart, ``own`` names the owner.

    Fields to ``skip`` stay as they are. A row that was removed comes back as its history last kept
    it, with what readers never saw.
    """
    waiting = [(row, state_of(row)) for row in rows.order_by("pk")]
    pairs, lacking = _matched(waiting, then, name)
    kept = {row.pk for row, _state in pairs}
    for row, _state in waiting:
        if row.pk not in kept:
            _remove(row, by)
    for row, state in pairs:
        _write(row, columns(state_of(row), state, place, skip=skip(state)), by)
    for state in lacking:
        row, now = _again(rows, state_of, name, state, own)
        _write(row, columns(now, state, place, skip=skip(state)), by)


def _matched(
    waiting: list[tuple[Any, S]], then: Sequence[S], name: str
) -> tuple[list[tuple[Any, S]], list[S]]:
    """The same rows first, then those of one name; what is left over has no row any more."""
    free, lacking = list(waiting), list(then)
    pairs: list[tuple[Any, S]] = []
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
    rows: Any, state_of: Callable[[Any], S], name: str, state: S, own: Mapping[str, Any]
) -> tuple[Any, S | None]:
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


def _remove(row: DeskModel, by: Editor) -> None:
    try:
        row.delete(by=by)
    except (ProtectedError, RestrictedError) as used:
        raise RuleBroken(
            _("“%(row)s” is in use on the desk: it cannot be removed.", row=row)
        ) from used


def _write(row: DeskModel, values: Mapping[str, object], by: Editor) -> None:
    if not row._state.adding and not values:
        return
    for name, value in values.items():
        setattr(row, name, value)
    row.save(by=by)
