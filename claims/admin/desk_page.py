"""What the desk's own pages have in common: a form filled in, looked at, acted on."""

from __future__ import annotations

from typing import Generic, TypeVar

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views import View

from claims.admin.access import editor_of
from claims.admin.audit_middleware import note_rule
from claims.admin.error_messages import sentences
from claims.admin.site import site
from claims.domain.errors import RuleBroken
from claims.presenters.glyph_sprite import with_sprite

FormT = TypeVar("FormT", bound=forms.Form)
"""The form of a page."""


class DeskPage(View, Generic[FormT]):
    """One request to one page. Nothing is kept but by a POST; what is refused stays as typed."""

    http_method_names = ["get", "head", "post"]
    name = ""
    title = ""
    template = ""

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()
        self.find(**kwargs)

    def find(self, **kwargs: object) -> None:
        """Look up what the address names."""

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form)
        try:
            return self.act(form)
        except (RuleBroken, DatabaseError) as problem:
            note_rule(request, self.name, getattr(self, "subject", None), problem)
            return self.refuse(form, problem)

    # What each page says for itself.

    def form(self, typed: QueryDict | None = None) -> FormT:
        raise NotImplementedError

    def look(self, form: FormT) -> dict[str, object]:
        """What stands on the page besides the form."""
        return {}

    def act(self, form: FormT) -> HttpResponse:
        """Do what was pressed, on a form that is good; ends in ``done`` or on the page again."""
        raise NotImplementedError

    def refuse(self, form: FormT, problem: Exception) -> HttpResponse:
        """What a rule or the database refused is said on the form."""
        form.add_error(None, sentences(problem))
        return self.page(form)

    def success_message(self, form: FormT) -> str:
        raise NotImplementedError

    def success_url(self, form: FormT) -> str:
        raise NotImplementedError

    # The same for all.

    @property
    def editor(self) -> User:
        """Who decides."""
        return editor_of(self.request)

    def done(self, form: FormT) -> HttpResponse:
        messages.success(self.request, self.success_message(form))
        return HttpResponseRedirect(self.success_url(form))

    def page(self, form: FormT) -> HttpResponse:
        return self.render({"form": form, **self.look(form)})

    def render(self, context: dict[str, object], *, template: str = "") -> HttpResponse:
        context = {**site.each_context(self.request), "title": self.title, **context}
        page = render_to_string(template or self.template, context, self.request)
        return HttpResponse(with_sprite(page))


class SubjectPage(DeskPage[FormT]):
    """A page about one thing, under the address of that thing."""

    model: type[Model] = Model
    subject: Model

    def find(self, **kwargs: object) -> None:
        self.model_admin: ModelAdmin = site.get_model_admin(self.model)
        self.subject = get_object_or_404(self.model, pk=kwargs["pk"])

    def success_url(self, form: FormT) -> str:
        return reverse(f"admin:claims_{self.model._meta.model_name}_change", args=[self.subject.pk])

    def render(self, context: dict[str, object], *, template: str = "") -> HttpResponse:
        about = {"opts": self.model._meta, "subject": self.subject, "subtitle": str(self.subject)}
        return super().render({**about, **context}, template=template)


class BlankForm(forms.Form):
    """Of a page whose buttons say all there is to say."""
