"""Record what a party answered: one page, one button."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse

from claims import actions
from claims.actions.comment import ANSWERS
from claims.admin.choice_labels import TellingChoice
from claims.admin.desk_page import SubjectPage
from claims.admin.fields import (
    Choose,
    KeepsTexts,
    MomentField,
    QuotedField,
    ReadsMoments,
    long_text,
)
from claims.admin.site import site
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import StanceKind
from claims.models.desk.claim import Claim
from claims.models.desk.comment_request import CommentRequest
from claims.models.desk.source import Report
from claims.presenters.moments import when


class ReplyForm(KeepsTexts, ReadsMoments, forms.Form):
    stance = forms.ChoiceField(
        label=_("Their answer"),
        choices=[(kind.value, kind.label) for kind in ANSWERS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how they answered.")},
    )
    quote = QuotedField(
        label=_("Their words"),
        required=False,
        max_length=10_000,
        widget=long_text(4),
        help_text=_("Word for word. Readers see this."),
    )
    answered = MomentField(
        label=_("Answered"), help_text=_("In the zone of the claim's event."), required=True
    )
    report = TellingChoice(
        queryset=Report.objects.all(),
        required=False,
        label=_("Where it stands"),
        widget=Choose(CommentRequest._meta.get_field("reply"), site),
        help_text=_("Empty: a report is made of their answer to us."),
    )

    def __init__(self, typed: QueryDict | None, *, claim: Claim) -> None:
        super().__init__(typed)
        self.claim = claim

    def zone(self) -> str:
        return self.claim.event.time_zone


class Reply(SubjectPage[ReplyForm]):
    name = "reply"
    title = _("Record reply")
    template = "admin/claims/reply.html"

    subject: CommentRequest

    def form(self, typed: QueryDict | None = None) -> ReplyForm:
        return ReplyForm(typed, claim=self.subject.claim)

    def look(self, form: ReplyForm) -> dict[str, object]:
        asked = self.subject
        zone = asked.claim.event.time_zone
        return {
            "asked": asked,
            "asked_on": when(asked.asked_at, asked.asked_precision, zone),
            "refused": [_("Their answer is recorded already.")] if asked.reply else [],
        }

    def act(self, form: ReplyForm) -> HttpResponse:
        typed = form.cleaned_data
        actions.record_reply(
            self.subject,
            stance=StanceKind(typed["stance"]),
            quote=typed["quote"],
            report=typed["report"],
            answered=typed["answered"],
            by=self.editor,
            at=self.now,
        )
        return self.done(form)

    def success_message(self, form: ReplyForm) -> str:
        if not self.subject.claim.on_record:
            return _("The answer is recorded.")
        return _("The answer is recorded. Readers see it once the claim is published again.")

    def success_url(self, form: ReplyForm) -> str:
        return reverse("admin:claims_claim_change", args=[self.subject.claim_id])
