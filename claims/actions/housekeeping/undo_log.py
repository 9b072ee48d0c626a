"""Moves rows from one thing to another, and remembers every step so that it can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError, RestrictedError

from claims.actions.desk import Editor, keep
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.models.desk.base import Publishable
from claims.publishing.registry import differs

Row = TypeVar("Row", bound=models.Model)
MADE, SET, LISTED = "made", "set", "listed"


class Carrying:
    def __init__(self, *, by: Editor) -> None:
        self.by = by
        self.steps: list[list[object]] = []
        self.touched: dict[str, Publishable] = {}

    def made(self, row: Row) -> Row:
        """Save a new row of some owner."""
        self._trace(row)
        row.save()
        self.steps.append([MADE, row._meta.model_name, row.pk])
        self.touch(owner_of(row))
        return row

    def set(self, row: models.Model, **values: object) -> bool:
        """Set fields of a stored row; False where a constraint refuses it, which leaves it so."""
        was = _kept(row, values)
        try:
            with transaction.atomic():
                self._save(row, values)
        except IntegrityError:
            row.refresh_from_db()
            return False
        # Together, for one alone may break a constraint when it is set back.
        self.steps.append([SET, row._meta.model_name, row.pk, was, _kept(row, values)])
        self.touch(owner_of(row))
        return True

    def listed(self, row: models.Model, name: str, keys: Sequence[int]) -> None:
        """Set a list of other things."""
        field = getattr(row, name)
        was = sorted(field.values_list("pk", flat=True))
        field.set(keys)
        self.steps.append([LISTED, row._meta.model_name, row.pk, name, was, sorted(set(keys))])
        self.touch(owner_of(row))

    def touch(self, subject: Publishable | None) -> None:
        if subject is not None:
            self.touched.setdefault(subject.uid, subject)

    def settle(self) -> list[Publishable]:
        """Tell every owner that its rows moved: its version, and whether readers see another."""
        found = []
        for subject in self.touched.values():
            now = subject.locked()
            keep(now, by=self.by, changed=differs(now))
            found.append(now)
        return found

    def _save(self, row: models.Model, values: dict[str, object]) -> None:
        if isinstance(row, Publishable):
            keep(row, by=self.by, **values)
            return
        self._trace(row)
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))

    def _trace(self, row: models.Model) -> None:
        row._history_user = self.by  # type: ignore[attr-defined]


def take_back(steps: Sequence[Sequence[Any]], carrying: Carrying) -> None:
    """Undo steps, the last first; what was edited since is left as it was edited.

    Whom we asked goes before all: a stance must be of the party that was asked.
    """
    asked = [step for step in steps if step[:2] == [SET, "commentrequest"]]
    others = [step for step in steps if step not in asked]
    for kind, model_name, pk, *more in reversed([*others, *asked]):
        model = apps.get_model("claims", model_name)
        row = model._base_manager.filter(pk=pk).first()
        if row is None:
            continue
        if kind == MADE:
            _unmake(row, carrying)
        elif kind == SET:
            was, now = more
            _reset(row, was, now, carrying)
        else:
            name, was, then = more
            _relist(row, name, was, then, carrying)


def _relist(
    row: models.Model, name: str, was: Sequence[int], then: Sequence[int], carrying: Carrying
) -> None:
    """What was put into a list goes out and what it stood for comes back; the rest stays."""
    now = set(getattr(row, name).values_list("pk", flat=True))
    put_in, taken_out = set(then) - set(was), set(was) - set(then)
    if now == set(then) or now & put_in:
        carrying.listed(row, name, sorted((now - put_in) | taken_out))


def _reset(
    row: models.Model, was: Mapping[str, object], now: Mapping[str, object], carrying: Carrying
) -> None:
    """What is still as it was set; what was edited since stays so."""
    kept = {name: was[name] for name, value in _kept(row, now).items() if value == now[name]}
    if kept:
        carrying.set(row, **{name: _value(row, name, value) for name, value in kept.items()})


def _value(row: models.Model, name: str, value: object) -> object:
    other = _columns(row)[name].related_model
    return value if other is None or value is None else other._base_manager.get(pk=value)


def _kept(row: models.Model, names: Iterable[str]) -> dict[str, object]:
    """Values as they are kept in a list of steps: words and numbers."""
    columns = _columns(row)
    return {name: getattr(row, columns[name].attname) for name in names}


def _columns(row: models.Model) -> dict[str, models.Field[object, object]]:
    return {column.name: column for column in row._meta.fields}


def _unmake(row: models.Model, carrying: Carrying) -> None:
    carrying.touch(owner_of(row))
    row._history_user = carrying.by  # type: ignore[attr-defined]
    try:
        row.delete()
    except (ProtectedError, RestrictedError) as used:
        raise RuleBroken(
            _("“%(row)s” is in use by now: it cannot be taken back.", row=row)
        ) from used


def owner_of(row: models.Model) -> Publishable | None:
    """The subject a row belongs to: itself, or what it goes away with."""
    if isinstance(row, Publishable):
        return row
    for field in row._meta.concrete_fields:
        if field.remote_field and field.remote_field.on_delete is models.CASCADE:
            owner = getattr(row, field.name)
            return owner_of(owner) if owner is not None else None
    return None
