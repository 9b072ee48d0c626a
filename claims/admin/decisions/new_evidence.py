"""Evidence that turns up while a status is decided: a form within the page of the decision."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from claims.actions.duplicates import publisher_of, reports_at
from claims.actions.stubs import publisher_stub, report_stub
from claims.admin.choice_labels import TellingChoice
from claims.admin.decisions.housekeeping import chosen
from claims.admin.fields import CleanTextField, KeepsTexts, QuotedField, long_text
from claims.admin.typed_text import address_as_kept
from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import BEARING_LABELS, EVIDENCE_KIND_LABELS, choices
from claims.models.desk.evidence import Evidence
from claims.models.desk.source import Report

PREFIX = "new"
# What it is and for whom it speaks is never taken for granted.
SAY_WHICH = ("", "---------")


def _picked(name: str, label: str) -> TellingChoice:
    help_text = getattr(Evidence._meta.get_field(name), "help_text", "")
    return chosen(Evidence, name, label=label, required=False, help_text=help_text)


class NewEvidenceForm(KeepsTexts, forms.Form):
    bearing = forms.ChoiceField(label=_("Bearing"), choices=[SAY_WHICH, *choices(BEARING_LABELS)])
    kind = forms.ChoiceField(label=_("Kind"), choices=[SAY_WHICH, *choices(EVIDENCE_KIND_LABELS)])
    originator = _picked("originator", _("Originator"))
    report = _picked("report", _("Report"))
    address = CleanTextField(
        label=_("Or its address"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"class": "vTextField", "inputmode": "url", "dir": "auto"}),
        help_text=_("Of a report that is not on the desk yet: it is kept to be completed."),
    )
    other_claim = _picked("other_claim", _("Or another claim"))
    note = QuotedField(
        label=_("Note"),
        required=False,
        max_length=5000,
        widget=long_text(2),
        help_text=_("What it shows. Readers see this."),
    )
    confidential = forms.BooleanField(
        label=_("Confidential"),
        required=False,
        help_text=_("Readers see “a confidential source, known to us”."),
    )

    def __init__(self, typed: QueryDict | None = None) -> None:
        super().__init__(typed, prefix=PREFIX)

    def clean_address(self) -> str:
        return address_as_kept(self.cleaned_data["address"])

    def clean(self) -> dict[str, object]:
        typed = self.cleaned_data
        if typed.get("address") and not typed.get("report"):
            try:
                typed["report"] = _report_at(typed["address"])
            except RuleBroken as broken:
                self.add_error("address", broken.messages)
        if not any(typed.get(name) for name in ("report", "other_claim", "note")):
            self.add_error("note", _("Name a report or a claim, or say here what it is."))
        return typed

    def piece(self) -> Evidence:
        names = ("bearing", "kind", "originator", "report", "other_claim", "note", "confidential")
        return Evidence(**{name: self.cleaned_data[name] for name in names})


def _report_at(address: str) -> Report:
    known = reports_at(address)
    if known:
        return known[0]
    return report_stub(publisher_of(address) or publisher_stub(address), address=address, title="")
