"""What every decision has in common: filled in, previewed, then confirmed as it was previewed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.html import format_html

from claims.actions import four_eyes
from claims.admin.buttons import public_url
from claims.admin.decisions.four_eyes import asked_for, sign_url, waiting_on
from claims.admin.desk_page import SubjectPage
from claims.admin.error_messages import sentences
from claims.admin.fields import KeepsTexts, called
from claims.admin.forms import collision
from claims.admin.presence import presence_of
from claims.domain.errors import NeedsSecond, NoNote, RuleBroken, Stale
from claims.domain.messages import gettext as _
from claims.models.desk.base import Publishable
from claims.publishing import log
from claims.publishing.built_before_lock import built_before
from claims.publishing.registry import kind_of

MOVED_ON = _(
    "What you are about to decide differs from the preview: look at it again, then confirm."
)


class DecisionForm(KeepsTexts, forms.Form):
    """``version`` is that of the thing as the editor opened it, ``seal`` that of the preview."""

    data: QueryDict
    version = forms.RegexField(r"\A[0-9]{1,19}\Z", widget=forms.HiddenInput)
    seal = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def as_typed(self) -> dict[str, list[str]]:
        """What stands in its boxes, whatever else was sent with it."""
        names = {self.add_prefix(name) for name in self.fields if name != "seal"}
        return {
            name: self.data.getlist(name)
            for name in self.data
            if name in names or name.rpartition("_")[0] in names
        }


DecisionFormT = TypeVar("DecisionFormT", bound=DecisionForm)
"""The form of a decision."""


class Decision(SubjectPage[DecisionFormT]):
    """Nothing is decided but by a POST that confirms what was previewed."""

    subject: Publishable
    confirm = ""
    # Who decided, where somebody else only signs it.
    first: User | None = None
    # What stands on the page besides, where it is shown to somebody else.
    beside: Mapping[str, object] = {}

    @property
    def editor(self) -> User:
        return self.first or super().editor

    # What each decision says for itself, besides its form.

    def preview(self, form: DecisionFormT) -> dict[str, object]:
        """What is shown before it is confirmed; raises ``RuleBroken`` where it cannot be.

        ``sealed`` is what must not differ when it is confirmed.
        """
        raise NotImplementedError

    def sealed(self, form: DecisionFormT) -> str:
        """The same digest without the page, where that is much quicker."""
        return str(self.preview(form)["sealed"])

    def prepare(self, form: DecisionFormT) -> None:
        """What takes long, only reads, and so is done before the record is held."""

    def carry_out(self, form: DecisionFormT) -> object:
        raise NotImplementedError

    def is_done(self, form: DecisionFormT) -> bool:
        """Whether this very decision stands already: a button pressed twice."""
        return False

    # The same for all.

    def act(self, form: DecisionFormT) -> HttpResponse:
        if "_confirm" in self.request.POST:
            return self.settle(form)
        self.compare(form)
        return self.page(form, self.preview(form))

    def settle(self, form: DecisionFormT) -> HttpResponse:
        """Hold the record while comparing, so that nothing moves between preview and decision."""
        try:
            with built_before(lambda: self.prepare(form), log.writing):
                self.compare(form)
                is_as_seen = form.cleaned_data["seal"] == self.sealed(form)
                if is_as_seen:
                    self.carry_out(self.read_anew(form))
        except NeedsSecond as needed:
            return self.propose(form, needed)
        if is_as_seen:
            return self.done(form)
        messages.warning(self.request, MOVED_ON)
        return self.page(form, self.preview(form))

    def propose(self, form: DecisionFormT, needed: NeedsSecond) -> HttpResponse:
        """Hand it to a second pair of eyes, with all that was typed; nothing else is done."""
        self.subject.refresh_from_db()
        asked = four_eyes.Asked(
            page=self.name,
            query=self.request.GET.urlencode(),
            typed=form.as_typed(),
            digest=self.digest(form),
        )
        made = four_eyes.propose(
            self.subject, asked, eyes=needed.kinds, by=self.editor, at=self.now
        )
        words = _("Readers see nothing of it yet: somebody else must sign it first.")
        link = format_html('{} <a href="{}">{}</a>', words, sign_url(made), _("Look at it"))
        messages.warning(self.request, link)
        return HttpResponseRedirect(self.success_url(form))

    def digest(self, form: DecisionFormT) -> str:
        """Of what would be done, as it was shown, and of all that was typed to have it done."""
        told = [self.name, self.subject.uid, self.sealed(form), form.as_typed()]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    def read_anew(self, form: DecisionFormT) -> DecisionFormT:
        """What was typed with fresh copies of what it names: a preview may have acted on those.

        A preview that rehearses is rolled back in the database, and not in the objects it met.
        """
        self.subject.refresh_from_db()
        fresh = self.form(form.data)
        if not fresh.is_valid():
            raise RuleBroken(MOVED_ON)
        return fresh

    def compare(self, form: DecisionFormT) -> None:
        """Raise ``Stale`` unless the thing is as the editor opened it."""
        self.subject.refresh_from_db()
        if form.cleaned_data["version"] != self.version():
            raise Stale(
                _(
                    "Somebody else has changed “%(subject)s” since you opened it.",
                    subject=self.subject,
                )
            )

    def refuse(self, form: DecisionFormT, problem: Exception) -> HttpResponse:
        if isinstance(problem, Stale):
            return self.stale(form, problem)
        place = "note" if isinstance(problem, NoNote) and "note" in form.fields else None
        form.add_error(place, sentences(problem))
        return self.page(form)

    def stale(self, form: DecisionFormT, stale: Stale) -> HttpResponse:
        """Say who changed what; what was typed stays, and must be looked at again."""
        self.subject.refresh_from_db()
        if self.is_done(form):
            self.tell(_("This was already done: nothing was written twice."))
            return HttpResponseRedirect(self.success_url(form))
        form.add_error(None, self.collisions(form) or stale.messages)
        amend(form, version=self.version())
        return self.page(form)

    def version(self) -> str:
        return str(self.subject.version)

    def collisions(self, form: DecisionFormT) -> list[str]:
        return collision(self.subject, form.cleaned_data["version"])

    def done(self, form: DecisionFormT) -> HttpResponse:
        self.tell(self.success_message(form))
        return HttpResponseRedirect(self.success_url(form))

    def tell(self, sentence: str) -> None:
        href = public_url(self.subject)
        if href:
            more = _("See it on the site")
            sentence = format_html('{} <a href="{}">{}</a>.', sentence, href, more)
        messages.success(self.request, sentence)

    def page(self, form: DecisionFormT, seen: Mapping[str, object] | None = None) -> HttpResponse:
        amend(form, seal=str(seen["sealed"]) if seen else "")
        pending = None if self.beside else waiting_on(self.subject, self.name)
        context = {
            "kind": kind_of(self.subject).label.lower(),
            "href": public_url(self.subject),
            "confirm": self.confirm,
            "form": form,
            "seen": seen,
            "presence": presence_of(self.request, self.subject),
            "pending": pending,
            "pending_by": called(pending.by) if pending else "",
            "four_eyes": asked_for(),
            **self.look(form),
            **self.beside,
        }
        return self.render(context)


def amend(form: DecisionForm, **hidden: str) -> None:
    """Put into the hidden fields what goes with the page as it is now shown."""
    if form.is_bound:
        form.data = form.data.copy()
        for name, value in hidden.items():
            form.data[name] = value
    else:
        form.initial.update(hidden)
