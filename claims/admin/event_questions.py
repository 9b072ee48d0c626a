"""The questions of an event: those put already, and those that its claims raise."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse

from claims import actions
from claims.admin.desk_page import SubjectPage
from claims.admin.fields import CleanTextField
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.models.desk.event import Event
from claims.models.desk.question import Question

GONE = _("These claims raise no question any more: open the page again.")


class AskForm(forms.Form):
    raised = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)
    text = CleanTextField(
        label=_("The question"),
        max_length=300,
        help_text=_("In neutral words: Who fired on the school? What caused the fire?"),
        error_messages={"required": _("Write the question.")},
    )


class AskQuestions(SubjectPage[AskForm]):
    name = "questions"
    title = _("Questions")
    template = "admin/claims/questions.html"

    subject: Event
    asked: Question

    def form(self, typed: QueryDict | None = None) -> AskForm:
        return AskForm(typed)

    def look(self, form: AskForm) -> dict[str, object]:
        tree = self.subject.tree()
        return {
            "questions": Question.objects.filter(event__in=tree).order_by("-pk"),
            "raised": actions.raised_in(self.subject),
        }

    def act(self, form: AskForm) -> HttpResponse:
        typed = form.cleaned_data
        found = {raised.key: raised for raised in actions.raised_in(self.subject)}
        if typed["raised"] and typed["raised"] not in found:
            raise RuleBroken(GONE)
        sides = found[typed["raised"]].sides if typed["raised"] else ()
        self.asked = actions.ask_question(
            self.subject, text=typed["text"], sides=sides, by=self.editor
        )
        return self.done(form)

    def success_message(self, form: AskForm) -> str:
        return _("The question is on the desk. Readers see it once it is published.")

    def success_url(self, form: AskForm) -> str:
        return reverse("admin:claims_question_change", args=[self.asked.pk])
