"""Stubs on their own pages: told as such, and completed by saving the full form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib.admin import ModelAdmin
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest

from claims.admin.access import editor_of
from claims.admin.submission import saving_time
from claims.domain.messages import gettext as _
from claims.models.desk.base import Completable

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldsetSpec, _ListFilterT

TELL = _(
    "This was made in passing, with a claim. Check what is here, add what is missing, and save."
)


class CompletesStubs(ModelAdmin):
    """For a page of sources, reports or events."""

    def get_list_filter(self, request: HttpRequest) -> list[_ListFilterT]:
        return [*super().get_list_filter(request), "stub"]

    def get_fieldsets(self, request: HttpRequest, obj: Completable | None = None) -> _FieldsetSpec:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not obj.stub:
            return fieldsets
        return [(_("To be completed"), {"fields": [], "description": TELL}), *fieldsets]

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: Sequence[BaseModelFormSet],
        change: bool,
    ) -> None:
        row, seen = form.instance, form.instance.version
        completed = change and row.stub
        row.stub = False
        super().save_related(request, form, formsets, change)
        if completed and row.version == seen:
            # Nothing was edited, but an editor looked and says that it is complete.
            row.save(by=editor_of(request), at=saving_time(request))
