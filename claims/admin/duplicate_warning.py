"""The stock add forms ask about look-alikes before they save, as quick add does."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from claims import actions
from claims.actions.duplicates import LookAlike
from claims.admin.base import REFUSED, saving_time
from claims.admin.duplicates import ASK, Question, address_of
from claims.admin.error_messages import sentences
from claims.admin.fields import is_key
from claims.admin.forms import VersionedForm
from claims.publishing.registry import kind_of


class AskingForm(VersionedForm):
    """A form that, of something new, finds what looks like it."""

    offer: ClassVar[str] = "Use this one"
    question: Question | None = None

    def look_alikes(self, typed: dict[str, Any]) -> list[LookAlike]:
        raise NotImplementedError

    def clean(self) -> dict[str, Any] | None:
        typed = super().clean() or {}
        if self.instance.pk is None and not self.errors:
            found = self.look_alikes(typed)
            kind = kind_of(self.instance).value
            self.question = Question(kind, found, self.data, offer=self.offer) if found else None
            if self.question and self.question.is_open:
                self.add_error(None, ASK)
        return typed


class AskingAdmin(ModelAdmin):
    """Keeps the reason when the new thing is saved; or takes the one that is there instead."""

    add_form_template = "admin/claims/asking_form.html"

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        key = request.POST.get("_use", "") if request.method == "POST" else ""
        found = self.get_queryset(request).filter(pk=key).first() if is_key(key) else None
        if found is not None and self.has_add_permission(request):
            try:
                return self.use(request, found)
            except REFUSED as problem:
                request.refusals = sentences(problem)  # type: ignore[attr-defined]
        return super().add_view(request, form_url, extra_context)

    def use(self, request: Any, found: Any) -> HttpResponse:
        """A window opened from another form hands it back to that one."""
        if IS_POPUP_VAR in request.POST:
            return self.response_add(request, found)
        return HttpResponseRedirect(address_of(found))

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        question = getattr(form, "question", None)
        for pair in question.apart(at=saving_time(request)) if question and not change else []:
            actions.tell_apart(
                form.instance, pair.other, reason=pair.reason, by=request.user, at=pair.at
            )
