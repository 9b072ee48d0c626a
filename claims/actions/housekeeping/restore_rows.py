"""Rows of a thing put back to what a state says: matched, changed, made again or removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import ProtectedError, RestrictedError

from claims.actions.desk import Editor
from claims.actions.housekeeping.restore import Place, State, columns
from claims.domain.errors import RuleBroken

Told = Callable[[Any], State]
# As many removed rows are looked through for the one that comes back.
MOST = 200
Pairs = list[tuple[Any, State]]


def put_rows(
    rows: Any,
    *,
    told: Told,
    then: Sequence[State],
    name: str,
    place: Place,
    by: Editor,
    own: Mapping[str, Any],
) -> None:
    """``name`` is the word of a state that tells rows apart, ``own`` names the owner.

    A row that was removed comes back as its history last kept it, with what readers never saw.
    """
    waiting = [(row, told(row)) for row in rows.order_by("pk")]
    pairs, lacking = _matched(waiting, then, name)
    kept = {row.pk for row, _ in pairs}
    for row, _ in waiting:
        if row.pk not in kept:
            _remove(row, by)
    for row, state in pairs:
        _write(row, columns(told(row), state, place), by)
    for state in lacking:
        row, now = _again(rows, told, name, state, own)
        _write(row, columns(now, state, place), by)


def _matched(
    waiting: list[tuple[Any, State]], then: Sequence[State], name: str
) -> tuple[Pairs, list[State]]:
    """The same rows first, then those of one name; what is left over has no row any more."""
    free, pairs, lacking = list(waiting), [], list(then)
    for by_name in (False, True):
        for state in list(lacking):
            row = next((pair for pair in free if _alike(pair[1], state, name, by_name)), None)
            if row is not None:
                free.remove(row)
                lacking.remove(state)
                pairs.append((row[0], state))
    return pairs, lacking


def _alike(one: State, other: State, name: str, by_name: bool) -> bool:
    return bool(one[name] == other[name]) if by_name else one == other


def _again(rows: Any, told: Told, name: str, state: State, own: Mapping[str, Any]) -> Any:
    """The removed row itself, with its number: rows are told by age, and so in their old order."""
    removed = rows.model.history.filter(history_type="-", **own).order_by("-history_id")
    for kept in removed[:MOST]:
        row = kept.instance
        try:
            found = told(row)
        except ObjectDoesNotExist:
            continue
        if found[name] == state[name] and not rows.filter(pk=row.pk).exists():
            row._state.adding = True
            return row, found
    return rows.model(**own), {}


def _remove(row: models.Model, by: Editor) -> None:
    row._history_user = by  # type: ignore[attr-defined]
    try:
        row.delete()
    except (ProtectedError, RestrictedError) as used:
        raise RuleBroken(f"“{row}” is in use on the desk: it cannot be removed.") from used


def _write(row: Any, values: Mapping[str, Any], by: Editor) -> None:
    if not row._state.adding and not values:
        return
    for name, value in values.items():
        setattr(row, name, value)
    row._history_user = by
    row.save()
