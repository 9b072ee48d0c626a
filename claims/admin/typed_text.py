"""What somebody typed, looked through before it is taken: nothing unseen, no name in disguise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.utils.html import format_html

from claims.domain.address_input import check_address, kept_address
from claims.domain.confusables import check_name
from claims.domain.errors import RuleBroken
from claims.domain.invisible_characters import may_be_kept, refusal, whole_text, without_unseen
from claims.domain.messages import gettext as _
from claims.domain.text import clean, kept_as_typed

TAKEN_OUT = _("It is taken out of the box: look at it, then go on.")
KEEP = "keep-as-typed"
NAMES = frozenset(["name", "short_name", "aliases"])


def text_as_kept(typed: str, *, kept: Sequence[str] | None = None) -> str:
    """As all text is kept; raises ``ValidationError`` where it holds what is not seen.

    ``kept``: what an editor ticked, of a text in which it may stay; it is offered there.
    """
    if whole := whole_text(typed, kept or ()):
        return kept_as_typed(whole)
    if said := refusal(typed):
        offer = [tick(typed)] if kept is not None and may_be_kept(typed) else []
        raise ValidationError([said, TAKEN_OUT, *offer])
    try:
        return clean(typed)
    except RuleBroken as broken:
        raise ValidationError(broken.messages) from broken


def name_as_kept(typed: str, data: object) -> str:
    """A name is written in one script, unless an editor has looked at it.

    Raises ``ValidationError`` where it may be in disguise.
    """
    if typed not in kept_texts(data) and (said := check_name(typed)):
        raise ValidationError([said, tick(typed)])
    return typed


def address_as_kept(typed: str) -> str:
    try:
        return kept_address(typed)
    except RuleBroken as broken:
        raise ValidationError(broken.messages) from broken


def check_texts(form: BaseForm) -> None:
    """Say what is wrong with each text of a form, at its box, and put it back without it.

    What an editor said is to stay is kept as it was typed; what stood there before is not asked
    about again.
    """
    kept = kept_texts(form.data)
    for name in [name for name in form.changed_data if name in form.cleaned_data]:
        value = form.cleaned_data[name]
        if isinstance(value, str) and (whole := whole_text(value, kept)):
            form.cleaned_data[name] = whole
            continue
        texts = [one for one in (value if isinstance(value, list) else [value]) if is_text(one)]
        if said := next(filter(None, map(refusal, texts)), ""):
            _take_out(form, name, said)
        elif isinstance(form.fields[name], forms.URLField) and value:
            _check_url(form, name, value)
        elif name in NAMES and (odd := next(filter(None, map(check_name, texts)), "")):
            form.add_error(name, [odd, *([tick(value)] if is_text(value) else [])])


def kept_texts(data: object) -> list[str]:
    """What an editor ticked to be kept as it was typed."""
    ticked = data.getlist(KEEP) if hasattr(data, "getlist") else []
    return [one.replace("\r\n", "\n").strip() for one in ticked]


def tick(typed: str) -> str:
    """The way to keep it all the same, beside what is said of it."""
    return format_html(
        '<label class="keep"><input type="checkbox" name="{}" value="{}"> {}</label>',
        *(KEEP, typed, _("Keep it as it was typed: I have looked at it.")),
    )


def is_text(value: object) -> bool:
    return isinstance(value, str)


def _take_out(form: Any, name: str, said: str) -> None:
    typed, key = form.cleaned_data[name], form.add_prefix(name)
    form.data = form.data.copy()
    form.data[key] = without_unseen(form.data.get(key, ""))
    is_long = isinstance(form.fields[name].widget, forms.Textarea) and is_text(typed)
    offer = [tick(typed)] if is_long and may_be_kept(typed) else []
    form.add_error(name, [said, TAKEN_OUT, *offer])


def _check_url(form: BaseForm, name: str, value: str) -> None:
    try:
        check_address(value)
    except RuleBroken as broken:
        form.add_error(name, broken.messages)
