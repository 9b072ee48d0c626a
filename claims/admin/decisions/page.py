"""What every decision has in common: filled in, previewed, then confirmed as it was previewed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from claims.admin.buttons import public_url
from claims.admin.error_messages import sentences
from claims.admin.forms import collision
from claims.admin.presence import presence_of
from claims.domain.errors import NoNote, RuleBroken, Stale
from claims.domain.text import clean
from claims.presenters.glyph_sprite import with_sprite
from claims.publishing import log
from claims.publishing.registry import kind_of

MOVED_ON = "What you are about to decide differs from the preview: look at it again, then confirm."


class WordsField(forms.CharField):
    """Text that goes on record, as all text is kept there."""

    def to_python(self, value: Any) -> str:
        try:
            return clean(super().to_python(value) or "")
        except RuleBroken as broken:
            raise forms.ValidationError(broken.messages) from broken


class DecisionForm(forms.Form):
    """``version`` is that of the thing as the editor opened it, ``seal`` that of the preview."""

    data: Any
    version = forms.RegexField(r"\A[0-9]{1,19}\Z", widget=forms.HiddenInput)
    seal = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class Decision:
    """One request to one page of decision. Nothing is decided but by a POST that confirms."""

    name = ""
    title = ""
    confirm = ""
    template = ""

    def __init__(self, model_admin: ModelAdmin, request: HttpRequest, pk: int) -> None:
        self.model_admin, self.request = model_admin, request
        self.now = timezone.now()
        self.subject: Any = get_object_or_404(model_admin.model, pk=pk)
        if not model_admin.has_change_permission(request, self.subject):
            raise PermissionDenied

    # What each decision says for itself.

    def form(self, typed: Any = None) -> DecisionForm:
        raise NotImplementedError

    def look(self, form: DecisionForm) -> dict[str, Any]:
        """What is shown before it is confirmed; raises ``RuleBroken`` where it cannot be.

        ``sealed`` is what must not differ when it is confirmed.
        """
        raise NotImplementedError

    def act(self, form: DecisionForm) -> None:
        raise NotImplementedError

    def done(self, form: DecisionForm) -> str:
        """The sentence that says what happened."""
        raise NotImplementedError

    def is_done(self, form: DecisionForm) -> bool:
        """Whether this very decision stands already: a button pressed twice."""
        return False

    def surroundings(self, form: DecisionForm) -> dict[str, Any]:
        return {}

    # The same for all.

    def respond(self) -> HttpResponse:
        if self.request.method != "POST":
            return self.page(self.form())
        form = self.form(self.request.POST)
        return self.answer(form) if form.is_valid() else self.page(form)

    def answer(self, form: DecisionForm) -> HttpResponse:
        try:
            if "_confirm" in self.request.POST:
                return self.settle(form)
            self.compare(form)
            return self.page(form, self.look(form))
        except Stale as stale:
            return self.stale(form, stale)
        except (RuleBroken, DatabaseError) as problem:
            place = "note" if isinstance(problem, NoNote) and "note" in form.fields else None
            form.add_error(place, sentences(problem))
            return self.page(form)

    def settle(self, form: DecisionForm) -> HttpResponse:
        """Hold the record while comparing, so that nothing moves between preview and decision."""
        with log.writing():
            self.compare(form)
            seen = self.look(form)
            if form.cleaned_data["seal"] != seen["sealed"]:
                messages.warning(self.request, MOVED_ON)
                return self.page(form, seen)
            self.act(form)
        self.tell(self.done(form))
        return self.back()

    def compare(self, form: DecisionForm) -> None:
        """Raise ``Stale`` unless the thing is as the editor opened it."""
        self.subject.refresh_from_db()
        if form.cleaned_data["version"] != self.version():
            raise Stale(f"Somebody else has changed “{self.subject}” since you opened it.")

    def stale(self, form: DecisionForm, stale: Stale) -> HttpResponse:
        """Say who changed what; what was typed stays, and must be looked at again."""
        self.subject.refresh_from_db()
        if self.is_done(form):
            self.tell("This was already done: nothing was written twice.")
            return self.back()
        form.add_error(None, self.collisions(form) or stale.messages)
        amend(form, version=self.version())
        return self.page(form)

    def version(self) -> str:
        return str(self.subject.version)

    def collisions(self, form: DecisionForm) -> list[str]:
        return collision(self.subject, form.cleaned_data["version"])

    def tell(self, sentence: str) -> None:
        href = public_url(self.subject)
        if href:
            sentence = format_html('{} <a href="{}">See it on the site</a>.', sentence, href)
        messages.success(self.request, sentence)

    def back(self) -> HttpResponse:
        opts = self.model_admin.opts
        return HttpResponseRedirect(
            reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[self.subject.pk])
        )

    def page(self, form: DecisionForm, seen: Mapping[str, Any] | None = None) -> HttpResponse:
        amend(form, seal=seen["sealed"] if seen else "")
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": self.title,
            "subtitle": str(self.subject),
            "opts": self.model_admin.opts,
            "subject": self.subject,
            "kind": kind_of(self.subject).label.lower(),
            "href": public_url(self.subject),
            "confirm": self.confirm,
            "form": form,
            "seen": seen,
            "presence": presence_of(self.request, self.subject),
            **self.surroundings(form),
        }
        return HttpResponse(
            with_sprite(render_to_string(self.template, context, self.request)),
        )


def amend(form: DecisionForm, **hidden: str) -> None:
    """Put into the hidden fields what goes with the page as it is now shown."""
    if form.is_bound:
        form.data = form.data.copy()
        for name, value in hidden.items():
            form.data[name] = value
    else:
        form.initial.update(hidden)
