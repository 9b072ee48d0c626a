"""What a form holds, as a browser would send it: to compare what was, what is and what was typed.

Everything is compared as text, for that is what a form holds before it is checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import QueryDict

Values = dict[str, list[str]]
# Fields that say which row or version this is: nobody edits them.
SILENT = {"seen", "id", "DELETE"}


def shown(form: Any) -> Values:
    """The values of an unbound form, as the page would send them back unchanged."""
    return {name: sent(form[name].value()) for name in form.fields if name not in SILENT}


def shown_or_none(make: Any, row: Any) -> Values | None:
    """The same of a row of the past; None where what it pointed to is gone."""
    if row is None:
        return None
    try:
        return shown(make(row))
    except ObjectDoesNotExist:
        return None


def typed(fields: Mapping[str, forms.Field], data: QueryDict, prefix: str = "") -> Values:
    """What was typed into these fields, read as the form itself will read it."""
    return {
        name: sent(field.widget.value_from_datadict(data, {}, prefix + name))
        for name, field in fields.items()
        if name not in SILENT
    }


def sent(value: Any) -> list[str]:
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


def told(field: forms.Field, values: list[str]) -> str:
    """Values in words; empty where there is nothing."""
    if isinstance(field, forms.ModelChoiceField):
        return "; ".join(_named(field, key) for key in values)
    if isinstance(field, forms.BooleanField):
        return "yes" if values else "no"
    labels = {str(code): str(label) for code, label in getattr(field.widget, "choices", ())}
    return "; ".join(labels.get(value, value) for value in values)


def _named(field: Any, key: str) -> str:
    rows = field.queryset.model._base_manager
    found = rows.filter(pk=key).first() if key.isascii() and key.isdigit() else None
    return str(found) if found else f"number {key}, since removed"
