"""What every form of the desk does: moments typed once, versions compared, refusals told."""

from __future__ import annotations

from typing import ClassVar, TypedDict, Unpack

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.renderers import BaseRenderer
from django.forms.utils import ErrorList
from django.utils import timezone
from django.utils.text import capfirst

from claims.admin.concurrent_edit.compare import number
from claims.admin.concurrent_edit.merge import changes_since
from claims.admin.fields import Files, LinesField, MomentField, ReadsMoments, Sent, show_moment
from claims.admin.typed_text import check_texts
from claims.domain.dates import NOT_COME_YET, has_not_come
from claims.domain.messages import gettext as _
from claims.domain.messages import joined
from claims.domain.moments import Moment
from claims.models.desk.base import DeskModel

TWICE = _(
    "Nothing of yours is saved yet. What you typed stands below: look at it again, then go on."
)

# Set for what is still to come; all else tells of the past.
AHEAD = ("next_check", "deadline")


class FormOptions(TypedDict, total=False):
    """What Django makes a form with, besides what was sent."""

    auto_id: bool | str
    prefix: str | None
    initial: dict[str, object] | None
    error_class: type[ErrorList]
    label_suffix: str | None
    empty_permitted: bool
    instance: models.Model | None
    use_required_attribute: bool | None
    renderer: BaseRenderer | None


class DeskForm(ReadsMoments, forms.ModelForm):
    """Refuses in sentences and keeps what was typed; a box for a moment stands for two columns."""

    # What an action refused after the form itself was found good; set by the page.
    refusals: ClassVar[list[str]] = []

    def __init__(
        self, data: Sent | None = None, files: Files | None = None, **options: Unpack[FormOptions]
    ) -> None:
        super().__init__(data, files, **options)
        self.prepare()

    def prepare(self) -> None:
        """Make the boxes ready, for the row that the form is about."""
        if "slug" in self.fields:
            # Each form makes one where it is left empty.
            self.fields["slug"].required = False
        for name in self.moments:
            at = getattr(self.instance, f"{name}_at")
            if at is not None:
                moment = Moment(at, getattr(self.instance, f"{name}_precision"))
                self.initial.setdefault(name, show_moment(moment, self.zone()))

    def clean(self) -> dict[str, object] | None:
        super().clean()
        check_texts(self)
        for name in self.moments.keys() & self.cleaned_data.keys():
            # The same text read in another zone would be another moment.
            if name in self.changed_data:
                self._keep(name, self.cleaned_data[name])
        if self.refusals:
            raise ValidationError(self.refusals)
        return self.cleaned_data

    def _keep(self, name: str, moment: Moment | None) -> None:
        """Put a moment into its two columns; the form's own fields know nothing of them."""
        if moment and name not in AHEAD and has_not_come(moment, now=timezone.now()):
            self.add_error(name, NOT_COME_YET)
            return
        setattr(self.instance, f"{name}_at", moment.at if moment else None)
        setattr(self.instance, f"{name}_precision", moment.precision if moment else "")

    def _get_validation_exclusions(self) -> set[str]:
        """Constraints on moments are checked too, though their columns are not in the form."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # no stub
        for name in self.moments:
            columns = {f"{name}_at", f"{name}_precision"}
            excluded = excluded | columns if name in self.errors else excluded - columns
        return excluded


class VersionedForm(DeskForm):
    """A form of an aggregate: refuses once when somebody else has saved since it was opened."""

    seen = forms.CharField(label="", required=False, max_length=20, widget=forms.HiddenInput)

    def prepare(self) -> None:
        super().prepare()
        if self.instance.pk:
            self.initial["seen"] = str(self.instance.version)

    def is_stale(self) -> bool:
        typed = self.data.get(self.add_prefix("seen"), "")
        return self.instance.pk is not None and typed != str(self.instance.version)

    def clean(self) -> dict[str, object] | None:
        """The page merges what it can before the form is read: what is stale still was missed."""
        super().clean()
        if self.is_stale():
            raise ValidationError([*collision(self.instance, str(self.data.get("seen", "")))])
        return self.cleaned_data

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - {"seen"})


def collision(row: DeskModel, seen: str) -> list[str]:
    """Who did what since this version, one sentence each."""
    changes = changes_since(row, since=number(seen))
    sentences = [sentence for one in changes for sentence in one.sentences]
    return [*(sentences or [_("Somebody else saved this since you opened it.")]), TWICE]


def _column(model: type[models.Model], name: str) -> models.Field[object, object]:
    return next(one for one in model._meta.fields if one.name == name)


def lines_for(model: type[models.Model], name: str) -> LinesField:
    """The box for a list, in the words of its column."""
    column = _column(model, name)
    return LinesField(label=capfirst(column.verbose_name), help_text=column.help_text)


def moment_for(
    model: type[models.Model], name: str, label: str, where: str, *, required: bool = False
) -> MomentField:
    """The box for a moment; ``where`` says in which zone it is read."""
    column = _column(model, f"{name}_at")
    return MomentField(label=label, help_text=joined([column.help_text, where]), required=required)
