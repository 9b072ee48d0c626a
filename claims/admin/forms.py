"""What every form of the desk does: moments typed once, versions compared, refusals told."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from claims.admin.concurrent_edit.changes_since import heard
from claims.admin.concurrent_edit.snapshot import number
from claims.admin.fields import LinesField, MomentField, show_moment
from claims.admin.typed_text import check_texts
from claims.domain.dates import NOT_COME_YET, has_not_come
from claims.domain.moments import Moment
from claims.domain.typed_moment import read_moment

TWICE = "Nothing of yours is saved yet. What you typed stands below: look at it again, then go on."

# Set for what is still to come; all else tells of the past.
AHEAD = ("next_check", "deadline")


class DeskForm(forms.ModelForm):
    """Refuses in sentences and keeps what was typed.

    ``moments`` names the pairs of columns that one box each stands for.
    """

    moments: ClassVar[tuple[str, ...]] = ()
    # What an action refused after the form itself was found good; set by the page.
    refusals: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            # Each form makes one where it is left empty.
            self.fields["slug"].required = False
        for name in self.moments:
            self._show(name)

    def zone(self) -> str:
        """Where times without an offset are read and shown."""
        return "UTC"

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        check_texts(self)
        for name in self.moments:
            self._read(name)
        if self.refusals:
            raise ValidationError(self.refusals)
        return self.cleaned_data

    def _show(self, name: str) -> None:
        at = getattr(self.instance, f"{name}_at")
        if at is not None:
            moment = Moment(at, getattr(self.instance, f"{name}_precision"))
            self.initial.setdefault(name, show_moment(moment, self.zone()))

    def _read(self, name: str) -> None:
        """Put the moment into its two columns; the form's own fields know nothing of them."""
        if name not in self.cleaned_data:
            return
        typed = self.cleaned_data[name]
        if typed and typed == self.initial.get(name):
            # The same text read in another zone would be another moment.
            return
        at, precision = None, ""
        if typed:
            try:
                moment = read_moment(typed, self.zone())
            except ValueError as problem:
                self.add_error(name, str(problem))
                return
            if name not in AHEAD and has_not_come(moment, now=timezone.now()):
                self.add_error(name, NOT_COME_YET)
                return
            at, precision = moment.at, moment.precision
        setattr(self.instance, f"{name}_at", at)
        setattr(self.instance, f"{name}_precision", precision)

    def _get_validation_exclusions(self) -> set[str]:
        """Constraints on moments are checked too, though their columns are not in the form."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # no stub
        pairs = {f"{name}_{end}" for name in self.moments for end in ("at", "precision")}
        broken = {f"{name}_at" for name in self.moments if name in self.errors}
        return (excluded - pairs) | broken

    def _update_errors(self, errors: ValidationError) -> None:
        """What is wrong with a column of a moment is said at its box."""
        if hasattr(errors, "error_dict"):
            for name in self.moments:
                for end in ("at", "precision"):
                    if told := errors.error_dict.pop(f"{name}_{end}", None):
                        errors.error_dict.setdefault(name, []).extend(told)
        super()._update_errors(errors)  # type: ignore[misc]  # no stub


class VersionedForm(DeskForm):
    """A form of an aggregate: refuses once when somebody else has saved since it was opened."""

    seen = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = str(self.instance.version)

    def is_stale(self) -> bool:
        typed = self.data.get(self.add_prefix("seen"), "")
        return self.instance.pk is not None and typed != str(self.instance.version)

    def clean(self) -> dict[str, Any] | None:
        """The page merges what it can before the form is read: what is stale still was missed."""
        super().clean()
        if self.is_stale():
            raise ValidationError([*collision(self.instance, str(self.data.get("seen", "")))])
        return self.cleaned_data

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - {"seen"})


def collision(row: Any, seen: str) -> list[str]:
    """Who did what since this version, one sentence each."""
    told = [said for one in heard(row, since=number(seen)) for said in one.sentences]
    return [*(told or ["Somebody else saved this since you opened it."]), TWICE]


def lines_for(model: type[models.Model], name: str) -> LinesField:
    """The box for a list, in the words of its column."""
    column: Any = model._meta.get_field(name)
    return LinesField(label=column.verbose_name.capitalize(), help_text=column.help_text)


def moment_for(
    model: type[models.Model], name: str, label: str, where: str, *, required: bool = False
) -> MomentField:
    """The box for a moment; ``where`` says in which zone it is read."""
    column: Any = model._meta.get_field(f"{name}_at")
    return MomentField(
        label=label, help_text=" ".join([column.help_text, where]).strip(), required=required
    )
