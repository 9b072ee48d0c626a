"""Form fields of the desk: moments typed once, lists one a line, and a safer autocomplete."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AdminTextInputWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from claims.actions.choices import Choices
from claims.admin.typed_text import kept_texts, text_as_kept
from claims.domain.invisible_characters import whole_text, without_unseen
from claims.domain.messages import gettext as _
from claims.domain.messages import joined
from claims.domain.moment_input import read_moment
from claims.domain.moments import Moment
from claims.domain.slugs import is_slug
from claims.domain.vocabulary import Precision

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Sent = Mapping[str, object]
Files = MultiValueDict[str, UploadedFile]
Attributes = dict[str, object] | None
Group = tuple[str | None, list[dict[str, object]], int | None]
"""Of what a box offers, as Django hands it to a template."""

LARGEST_KEY = 2**63 - 1
MOMENT_HELP = _(
    "2024-08-26, or 2024-08-26 18:10; less: 2024, 2024-08, or 2024-08-26 18 for the hour; a"
    " span: 2024-08-26/2024-08-27; ~ behind it for about."
)


def show_moment(moment: Moment, zone: str) -> str:
    """The text that ``read_moment`` reads back as the same moment."""
    text = moment.text(zone).replace("T", " ")
    return re.sub(r":00(?=[+-]|Z)", "", text) if moment.unit is Precision.HOUR else text


def also(field: forms.Field, sentence: str) -> None:
    """Say one sentence more beside a box."""
    field.help_text = joined([field.help_text, sentence])


def offer_choices(form: forms.BaseForm, name: str, choices: Choices) -> None:
    """Let a box of a form offer these to choose from."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"There is nothing to choose in “{name}”.")
    field.choices = choices


class CleanTextField(forms.CharField):
    """Text that goes on record, as all text is kept there."""

    # What an editor ticked to be kept as typed; None where nothing unseen may stay.
    kept: Sequence[str] | None = None

    def to_python(self, value: object) -> str:
        return text_as_kept(super().to_python(value) or "", kept=self.kept)

    def bound_data(self, data: object, initial: object) -> object:
        """What was refused stands in its box again, but for what is not seen."""
        if not isinstance(data, str):
            return data
        return whole_text(data, self.kept or ()) or without_unseen(data)


def long_text(rows: int) -> forms.Textarea:
    """A box as wide as the form for text of several lines, in whatever direction it is written."""
    return forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField", "dir": "auto"})


class QuotedField(CleanTextField):
    """A long text that the desk keeps: what an editor wants in it stays, though it is not seen."""

    kept: Sequence[str] | None = ()


class KeepsTexts(forms.BaseForm):
    """A form that knows what an editor ticked to be kept as it was typed."""

    def full_clean(self) -> None:
        for field in self.fields.values():
            if isinstance(field, QuotedField):
                field.kept = kept_texts(self.data)
        super().full_clean()

    @property
    def ticks(self) -> list[str]:
        """To be sent again with a page that is previewed first."""
        return kept_texts(self.data)


class MomentField(CleanTextField):
    """One box for a moment and how exact it is: a ``Moment`` or None, read in the form's zone."""

    zone: Callable[[], str] = staticmethod(lambda: "UTC")

    def __init__(
        self, *, label: str, help_text: str = "", ways: str = MOMENT_HELP, required: bool = False
    ) -> None:
        super().__init__(
            label=label,
            required=required,
            max_length=60,
            help_text=joined([help_text, ways]),
            widget=AdminTextInputWidget(attrs={"class": "vMoment"}),
        )

    def clean(self, value: object) -> Moment | None:
        typed = super().clean(value)
        try:
            return read_moment(typed, self.zone()) if typed else None
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem


class ReadsMoments(forms.BaseForm):
    """A form that knows in which zone times without an offset are read and shown."""

    def full_clean(self) -> None:
        for field in self.moments.values():
            field.zone = self.zone
        super().full_clean()

    @property
    def moments(self) -> dict[str, MomentField]:
        return {n: field for n, field in self.fields.items() if isinstance(field, MomentField)}

    def zone(self) -> str:
        return "UTC"


class LinesField(forms.CharField):
    """A list, one a line."""

    def __init__(self, *, label: StrOrPromise = "", help_text: StrOrPromise = "") -> None:
        widget = AdminTextareaWidget(attrs={"rows": 3, "class": "vLines"})
        super().__init__(
            label=label, required=False, max_length=10_000, help_text=help_text, widget=widget
        )

    def prepare_value(self, value: object) -> object:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: object) -> Any:
        lines = (line.strip() for line in (super().to_python(value) or "").splitlines())
        return list(dict.fromkeys(filter(None, lines)))

    def has_changed(self, initial: list[str] | None, data: object) -> bool:
        return bool(list(initial or []) != self.to_python(data))


def is_key(value: object) -> bool:
    """Whether this could be the key of a row: Django's own widget takes the word of a stranger."""
    word = str(value)
    return word.isascii() and word.isdigit() and len(word) < 20 and int(word) <= LARGEST_KEY


class Choose(AutocompleteSelect):
    """Type to choose one; looks up only what can be a key, so that a mangled one is refused.

    Where no script runs there is a box for the slug or the number instead.
    """

    template_name = "admin/claims/_choose.html"

    def value_from_datadict(self, data: Sent, files: Files, name: str) -> object:
        typed = str(data.get(f"{name}-typed", "")).strip()
        if not typed:
            return super().value_from_datadict(data, files, name)
        model = self.field.remote_field.model
        if not hasattr(model, "slug") or not is_slug(typed):
            return typed
        found = model.objects.filter(slug=typed).values_list("pk", flat=True).first()
        return str(found) if found else typed

    def optgroups(self, name: str, value: Sequence[str], attr: Attributes = None) -> list[Group]:
        return super().optgroups(name, [v for v in value if is_key(v)], attr)

    def get_context(self, name: str, value: object, attrs: Attributes) -> dict[str, object]:
        """What was typed and names nothing stands in its box again."""
        context = super().get_context(name, value, attrs)
        context["widget"]["typed"] = "" if is_key(value) else value
        return context


class ChooseMany(AutocompleteSelectMultiple):
    """Type to choose several."""

    def optgroups(self, name: str, value: Sequence[str], attr: Attributes = None) -> list[Group]:
        return super().optgroups(name, [v for v in value if is_key(v)], attr)

    def value_from_datadict(self, data: Sent, files: Files, name: str) -> list[str]:
        # A number too large for a key would only be found out by the database.
        typed = super().value_from_datadict(data, files, name) or []
        return [value if is_key(value) else "?" for value in typed]


class CategoryField(forms.CharField):
    """Who is counted, chosen by slug among the categories of the claim's event."""

    def __init__(self, *, label: str = "Category", required: bool = True) -> None:
        super().__init__(
            label=label,
            required=required,
            max_length=120,
            widget=forms.Select(),
            help_text=_("The smallest category that holds everybody they counted."),
        )

    def offer(self, choices: list[tuple[str, str]]) -> None:
        self.widget.choices = [("", "---------"), *choices]


class MeasureField(forms.CharField):
    """What is counted, chosen among the measures of the claim's event."""

    def __init__(self) -> None:
        super().__init__(
            label=_("What is counted"),
            max_length=60,
            widget=forms.Select(),
            help_text=_("What is not in the list is added on the page of the event."),
        )

    def offer(self, choices: list[tuple[str, str]]) -> None:
        self.widget.choices = [("", "---------"), *choices]


def called(person: User | None) -> str:
    """By the full name, where there is one; nobody has no name."""
    return person.get_full_name() or person.get_username() if person else ""


class PersonField(forms.ModelChoiceField):
    """Chosen by the name colleagues go by."""

    def label_from_instance(self, person: User) -> str:
        return called(person)
