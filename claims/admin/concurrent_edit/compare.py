"""A form and its rows three ways: as opened, as another left them, as typed.

Everything is compared as text, for that is what a form holds before it is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.http import QueryDict

from claims.admin.history import HistoryLine, line_at
from claims.domain.messages import gettext as _
from claims.models.desk.base import DeskModel, Kept

MINE, THEIRS = "mine", "theirs"
UNKNOWN = _("not known")
Values = dict[str, list[str]]
# Fields that say which row or version this is: nobody edits them.
SILENT = {"seen", "id", "DELETE"}


@dataclass(frozen=True)
class Overlap:
    """What both changed, each to something else. ``key`` names the choice between them."""

    key: str
    what: str
    opened: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Compared:
    """``values`` is what the form holds from here on; ``open`` names the fields to choose for."""

    values: Values
    open: tuple[str, ...] = ()


@dataclass
class FormComparison:
    """One form on its way through a comparison, with what is still to be chosen in it."""

    name: str
    fields: Mapping[str, forms.Field]
    mine: Values
    opened: Values | None
    stale: bool
    still_open: set[str] = field(default_factory=set)

    def choose(self, name: str, choice: str) -> None:
        """Carry out what was chosen for a field when the form was last shown."""
        if choice == THEIRS and self.opened is not None:
            self.mine[name] = self.opened.get(name, [])
        elif choice != MINE:
            self.still_open.add(name)

    def merge(self, theirs: Values) -> Compared:
        """What only one of two changed is taken from that one; what both changed is asked."""
        values, asked = dict(self.mine), []
        for name in self.fields:
            there, here = theirs.get(name, []), self.mine.get(name, [])
            if there == here:
                continue
            was = None if self._unknown(name) else (self.opened or {}).get(name, [])
            if name in self.still_open or was not in (there, here):
                asked.append(name)
            elif was == here:
                values[name] = there
        return Compared(values, tuple(asked))

    def _unknown(self, name: str) -> bool:
        """The history keeps no lists of other things: what they were is not known."""
        is_list = isinstance(self.fields[name], forms.ModelMultipleChoiceField)
        return self.opened is None or (self.stale and is_list)

    def overlap(self, key: str, name: str, theirs: Values, earlier: str | None) -> Overlap:
        """``earlier`` is what stood there when the form was first opened, where it was told."""
        field_ = self.fields[name]
        opened = (
            UNKNOWN if self._unknown(name) else in_words(field_, (self.opened or {}).get(name, []))
        )
        label = str(field_.label or name)
        return Overlap(
            key=key,
            what=f"{self.name}: {label}" if self.name else label,
            opened=opened if earlier is None else earlier,
            theirs=in_words(field_, theirs.get(name, [])),
            mine=in_words(field_, self.mine.get(name, [])),
        )


@dataclass(frozen=True)
class Snapshot:
    """``owner`` is None where nothing tells how it stood: then every difference is asked about."""

    owner: DeskModel | None = None
    at: datetime | None = None

    def rows(self, model: type[Kept], owner_field: str, now: DeskModel) -> dict[str, Model]:
        """The rows a thing had, by key. Ask only for those that the form showed."""
        if self.at is None:
            return {}
        kept = model.history.filter(**{owner_field: now.pk}).order_by("id", "history_id")
        by_row = groupby(kept, key=lambda state: state.id)
        found = ((key, self._last(list(states))) for key, states in by_row)
        return {str(key): state.instance for key, state in found if state is not None}

    def _last(self, states: Sequence[HistoryLine]) -> HistoryLine | None:
        """As a row stood then. One the form showed though it came later was made with its owner."""
        by_then = [state for state in states if self.at and state.history_date <= self.at]
        if by_then:
            return by_then[-1] if by_then[-1].history_type != "-" else None
        return states[0] if states[0].history_type == "+" else None


def snapshot(now: DeskModel, seen: str) -> Snapshot:
    """As it stood at the version a form says it was opened at."""
    version = number(seen)
    if not 0 < version <= now.version:
        return Snapshot()
    state = line_at(now, version)
    return Snapshot(state.instance, state.history_date) if state else Snapshot()


def number(text: str) -> int:
    """What a form sent as a number; 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0


def values_of(form: forms.BaseForm) -> Values:
    """The values of an unbound form, as the page would send them back unchanged."""
    return {name: sent(form[name].value()) for name in form.fields if name not in SILENT}


def values_or_none(make: Callable[[Model], forms.BaseForm], row: Model | None) -> Values | None:
    """The same of a row of the past; None where what it pointed to is gone."""
    if row is None:
        return None
    try:
        return values_of(make(row))
    except ObjectDoesNotExist:
        return None


def typed(fields: Mapping[str, forms.Field], data: QueryDict, prefix: str = "") -> Values:
    """What was typed into these fields, read as the form itself will read it."""
    return {
        name: sent(field.widget.value_from_datadict(data, {}, prefix + name))
        for name, field in fields.items()
        if name not in SILENT
    }


def sent(value: object) -> list[str]:
    if value is None or value is False or value == "":
        return []
    if value is True:
        return ["on"]
    values = value if isinstance(value, list | tuple) else [value]
    return [plain(str(getattr(one, "pk", one))) for one in values]


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def put(data: QueryDict, name: str, values: list[str]) -> None:
    """Into the data of a form, in the place of whatever its widget sent."""
    data.pop(f"{name}-typed", None)
    data.pop(name, None)
    if values:
        data.setlist(name, values)


def in_words(field: forms.Field, values: list[str]) -> str:
    """Values in words; empty where there is nothing."""
    if isinstance(field, forms.ModelChoiceField):
        return "; ".join(_named(field, key) for key in values)
    if isinstance(field, forms.BooleanField):
        return "yes" if values else "no"
    labels = {str(code): str(label) for code, label in getattr(field.widget, "choices", ())}
    return "; ".join(labels.get(value, value) for value in values)


def _named(field: forms.ModelChoiceField, key: str) -> str:
    rows = field.queryset if key.isascii() and key.isdigit() else None
    found = None if rows is None else rows.model._base_manager.filter(pk=key).first()
    return (
        field.label_from_instance(found) if found else _("number %(key)s, since removed", key=key)
    )
