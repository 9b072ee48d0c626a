"""What makes new things complete at once: boxes for a new claimant, a new report, a new event."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from claims.actions.source_names import CARRIERS
from claims.admin.attackers_question import ANSWERS, ATTACKING
from claims.admin.fields import CleanTextField, MomentField
from claims.domain.iso import zone_named
from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.vocabulary import (
    NATURE_LABELS,
    SOURCE_KIND_LABELS,
    Nature,
    Precision,
    choices,
)
from claims.models.desk.base import Publishable
from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source

Choices = list[tuple[str, str]]
OF_SOURCE = ("nature", "kind")
OF_PUBLISHER = ("publisher_kind",)
OF_REPORT = ("published",)
OF_EVENT = ("event_day", "event_place", "event_zone")
KNOWN = _("“%(thing)s” is on the desk already: leave this empty, and change it on its own page.")


def line(
    label: str, longest: int, *, needed: bool = False, help_text: str = "", **more: object
) -> CleanTextField:
    """A box of one line; ``more`` are attributes of the box."""
    attrs = {"dir": "auto", "autocomplete": "off", **more}
    return CleanTextField(
        label=label,
        required=needed,
        max_length=longest,
        help_text=help_text,
        widget=forms.TextInput(attrs=attrs),
    )


def pick(label: str, offered: Choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", "---------"), *offered])


class NewThings(forms.Form):
    """All may stay empty: what is new is then kept to be completed."""

    nature = pick(_("What the claimant is"), choices(NATURE_LABELS))
    kind = pick(_("Of which kind"), choices(SOURCE_KIND_LABELS))
    publisher_kind = pick(_("Kind of publisher"), choices(SOURCE_KIND_LABELS))
    published = MomentField(
        label=_("When the report came out"),
        help_text=_("In UTC unless an offset is given, as in 18:10+05:00."),
    )
    attackers = forms.ChoiceField(
        label=ATTACKING,
        required=False,
        choices=ANSWERS,
        help_text=_("Of a new event only: by it the event is given whom it counts."),
    )
    event_day = MomentField(
        label=_("First day"), help_text=_("Of the new event."), ways=_("Such as 2024-08-26.")
    )
    event_place = line(_("Place"), 300, help_text=_("The smallest first: Musakhel, Balochistan."))
    event_zone = line(_("Time zone"), 64, help_text=_("Where it happened, such as Europe/London."))

    def clean_event_zone(self) -> str:
        name: str = self.cleaned_data["event_zone"]
        try:
            zone_named(name or "UTC")
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem
        return name

    def clean_event_day(self) -> Moment | None:
        moment: Moment | None = self.cleaned_data["event_day"]
        if moment and moment.precision != Precision.DAY:
            raise ValidationError(_("Give one day, such as 2024-08-26."))
        return moment

    @property
    def opens_claimant(self) -> bool:
        """Whether something stands, or is refused, in the boxes that are folded away."""
        return self._is_filled(OF_SOURCE)

    @property
    def opens_report(self) -> bool:
        return self._is_filled(("title", "publisher", *OF_PUBLISHER, *OF_REPORT))

    @property
    def opens_event(self) -> bool:
        return self._is_filled(("attackers", *OF_EVENT))

    def _is_filled(self, names: tuple[str, ...]) -> bool:
        return any(self[name].value() or self[name].errors for name in names)

    def complete_source(self, source: Source) -> None:
        if not self._is_new(source, OF_SOURCE):
            return
        source.nature = self.cleaned_data["nature"] or source.nature
        source.kind = self.cleaned_data["kind"] or source.kind
        source.stub = not all(self.cleaned_data[name] for name in OF_SOURCE)

    def complete_publisher(self, publisher: Source) -> None:
        kind = self.cleaned_data["publisher_kind"]
        if not self._is_new(publisher, OF_PUBLISHER) or not kind:
            return
        publisher.kind = kind
        if kind in CARRIERS:
            publisher.nature = Nature.BODY
            publisher.stub = False

    def complete_report(self, report: Report) -> None:
        published = self.cleaned_data["published"]
        if not self._is_new(report, OF_REPORT) or published is None:
            return
        report.published_at, report.published_precision = published.at, published.precision
        report.stub = not report.title

    def complete_event(self, event: Event) -> None:
        if not self._is_new(event, OF_EVENT):
            return
        day, place, zone = (self.cleaned_data[name] for name in OF_EVENT)
        event.starts_on = day.at.date() if day else None
        event.place = place
        event.time_zone = zone or event.time_zone
        event.stub = not (day and place and (zone or event.parent))

    def _is_new(self, thing: Publishable, names: tuple[str, ...]) -> bool:
        """What is typed of a thing that is known is refused, not dropped."""
        typed = [name for name in names if self.cleaned_data[name]]
        if not thing._state.adding and typed:
            self.add_error(typed[0], KNOWN.placed(thing=thing))
        return bool(thing._state.adding)
