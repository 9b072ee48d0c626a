"""Retract, which keeps a page readable, and suppress, which removes its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django import forms
from django.http import HttpResponse, QueryDict

from claims import actions
from claims.admin.decisions.impact import impact_of, relying
from claims.admin.decisions.page import Decision, DecisionForm
from claims.admin.decisions.preview import claim_preview, seal
from claims.admin.decisions.publish_plan import zone_for
from claims.admin.fields import CleanTextField, long_text
from claims.domain.messages import gettext as _
from claims.domain.messages import joined, strung
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
        label=_("Reason"),
        max_length=2000,
        widget=long_text(4),
        help_text=_("Readers see this above everything else on the page."),
        error_messages={
            "required": _("Give the reason: readers will see it above everything else.")
        },
    )


class Retract(Decision[RetractForm]):
    name = "retract"
    title = _("Retract")
    confirm = _("Retract this")
    template = "admin/claims/decisions/retract.html"

    def form(self, typed: QueryDict | None = None) -> RetractForm:
        return RetractForm(typed, initial={"version": self.version()})

    def preview(self, form: RetractForm) -> dict[str, object]:
        reason = form.cleaned_data["reason"]
        now = published_state(self.subject)
        about = RetractedState(reason=reason, at=self.now)
        claim = now if isinstance(now, ClaimState) and self._is_open() else None
        return {
            "claim": claim_preview(replace(claim, retracted=about)) if claim else None,
            "reason": reason,
            "sealed": seal(dump(now) if now else {}, reason),
        }

    def carry_out(self, form: RetractForm) -> None:
        actions.retract(
            self.subject,
            reason=form.cleaned_data["reason"],
            by=self.editor,
            at=self.now,
        )

    def success_message(self, form: RetractForm) -> str:
        if isinstance(self.subject, Report):
            return _("This is retracted: readers are told beside it wherever it is cited.")
        return _("This is retracted: its page says so, with the reason, above everything else.")

    def is_done(self, form: RetractForm) -> bool:
        now = published_state(self.subject)
        about = now.retracted if now else None
        return bool(about and about.reason == form.cleaned_data["reason"])

    def look(self, form: RetractForm) -> dict[str, object]:
        refused = [] if self._is_open() else [_("Only what readers see can be retracted.")]
        return {"refused": refused, "relying": relying(self.subject)}

    def _is_open(self) -> bool:
        return bool(self.subject.publication == Publication.PUBLISHED)


class SuppressForm(DecisionForm):
    grounds = forms.ChoiceField(
        label=_("Grounds"),
        choices=choices(GROUNDS_LABELS),
        widget=forms.RadioSelect,
        help_text=_("The only two. Readers see which."),
        error_messages={"required": _("Say on which of the two grounds.")},
    )
    reason = CleanTextField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.TextInput(attrs={"class": "vTextField", "dir": "auto"}),
        help_text=_("Stays on the desk, in this thing's history. Readers see only the grounds."),
        error_messages={
            "required": _("Say why: it stays on the desk, readers see only the grounds.")
        },
    )
    word = forms.CharField(
        label=_("Type “%(word)s” to confirm", word=WORD),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off"}),
        error_messages={"required": _("Type “%(word)s”: this cannot be undone.", word=WORD)},
    )

    def clean_word(self) -> str:
        typed = str(self.cleaned_data["word"]).strip().casefold()
        if typed != WORD:
            raise forms.ValidationError(_("Type “%(word)s”: this cannot be undone.", word=WORD))
        return typed


class Suppress(Decision[SuppressForm]):
    name = "suppress"
    title = _("Suppress")
    confirm = _("Remove these words for good")
    template = "admin/claims/decisions/suppress.html"

    def form(self, typed: QueryDict | None = None) -> SuppressForm:
        return SuppressForm(typed, initial={"version": self.version()})

    def preview(self, form: SuppressForm) -> dict[str, object]:
        found = impact_of(self.subject, zone=zone_for(self.subject))
        return {
            "impact": found,
            "sealed": seal([x.seq for x in found.lost], [x.url for x in found.links]),
        }

    def carry_out(self, form: SuppressForm) -> None:
        actions.suppress(
            self.subject,
            grounds=Grounds(form.cleaned_data["grounds"]),
            reason=form.cleaned_data["reason"],
            by=self.editor,
            at=self.now,
        )

    def success_message(self, form: SuppressForm) -> str:
        told = [_("The words are gone from the record; its page says that they were withheld.")]
        if form.cleaned_data["grounds"] == Grounds.DANGER:
            told.append(_("They are gone from the desk, too."))
            made = [one for one in Backup.objects.kept() if self.subject.uid in one.holds]
            named = _(
                "Backups that still hold them, to be destroyed: %(names)s.", names=strung(made)
            )
            told += [named] if made else []
        return joined(told)

    def is_done(self, form: SuppressForm) -> bool:
        return bool(self.subject.publication == Publication.WITHHELD)

    def page(self, form: SuppressForm, seen: Mapping[str, object] | None = None) -> HttpResponse:
        """What disappears is shown before anything is typed."""
        return super().page(form, seen or self.preview(form))

    def look(self, form: SuppressForm) -> dict[str, object]:
        seen = self.subject.publication in SEEN
        refused = [] if seen else [_("Only what readers see can be suppressed.")]
        return {"refused": refused, "relying": relying(self.subject)}
