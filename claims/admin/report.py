"""Reports: where something was said or carried."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest

from claims import actions
from claims.actions.addresses import free_address
from claims.actions.duplicates import LookAlike, like_reports
from claims.admin.access import editor_of
from claims.admin.base import SubjectAdmin
from claims.admin.choice_labels import Shared, apart, has_namesakes
from claims.admin.duplicates import AskingAdmin, AskingForm
from claims.admin.filters import PublicationFilter
from claims.admin.forms import moment_for
from claims.admin.site import site
from claims.admin.stubs import CompletesStubs
from claims.admin.submission import saving_time
from claims.admin.worklist_filters import InUseFilter
from claims.domain.messages import gettext as _
from claims.domain.web_address import page_at
from claims.models.desk.source import Report
from claims.presenters.moments import when

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

WHERE = _("In UTC unless an offset is given, as in 18:10+05:00.")


class ReportForm(AskingForm):
    published = moment_for(Report, "published", _("Published"), WHERE)
    accessed = moment_for(Report, "accessed", _("Accessed"), WHERE)
    publisher_acted = moment_for(Report, "publisher_acted", _("When its publisher did so"), WHERE)

    class Meta:
        model = Report
        fields = "__all__"

    def look_alikes(self) -> list[LookAlike]:
        typed = self.cleaned_data
        return like_reports(
            url=typed["url"],
            title=typed["title"],
            publisher=typed["publisher"],
            published_at=self.instance.published_at,
        )

    def clean(self) -> dict[str, object] | None:
        super().clean()
        typed = self.cleaned_data
        if typed.get("url") and not typed.get("archive_url"):
            page = page_at(typed["url"])
            typed["url"], typed["archive_url"] = page.url, page.archive_url
        publisher = typed.get("publisher")
        if publisher and typed.get("slug") == "":
            at = self.instance.published_at
            day = at.date() if at else ""
            typed["slug"] = free_address(self.instance, publisher.slug, day, typed.get("title"))
        return typed


@admin.register(Report, site=site)
class ReportAdmin(AskingAdmin, CompletesStubs, SubjectAdmin):
    form = ReportForm
    autocomplete_fields = ("publisher", "reprints")
    list_display = ("headline", "carrier", "medium", "language", "dated", "standing")
    list_select_related = ("publisher",)
    list_filter = (
        *("medium", "language", "publisher_action", "published_at"),
        *(PublicationFilter, InUseFilter),
    )
    search_fields = ("title", "slug", "url", "publisher__name", "publisher__short_name")
    ordering = ("-pk",)
    fieldsets = [
        (_("What and where"), {"fields": ["publisher", "title", ("url", "linked"), "seen"]}),
        (_("When and how"), {"fields": [("published", "accessed"), ("medium", "language")]}),
        (
            _("What became of it"),
            {"fields": [("publisher_action", "publisher_acted"), "publisher_note"]},
        ),
        (_("Copies and address"), {"fields": ["archive_url", "reprints", "slug", "standing"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        found: QuerySet[Model] = (
            super().get_queryset(request).annotate(is_shared=has_namesakes("publisher__"))
        )
        return found

    @admin.display(description=_("publisher"), ordering="publisher__name")
    def carrier(self, report: WithAnnotations[Report, Shared]) -> str:
        publisher = report.publisher
        return apart(publisher.name, publisher.slug, is_shared=report.is_shared)

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: Sequence[BaseModelFormSet],
        change: bool,
    ) -> None:
        """What rests on a report that its publisher took back must be looked at again."""
        super().save_related(request, form, formsets, change)
        was = form.initial.get("publisher_action", "")
        by, at = editor_of(request), saving_time(request)
        actions.publisher_acted(form.instance, was=was, by=by, at=at)

    @admin.display(description=_("report"), ordering="title")
    def headline(self, report: Report) -> str:
        return str(report)

    @admin.display(description=_("published"), ordering="published_at", empty_value="")
    def dated(self, report: Report) -> str:
        if report.published_at is None:
            return ""
        return when(report.published_at, report.published_precision, "UTC").text
