"""Record what a party answered: one page, one button."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from claims import actions
from claims.actions.comment import ANSWERS
from claims.admin.base import REFUSED
from claims.admin.decisions.page import WordsField
from claims.admin.error_messages import sentences
from claims.admin.fields import Choose, MomentField, is_key, read_moment
from claims.admin.site import site
from claims.domain.moments import Moment
from claims.domain.vocabulary import StanceKind
from claims.models.desk.comment_request import CommentRequest
from claims.models.desk.source import Report
from claims.presenters.moments import when


class ReplyForm(forms.Form):
    stance = forms.ChoiceField(
        label="Their answer",
        choices=[(kind.value, kind.label) for kind in ANSWERS],
        widget=forms.RadioSelect,
        error_messages={"required": "Say how they answered."},
    )
    quote = WordsField(
        label="Their words",
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField", "dir": "auto"}),
        help_text="Word for word. Readers see this.",
    )
    answered = MomentField(
        label="Answered", help_text="In the zone of the claim's event.", required=True
    )
    report = forms.ModelChoiceField(
        queryset=Report.objects.all(),
        required=False,
        label="Where it stands",
        widget=Choose(CommentRequest._meta.get_field("reply"), site),
        help_text="Empty: a report is made of their answer to us.",
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        self.zone = zone
        super().__init__(*args, **kwargs)

    def clean_answered(self) -> Moment:
        try:
            return read_moment(self.cleaned_data["answered"], self.zone)
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem


def reply(request: HttpRequest, pk: int) -> HttpResponse:
    if not is_key(pk):
        raise Http404
    rows = CommentRequest.objects.select_related("claim__event", "whom", "reply")
    asked = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm("claims.change_claim"):
        raise PermissionDenied
    form = ReplyForm(request.POST or None, zone=asked.claim.event.time_zone)
    if request.method == "POST" and form.is_valid() and _recorded(request, asked, form):
        return HttpResponseRedirect(reverse("admin:claims_claim_change", args=[asked.claim_id]))
    return TemplateResponse(request, "admin/claims/reply.html", _context(request, asked, form))


def _recorded(request: HttpRequest, asked: CommentRequest, form: ReplyForm) -> bool:
    typed = form.cleaned_data
    try:
        actions.record_reply(
            asked,
            stance=StanceKind(typed["stance"]),
            quote=typed["quote"],
            report=typed["report"],
            answered=typed["answered"],
            by=request.user,  # type: ignore[arg-type]  # the admin lets nobody else in
            at=timezone.now(),
        )
    except REFUSED as problem:
        form.add_error(None, sentences(problem))
        return False
    told = "The answer is recorded. Readers see it once the claim is published again."
    messages.success(request, told if asked.claim.on_record else "The answer is recorded.")
    return True


def _context(request: HttpRequest, asked: CommentRequest, form: ReplyForm) -> dict[str, Any]:
    refused = ["Their answer is recorded already."] if asked.reply else []
    return {
        **site.each_context(request),
        "title": "Record reply",
        "asked": asked,
        "asked_on": when(asked.asked_at, asked.asked_precision, asked.claim.event.time_zone),
        "form": form,
        "refused": refused,
        "media": form.media,
    }
