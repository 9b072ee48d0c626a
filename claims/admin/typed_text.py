"""What somebody typed, looked through before it is taken: nothing unseen, no name in disguise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from claims.domain.errors import RuleBroken
from claims.domain.lookalikes import check_name
from claims.domain.text import clean
from claims.domain.typed_address import check_address, kept_address
from claims.domain.unseen import refusal, without_unseen

TAKEN_OUT = "It is taken out of the box: look at it, then go on."
NAMES = frozenset(["name", "short_name", "aliases"])


def text_as_kept(typed: str) -> str:
    """As all text is kept; raises ``ValidationError`` where it holds what is not seen."""
    if said := refusal(typed):
        raise ValidationError([said, TAKEN_OUT])
    try:
        return clean(typed)
    except RuleBroken as broken:
        raise ValidationError(broken.messages) from broken


def name_as_kept(typed: str) -> str:
    """A name is written in one script; raises ``ValidationError`` where it is in disguise."""
    if said := check_name(typed):
        raise ValidationError(said)
    return typed


def address_as_kept(typed: str) -> str:
    try:
        return kept_address(typed)
    except RuleBroken as broken:
        raise ValidationError(broken.messages) from broken


def check_texts(form: Any) -> None:
    """Say what is wrong with each text of a form, at its box, and put it back without it."""
    data: Any = None
    for name, value in list(form.cleaned_data.items()):
        lines = value if isinstance(value, list) else [value]
        texts = [line for line in lines if isinstance(line, str)]
        if said := next(filter(None, map(refusal, texts)), ""):
            data = data or form.data.copy()
            key = form.add_prefix(name)
            data[key] = without_unseen(data.get(key, ""))
            form.add_error(name, [said, TAKEN_OUT])
            continue
        try:
            if isinstance(form.fields[name], forms.URLField) and value:
                check_address(value)
        except RuleBroken as broken:
            form.add_error(name, broken.messages)
        if name in NAMES and (odd := next(filter(None, map(check_name, texts)), "")):
            form.add_error(name, odd)
    form.data = data or form.data
