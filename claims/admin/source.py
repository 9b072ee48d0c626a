"""Sources: who says things, and who knows separately from whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest

from claims.actions.addresses import free_address
from claims.actions.duplicates import LookAlike, like_sources
from claims.actions.parties import voices_moving
from claims.admin.access import editor_of
from claims.admin.base import SubjectAdmin
from claims.admin.choice_labels import Shared, apart, has_namesakes
from claims.admin.duplicates import AskingAdmin, AskingForm
from claims.admin.filters import PartyFilter, PublicationFilter
from claims.admin.forms import lines_for
from claims.admin.inlines import PartInline
from claims.admin.party_rows import tell_of_statuses
from claims.admin.site import site
from claims.admin.status_marks import publication_mark
from claims.admin.stubs import CompletesStubs
from claims.admin.submission import saving_time
from claims.admin.worklist_filters import InUseFilter
from claims.domain.messages import gettext as _
from claims.models.desk.base import Completable, Publishable
from claims.models.desk.party import Voice
from claims.models.desk.source import Separation, Source

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldsetSpec
    from django_stubs_ext import WithAnnotations


class SourceForm(AskingForm):
    aliases = lines_for(Source, "aliases")

    class Meta:
        model = Source
        fields = "__all__"

    def look_alikes(self) -> list[LookAlike]:
        typed = self.cleaned_data
        return like_sources(typed["name"], typed["short_name"], *typed["aliases"])

    def clean(self) -> dict[str, object] | None:
        super().clean()
        typed = self.cleaned_data
        if typed.get("name") and typed.get("slug") == "":
            typed["slug"] = free_address(self.instance, typed.get("short_name") or typed["name"])
        return typed


class SeparationInline(PartInline):
    model = Separation
    fk_name = "source"
    verbose_name = _("source of its party that knows separately")
    verbose_name_plural = _("sources of its party that know separately")
    autocomplete_fields = ("other",)
    fieldsets = [(None, {"fields": ["other", "reason"]})]


class VoiceInline(PartInline):
    """Whom it spoke for from one day to another: an office that changed hands."""

    model = Voice
    fk_name = "source"
    autocomplete_fields = ("whom",)
    fieldsets = [(None, {"fields": ["whom", ("since", "until")]})]


@admin.register(Source, site=site)
class SourceAdmin(AskingAdmin, CompletesStubs, SubjectAdmin):
    form = SourceForm
    inlines = [VoiceInline, SeparationInline]
    autocomplete_fields = ("speaks_for",)
    list_display = ("called", "short_name", "nature", "kind", "speaks_for", "standing")
    list_select_related = ("speaks_for",)
    list_filter = ("nature", "kind", PartyFilter, PublicationFilter, InUseFilter)
    search_fields = ("name", "short_name", "slug", "aliases")
    ordering = ("name", "pk")
    fieldsets = [
        (
            _("Who"),
            {"fields": [("name", "short_name"), "aliases", ("nature", "kind"), "about", "seen"]},
        ),
        (_("Whose voice"), {"fields": ["speaks_for"]}),
        (_("Address and publication"), {"fields": ["slug", "url", "standing"]}),
    ]

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: Sequence[BaseModelFormSet],
        change: bool,
    ) -> None:
        """Whom it speaks for stands on the form itself and in rows; both are kept here."""
        voices = "speaks_for" in form.changed_data or any(rows.has_changed() for rows in formsets)
        if not (change and voices):
            super().save_related(request, form, formsets, change)
            return
        with voices_moving(form.instance, by=editor_of(request), at=saving_time(request)):
            super().save_related(request, form, formsets, change)
        tell_of_statuses(request, form.instance)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        found: QuerySet[Model] = super().get_queryset(request).annotate(is_shared=has_namesakes())
        return found

    @admin.display(description=_("name"), ordering="name")
    def called(self, source: WithAnnotations[Source, Shared]) -> str:
        return apart(source.name, source.slug, is_shared=source.is_shared)

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> list[str]:
        merged = ["merged_into"] if obj is not None and obj.merged_into_id else []
        return [*super().get_readonly_fields(request, obj), *merged]

    def get_fieldsets(self, request: HttpRequest, obj: Completable | None = None) -> _FieldsetSpec:
        """Where it was merged, that stands above everything else."""
        usual = super().get_fieldsets(request, obj)
        if not isinstance(obj, Source) or not obj.merged_into_id:
            return usual
        return [(_("Merged"), {"fields": ["merged_into"]}), *usual]

    @admin.display(description=_("publication"), ordering="publication")
    def standing(self, source: Publishable) -> str:
        return publication_mark(source.publication, changed=source.changed)
