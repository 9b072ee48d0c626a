"""Asks, before a new thing is saved, whether it is one of those that are on the desk already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django import forms
from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import IS_POPUP_VAR
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from claims import actions
from claims.actions.duplicates import LookAlike
from claims.actions.record_claim import Apart
from claims.actions.source_names import marks_of
from claims.admin.access import editor_of
from claims.admin.base import REFUSED
from claims.admin.error_messages import sentences
from claims.admin.fields import CleanTextField, is_key
from claims.admin.forms import VersionedForm
from claims.admin.submission import saving_time, submission_of
from claims.domain.messages import gettext as _
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.source import Report, Source
from claims.presenters.moments import when
from claims.publishing.registry import kind_of

ASK = _("Something on the desk looks like this: say below whether it is the same.")


class ApartForm(forms.Form):
    reason = CleanTextField(
        label=_("They are not the same, because"), required=False, max_length=500
    )
    shown = forms.CharField(required=False, max_length=1000)


@dataclass(frozen=True)
class Wording:
    """How a question is put: ``offer`` says what the button of that name does."""

    title: str = _("Is it one of these?")
    offer: str = _("Use this one")
    button: str = "_use"


class Question:
    """About one new thing; answered by using what is there, or by a reason to tell them apart.

    ``key`` names it among the questions of a page.
    """

    def __init__(
        self,
        key: str,
        found: Sequence[LookAlike],
        typed: Mapping[str, object],
        *,
        wording: Wording = Wording(),  # frozen
    ) -> None:
        self.key, self.found = key, found
        self.title, self.offer, self.button = wording.title, wording.offer, wording.button
        self.shown = ",".join(alike.subject.uid for alike in found)
        self.form = ApartForm(typed, prefix=f"apart-{key}")
        self.reason = self.form.cleaned_data["reason"] if self.form.is_valid() else ""

    @property
    def is_open(self) -> bool:
        """A reason answers only for what was on the page when it was given."""
        seen = set(self.form.cleaned_data.get("shown", "").split(","))
        return bool(self.found) and not (self.reason and seen >= set(self.shown.split(",")))

    def apart(self, *, at: datetime, new: Publishable | None = None) -> list[Apart]:
        if not self.reason:
            return []
        return [Apart(alike.subject, self.reason, at, new) for alike in self.found]

    def rows(self) -> list[dict[str, object]]:
        """Each as an editor would know it again."""
        return [
            {
                "pk": alike.subject.pk,
                "name": str(alike.subject),
                "about": about(alike.subject),
                "why": alike.why,
                "url": address_of(alike.subject),
            }
            for alike in self.found
        ]


def address_of(subject: Publishable) -> str:
    return reverse(f"admin:claims_{kind_of(subject)}_change", args=[subject.pk])


def about(subject: Publishable) -> str:
    """Who, when and where it stands, on one line."""
    words: list[str] = []
    if isinstance(subject, Claim):
        words = _about_claim(subject)
    elif isinstance(subject, Report):
        words = _about_report(subject)
    elif isinstance(subject, Source):
        words = _about_source(subject)
    return ", ".join(str(word) for word in words if word)


def _about_claim(claim: Claim) -> list[str]:
    said = (
        when(claim.said_at, claim.said_precision, claim.event.time_zone).text
        if claim.said_at
        else ""
    )
    return [str(claim.claimant), said, claim.get_status_display(), claim.get_publication_display()]


def _about_report(report: Report) -> list[str]:
    at = report.published_at
    dated = when(at, report.published_precision, "UTC").text if at else ""
    return [str(report.publisher), dated, report.url]


def _about_source(source: Source) -> list[str]:
    return [source.short_name, *source.aliases, marks_of([source])[source.pk]]


class AskingForm(VersionedForm):
    """A form that, of something new, finds what looks like it."""

    wording: ClassVar[Wording] = Wording()
    question: Question | None = None

    def look_alikes(self) -> list[LookAlike]:
        raise NotImplementedError

    def clean(self) -> dict[str, object] | None:
        super().clean()
        typed = self.cleaned_data
        if self.instance.pk is None and not self.errors:
            found = self.look_alikes()
            kind = kind_of(self.instance).value
            self.question = (
                Question(kind, found, self.data, wording=self.wording) if found else None
            )
            if self.question and self.question.is_open:
                self.add_error(None, ASK)
        return typed


class AskingAdmin(ModelAdmin):
    """Keeps the reason when the new thing is saved; or takes the one that is there instead."""

    add_form_template = "admin/claims/asking_form.html"

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        key = request.POST.get("_use", "") if request.method == "POST" else ""
        found = self.get_queryset(request).filter(pk=key).first() if is_key(key) else None
        if found is not None and self.has_add_permission(request):
            try:
                return self.use(request, found)
            except REFUSED as problem:
                # Nothing is saved in its stead.
                submission_of(request).refused_before = sentences(problem)
        return super().add_view(request, form_url, extra_context)

    def use(self, request: HttpRequest, found: Publishable) -> HttpResponse:
        """A window opened from another form hands it back to that one."""
        if IS_POPUP_VAR in request.POST:
            return self.response_add(request, found)
        return HttpResponseRedirect(address_of(found))

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: Sequence[BaseModelFormSet],
        change: bool,
    ) -> None:
        super().save_related(request, form, formsets, change)
        question = getattr(form, "question", None)
        for pair in question.apart(at=saving_time(request)) if question and not change else []:
            actions.tell_apart(
                form.instance, pair.other, reason=pair.reason, by=editor_of(request), at=pair.at
            )
