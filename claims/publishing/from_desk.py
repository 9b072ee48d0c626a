"""From rows of the desk to states: columns by name, what is put together by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db.models import Model

from claims.domain.moments import Moment
from claims.models.desk.base import Publishable
from claims.models.desk.figure import Figure
from claims.states.base import State, fields_of
from claims.states.encoding import convert, is_moment
from claims.states.figure import FigureName
from claims.states.names import ClaimUid
from claims.states.subject import SubjectState

S = TypeVar("S", bound=State)


def from_desk(kind: type[S], row: Model, **given: object) -> S:
    """A state of this kind: ``given`` fields as they are, the others from the row's columns.

    Only columns of public fields are asked for. Raises ``TypeError`` where a field that has no
    column is not given.
    """
    values = {
        name: _read(kind, name, type(row), about.column)(row)
        for name, about in fields_of(kind).items()
        if name not in given and about.column
    }
    if issubclass(kind, SubjectState):
        # Retraction is said of what stands on record; the desk's columns do not know it.
        given.setdefault("retracted", None)
    return kind(**values, **given)


Read = Callable[[Model], object]
_READ: dict[tuple[type[State], str, type[Model]], Read] = {}


def _read(kind: type[State], name: str, model: type[Model], column: str) -> Read:
    """How a field is read from a row."""
    key = kind, name, model
    if key not in _READ:
        _READ[key] = _way_to_read(kind, name, model, column)
    return _READ[key]


def _way_to_read(kind: type[State], name: str, model: type[Model], column: str) -> Read:
    if is_moment(kind, name):
        precision = f"{column.removesuffix('_at')}_precision"
        return lambda row: moment(getattr(row, column), getattr(row, precision))
    if model._meta.get_field(column).is_relation:
        return lambda row: reference(getattr(row, column))
    return lambda row: convert(kind, name, getattr(row, column))


def moment(at: datetime | None, precision: str) -> Moment | None:
    """A moment with its precision: the start of the stated period, in UTC."""
    return Moment(at, precision) if at else None


def reference(subject: Publishable | None) -> str:
    """What a state calls a thing; empty where there is none."""
    return subject.uid if subject else ""


def figure_name(figure: Figure) -> FigureName:
    """How a figure is named from outside its claim."""
    return FigureName(claim=ClaimUid(figure.claim.uid), key=figure.key)
