"""The desk inbox: what readers say is wrong, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import admin
from django.db.models import Model
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html

from claims import actions
from claims.admin.access import editor_of
from claims.admin.base import AggregateAdmin
from claims.admin.forms import VersionedForm
from claims.admin.site import site
from claims.domain.error_reports import Outcome
from claims.domain.messages import gettext as _
from claims.domain.messages import strung
from claims.domain.vocabulary import ChangeType
from claims.models.desk.base import DeskModel
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.inbox import ErrorReport
from claims.models.desk.source import Source
from claims.models.record.entry import Entry
from claims.models.record.public_time import public_time
from claims.presenters.moments import minute

KINDS: dict[str, type[Claim | Event | Source]] = {
    "claims": Claim,
    "events": Event,
    "sources": Source,
}
MOST_OFFERED = 5


class ErrorReportForm(VersionedForm):
    class Meta:
        model = ErrorReport
        fields = ("outcome", "correction", "note")


@admin.register(ErrorReport, site=site)
class ErrorReportAdmin(AggregateAdmin):
    form = ErrorReportForm
    list_display = ("__str__", "about", "received", "outcome", "answered_by")
    list_select_related = ("answered_by",)
    list_filter = ("outcome", "received_at")
    search_fields = ("words", "about", "contact")
    ordering = ("-received_at", "-pk")
    readonly_fields = ("said", "known", "page", "received", "contact", "corrections")
    fieldsets = [
        (_("What a reader says"), {"fields": ["said", "known", "page", "contact", "received"]}),
        (
            _("What became of it"),
            {"fields": ["corrections", "outcome", "correction", "note", "seen"]},
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: DeskModel, form: ModelForm, change: bool
    ) -> None:
        self.hold(request, obj)
        typed = form.cleaned_data
        actions.answer_report(
            form.instance,
            outcome=Outcome(typed["outcome"]),
            correction=typed["correction"],
            note=typed["note"],
            by=editor_of(request),
            at=timezone.now(),
        )

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: Sequence[BaseModelFormSet],
        change: bool,
    ) -> None:
        """A report owns nothing, and its answer is saved already."""

    @admin.display(description=_("What is wrong"))
    def said(self, report: ErrorReport) -> str:
        return format_html('<div class="told" dir="auto">{}</div>', report.words)

    @admin.display(description=_("How they know"))
    def known(self, report: ErrorReport) -> str:
        return format_html('<div class="told" dir="auto">{}</div>', report.grounds or _("Not said"))

    @admin.display(description=_("Page"))
    def page(self, report: ErrorReport) -> str:
        if not report.about:
            return _("Not said")
        subject = subject_of(report.about)
        seen = format_html('<a href="{0}">{0}</a>', report.about)
        return (
            format_html('{}, <a href="{}">{}</a>', seen, on_desk(subject), _("on the desk"))
            if (subject is not None)
            else seen
        )

    @admin.display(description=_("Corrections since"))
    def corrections(self, report: ErrorReport) -> str:
        found = corrections_since(report)
        if not found:
            return _("None published on this page since the report came in.")
        return strung(
            _("entry %(seq)s (%(when)s)", seq=e.seq, when=minute(e.recorded_at, "UTC").text)
            for e in found
        )

    @admin.display(description=_("Received"), ordering="received_at")
    def received(self, report: ErrorReport) -> str:
        return minute(report.received_at, "UTC").text


def subject_of(about: str) -> Claim | Event | Source | None:
    """What on the desk a page of the site is about; nothing for lists and unknown addresses."""
    parts = about.strip("/").split("/")
    if len(parts) < 2 or parts[0] not in KINDS:
        return None
    model = KINDS[parts[0]]
    return model._default_manager.filter(slug=parts[1]).first()


def on_desk(subject: Claim | Event | Source) -> str:
    try:
        return reverse(f"admin:claims_{subject._meta.model_name}_change", args=[subject.pk])
    except NoReverseMatch:
        return ""


def corrections_since(report: ErrorReport) -> list[Entry]:
    """Corrections of what the page is about that readers could see after it was reported."""
    subject = subject_of(report.about)
    entries = Entry.objects.filter(
        change=ChangeType.CORRECTION, recorded_at__gte=public_time(report.received_at)
    )
    about = entries.filter(subject=subject.uid) if subject else entries
    return list(about.order_by("-seq")[:MOST_OFFERED])
