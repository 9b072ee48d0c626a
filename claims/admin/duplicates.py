"""Asks, before a new thing is saved, whether it is one of those that are on the desk already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse

from claims.actions.duplicates import LookAlike
from claims.actions.record_claim import Apart
from claims.admin.fields import CleanTextField
from claims.models.desk.base import Publishable
from claims.presenters.moments import when
from claims.publishing.registry import kind_of

ASK = "Something on the desk looks like this: say below whether it is the same."


class ApartForm(forms.Form):
    reason = CleanTextField(label="They are not the same, because", required=False, max_length=500)
    shown = forms.CharField(required=False, max_length=1000)


class Question:
    """About one new thing; answered by using what is there, or by a reason to tell them apart.

    ``key`` names it among the questions of a page, ``offer`` says what the button does.
    """

    def __init__(
        self, key: str, found: Sequence[LookAlike], typed: Mapping[str, Any], *, offer: str
    ) -> None:
        self.key, self.found, self.offer = key, found, offer
        self.shown = ",".join(alike.subject.uid for alike in found)
        self.form = ApartForm(typed, prefix=f"apart-{key}")
        self.reason = self.form.cleaned_data["reason"] if self.form.is_valid() else ""

    @property
    def is_open(self) -> bool:
        """A reason answers only for what was on the page when it was given."""
        seen = set(self.form.cleaned_data.get("shown", "").split(","))
        return bool(self.found) and not (self.reason and seen >= set(self.shown.split(",")))

    def apart(self, *, at: Any, new: Publishable | None = None) -> list[Apart]:
        if not self.reason:
            return []
        return [Apart(alike.subject, self.reason, at, new) for alike in self.found]

    def rows(self) -> list[dict[str, Any]]:
        """Each as an editor would know it again."""
        return [
            {
                "pk": alike.subject.pk,
                "name": str(alike.subject),
                "about": about(alike.subject),
                "why": alike.why,
                "url": address_of(alike.subject),
            }
            for alike in self.found
        ]


def address_of(subject: Publishable) -> str:
    return reverse(f"admin:claims_{kind_of(subject)}_change", args=[subject.pk])


def about(subject: Any) -> str:
    """Who, when and where it stands, on one line."""
    told = {"claim": _about_claim, "report": _about_report, "source": _about_source}
    return ", ".join(word for word in told[kind_of(subject).value](subject) if word)


def _about_claim(claim: Any) -> list[str]:
    said = (
        when(claim.said_at, claim.said_precision, claim.event.time_zone).text
        if claim.said_at
        else ""
    )
    return [str(claim.claimant), said, claim.get_status_display(), claim.get_publication_display()]


def _about_report(report: Any) -> list[str]:
    at = report.published_at
    dated = when(at, report.published_precision, "UTC").text if at else ""
    return [str(report.publisher), dated, report.url]


def _about_source(source: Any) -> list[str]:
    return [source.short_name, *source.aliases, source.get_kind_display()]
