"""The position as it is filled in on the workbench."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django import forms

from claims.admin.fields import (
    CleanTextField,
    KeepsTexts,
    MomentField,
    QuotedField,
    ReadsMoments,
    show_moment,
)
from claims.domain.figures import HIGHEST
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.positions import Draft, accounts_until
from claims.models.desk.position import Position

METHODS = (
    _("Sum of sourced parts"),
    _("Range of sources"),
    _("Official count"),
    _("Named list"),
    _("Single source"),
)
PROSE = ("method", "rationale", "dissent", "override_reason")


@dataclass(frozen=True)
class Choice:
    """One of the choices of a box in a table."""

    value: str
    label: str
    chosen: bool


def _number(label: str, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=HIGHEST, help_text=help_text
    )


def _prose(label: str, rows: int, help_text: str) -> QuotedField:
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return QuotedField(
        label=label, required=False, max_length=5000, widget=area, help_text=help_text
    )


class StandForm(KeepsTexts, ReadsMoments, forms.Form):
    """``zone`` is that of the event, in which times are read."""

    established = forms.ChoiceField(
        label=_("Can we give a number?"),
        choices=[("yes", _("Yes")), ("no", _("No: not established"))],
        initial="yes",
        widget=forms.RadioSelect,
        required=False,
    )
    low = _number(_("Low"))
    best = _number(
        _("Best"), _("Leave empty where no single number can be defended. Never an average.")
    )
    high = _number(_("High"), _("Leave empty where it is open: a source used says “at least”."))
    method = CleanTextField(
        label=_("Method"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": "methods"}),
    )
    as_of = MomentField(label=_("As of"), help_text=_("In the zone of the event."))
    rationale = _prose(_("Why"), 3, _("Required. Readers see it."))
    dissent = _prose(_("Dissent"), 1, _("Who says otherwise, shown beside our figure."))
    override_reason = _prose(
        _("Reason for going beyond the figures used"),
        2,
        _("Only where the numbers lie outside what the figures used allow. Readers see it."),
    )

    def __init__(
        self, typed: Mapping[str, str] | None, position: Position | None, zone: str
    ) -> None:
        self.position, self.event_zone = position, zone
        super().__init__(typed, prefix="our", initial=_initial(position, zone))

    @property
    def numbers(self) -> list[forms.BoundField]:
        return [self[name] for name in ("low", "best", "high")]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in ("as_of", "method", "override_reason")]

    def zone(self) -> str:
        return self.event_zone

    def clean_as_of(self) -> tuple[datetime | None, str]:
        moment = self.cleaned_data["as_of"]
        return (moment.at, str(moment.precision)) if moment else (None, "")

    def moment(self) -> tuple[datetime | None, str]:
        """The moment typed, as far as it can be read; before anything is, the one that stands."""
        if self.is_bound:
            return (getattr(self, "cleaned_data", None) or {}).get("as_of") or (None, "")
        stands = self.position
        return (stands.as_of_at, stands.as_of_precision) if stands else (None, "")

    def accounts_until(self) -> datetime | None:
        """After which moment a figure is newer than the number as it is typed, or as it stands."""
        at, precision = self.moment()
        checked_at = self.position.checked_at if self.position else None
        if at is None and self.position and not self.is_bound:
            at, precision = self.position.stated_at, self.position.stated_precision
        counted = Moment(at, precision) if at else None
        return accounts_until(counted, checked_at, self.event_zone)

    def draft(self) -> Draft:
        """As far as it can be read: what is wrong in it is told apart."""
        typed = getattr(self, "cleaned_data", None) or {}
        if not self.is_bound:
            typed = self.initial
        words = {name: str(typed.get(name) or "") for name in PROSE}
        return Draft(
            typed.get("established") != "no",
            typed.get("low"),
            typed.get("best"),
            typed.get("high"),
            **words,
        )


def _initial(position: Position | None, zone: str) -> dict[str, object]:
    if position is None:
        return {}
    found: dict[str, object] = {n: getattr(position, n) for n in ("low", "best", "high", *PROSE)}
    found["established"] = "yes" if position.established else "no"
    if position.as_of_at:
        moment = Moment(position.as_of_at, position.as_of_precision)
        found["as_of"] = show_moment(moment, zone)
    return found
