"""Questions: what an event leaves open that is no number, with rival answers and our own."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.utils import timezone

from claims import actions
from claims.actions.addresses import free_address
from claims.admin.access import editor_of
from claims.admin.fields import offer_choices
from claims.admin.filters import AboutFilter, PublicationFilter
from claims.admin.forms import VersionedForm, moment_for
from claims.admin.inlines import PartForm, PartFormSet, PartInline, event_of
from claims.admin.second_look import LookedAtAgainAdmin
from claims.admin.site import site
from claims.admin.submission import saving_time
from claims.admin.worklist_filters import PromiseFilter
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.messages import joined
from claims.domain.questions import why_not_established
from claims.domain.slugs import slugify
from claims.domain.text import fold
from claims.models.desk.question import Question, RivalAnswer
from claims.models.record.public_time import public_precision, public_time

WHERE = _("In the zone of the event.")
OURS = frozenset({"chosen", "words", "standing", "as_of", "method", "rationale", "dissent"})
NO_LONGER = _("The answer that we hold is no longer among the rival ones: choose another.")


class QuestionForm(VersionedForm):
    chosen = forms.ChoiceField(
        label=_("Our answer"),
        required=False,
        help_text=_("One of the rival answers, once they are saved; or write another below."),
    )
    as_of = moment_for(Question, "as_of", _("As of"), WHERE)
    stated = moment_for(
        Question, "stated", _("Stated"), joined([WHERE, _("Now, where you leave it.")])
    )

    class Meta:
        model = Question
        fields = "__all__"

    def prepare(self) -> None:
        super().prepare()
        if "chosen" in self.fields:
            answers = self.instance.answers.order_by("pk") if self.instance.pk else ()
            offered = [("", _("None of them")), *((a.slug, a.text) for a in answers)]
            offer_choices(self, "chosen", offered)

    def zone(self) -> str:
        chosen = self.cleaned_data.get("event") if hasattr(self, "cleaned_data") else None
        event = chosen or event_of(self.instance)
        return event.time_zone if event else "UTC"

    def clean(self) -> dict[str, object] | None:
        super().clean()
        typed = self.cleaned_data
        if typed.get("text") and typed.get("slug") == "":
            typed["slug"] = free_address(self.instance, typed["text"])
        changed = set(self.changed_data)
        if typed.get("standing") and OURS & changed and "stated" not in changed:
            self.instance.stated_at = public_time(timezone.now())
            self.instance.stated_precision = public_precision()
        return typed


SAID_TWICE = _("“%(answer)s” stands here twice: put its claims under one answer.")


class RivalAnswerForm(PartForm):
    class Meta:
        model = RivalAnswer
        fields = "__all__"

    def clean(self) -> dict[str, object] | None:
        super().clean()
        typed = self.cleaned_data
        if typed.get("text") and typed.get("slug") == "":
            on_file = RivalAnswer.objects.filter(question=self.owner.pk)
            others = on_file.exclude(pk=self.instance.pk)
            typed["slug"] = self.unused(
                slugify(typed["text"]), taken=lambda slug: others.filter(slug=slug).exists()
            )
        return typed


class RivalAnswerFormSet(PartFormSet):
    def clean(self) -> None:
        """Rivals say different things: what is said twice divides its claims."""
        super().clean()
        said: set[str] = set()
        for form in self.forms:
            typed = getattr(form, "cleaned_data", {})
            text = fold(typed.get("text") or "")
            if not text or typed.get("DELETE"):
                continue
            if text in said:
                raise ValidationError(SAID_TWICE.placed(answer=typed["text"]))
            said.add(text)


class RivalAnswerInline(PartInline):
    model = RivalAnswer
    form = RivalAnswerForm
    formset = RivalAnswerFormSet
    extra = 2
    fold = False
    autocomplete_fields = ("claims",)
    fieldsets = [(None, {"fields": [("text", "slug"), "claims"]})]


@admin.register(Question, site=site)
class QuestionAdmin(LookedAtAgainAdmin):
    form = QuestionForm
    inlines = [RivalAnswerInline]
    autocomplete_fields = ("event",)
    list_display = ("text", "event", "our_standing", "standing_with_readers")
    list_select_related = ("event",)
    list_filter = (AboutFilter, "standing", PromiseFilter, PublicationFilter)
    search_fields = ("text", "slug", "event__title", "answers__text")
    readonly_fields = ["standing_with_readers"]
    ordering = ("-pk",)
    fieldsets = [
        (_("What is open"), {"fields": ["event", "text", "seen"]}),
        (
            _("Our own answer (with its standing and the reason; empty while it is open)"),
            {
                "fields": [
                    ("chosen", "standing"),
                    "words",
                    "rationale",
                    "dissent",
                    "method",
                    ("as_of", "stated"),
                ]
            },
        ),
        (_("Address and publication"), {"fields": ["slug", "standing_with_readers"]}),
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, str | list[str]]:
        """A question put from the page of an event is about it."""
        return {"event": request.GET["event"]} if "event" in request.GET else {}

    @admin.display(description=_("Publication"))
    def standing_with_readers(self, question: Question) -> str:
        return self.standing(question)

    @admin.display(description=_("our answer"), ordering="standing")
    def our_standing(self, question: Question) -> str:
        return question.get_standing_display() if question.standing else "open"

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: Sequence[BaseModelFormSet],
        change: bool,
    ) -> None:
        super().save_related(request, form, formsets, change)
        question = form.instance
        if question.chosen and not question.answers.filter(slug=question.chosen).exists():
            raise RuleBroken(NO_LONGER)
        claims = question.claims_giving_ours()
        broken = why_not_established(question.standing, question.chosen, claims)
        if broken:
            raise RuleBroken(broken)
        actions.settle_second_looks(question, by=editor_of(request), at=saving_time(request))
