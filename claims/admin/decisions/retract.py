"""Retract, which keeps a page readable, and suppress, which removes its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse

from claims import actions
from claims.admin.decisions.impact import impact_of, relying
from claims.admin.decisions.page import Decision, DecisionForm
from claims.admin.decisions.preview import claim_preview, seal
from claims.admin.decisions.publish_plan import zone_for
from claims.admin.fields import CleanTextField
from claims.domain.vocabulary import GROUNDS_LABELS, SEEN, Grounds, Publication, choices
from claims.models.desk.backup import Backup
from claims.models.desk.source import Report
from claims.publishing.registry import published_state
from claims.states.claim import ClaimState
from claims.states.encoding import dump
from claims.states.subject import RetractedState

WORD = "suppress"


class RetractForm(DecisionForm):
    reason = CleanTextField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField", "dir": "auto"}),
        help_text="Readers see this above everything else on the page.",
        error_messages={"required": "Give the reason: readers will see it above everything else."},
    )


class Retract(Decision):
    name = "retract"
    title = "Retract"
    confirm = "Retract this"
    template = "admin/claims/decisions/retract.html"

    def form(self, typed: Any = None) -> RetractForm:
        return RetractForm(typed, initial={"version": self.version()})

    def preview(self, form: DecisionForm) -> dict[str, Any]:
        reason = form.cleaned_data["reason"]
        now = published_state(self.subject)
        about = RetractedState(reason=reason, at=self.now)
        claim = now if isinstance(now, ClaimState) and self._is_open() else None
        return {
            "claim": claim_preview(replace(claim, retracted=about)) if claim else None,
            "reason": reason,
            "sealed": seal(dump(now) if now else {}, reason),
        }

    def carry_out(self, form: DecisionForm) -> None:
        actions.retract(
            self.subject,
            reason=form.cleaned_data["reason"],
            by=self.editor,
            at=self.now,
        )

    def success_message(self, form: DecisionForm) -> str:
        if isinstance(self.subject, Report):
            return "This is retracted: readers are told beside it wherever it is cited."
        return "This is retracted: its page says so, with the reason, above everything else."

    def is_done(self, form: DecisionForm) -> bool:
        now = published_state(self.subject)
        about = now.retracted if now else None
        return bool(about and about.reason == form.cleaned_data["reason"])

    def look(self, form: DecisionForm) -> dict[str, Any]:
        refused = [] if self._is_open() else ["Only what readers see can be retracted."]
        return {"refused": refused, "relying": relying(self.subject)}

    def _is_open(self) -> bool:
        return bool(self.subject.publication == Publication.PUBLISHED)


class SuppressForm(DecisionForm):
    grounds = forms.ChoiceField(
        label="Grounds",
        choices=choices(GROUNDS_LABELS),
        widget=forms.RadioSelect,
        help_text="The only two. Readers see which.",
        error_messages={"required": "Say on which of the two grounds."},
    )
    reason = CleanTextField(
        max_length=2000,
        widget=forms.TextInput(attrs={"class": "vTextField", "dir": "auto"}),
        help_text="Stays on the desk, in this thing's history. Readers see only the grounds.",
        error_messages={"required": "Say why: it stays on the desk, readers see only the grounds."},
    )
    word = forms.CharField(
        label=f"Type “{WORD}” to confirm",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off"}),
        error_messages={"required": f"Type “{WORD}”: this cannot be undone."},
    )

    def clean_word(self) -> str:
        typed = str(self.cleaned_data["word"]).strip().casefold()
        if typed != WORD:
            raise forms.ValidationError(f"Type “{WORD}”: this cannot be undone.")
        return typed


class Suppress(Decision):
    name = "suppress"
    title = "Suppress"
    confirm = "Remove these words for good"
    template = "admin/claims/decisions/suppress.html"

    def form(self, typed: Any = None) -> SuppressForm:
        return SuppressForm(typed, initial={"version": self.version()})

    def preview(self, form: DecisionForm) -> dict[str, Any]:
        found = impact_of(self.subject, zone=zone_for(self.subject))
        return {
            "impact": found,
            "sealed": seal([x.seq for x in found.lost], [x.url for x in found.links]),
        }

    def carry_out(self, form: DecisionForm) -> None:
        actions.suppress(
            self.subject,
            grounds=Grounds(form.cleaned_data["grounds"]),
            reason=form.cleaned_data["reason"],
            by=self.editor,
            at=self.now,
        )

    def success_message(self, form: DecisionForm) -> str:
        told = "The words are gone from the record; its page says that they were withheld."
        if form.cleaned_data["grounds"] != Grounds.DANGER:
            return told
        made = [one for one in Backup.objects.kept() if self.subject.uid in one.holds]
        named = f" Backups that still hold them, to be destroyed: {', '.join(map(str, made))}."
        return f"{told} They are gone from the desk, too.{named if made else ''}"

    def is_done(self, form: DecisionForm) -> bool:
        return bool(self.subject.publication == Publication.WITHHELD)

    def page(self, form: DecisionForm, seen: Mapping[str, Any] | None = None) -> HttpResponse:
        """What disappears is shown before anything is typed."""
        return super().page(form, seen or self.preview(form))

    def look(self, form: DecisionForm) -> dict[str, Any]:
        refused = (
            [] if self.subject.publication in SEEN else ["Only what readers see can be suppressed."]
        )
        return {"refused": refused, "relying": relying(self.subject)}
