"""Who stood with whom in an event: its parties, and the sources that are their members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.messages import joined
from claims.domain.parties import Span
from claims.models.desk.base import Part, SlugField, TextOptions

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_DAY_HELP = _("A year, a month or a day, such as 2024-08-26.")


def check_day(value: str) -> None:
    try:
        Span.read(value)
    except ValueError as problem:
        raise ValidationError(str(problem)) from problem


def check_span(since: str, until: str) -> None:
    """Raise RuleBroken where the days make no span; a day that is none is told at its box."""
    try:
        for day in (since, until):
            Span.read(day)
    except ValueError:
        return
    try:
        Span.read(since, until)
    except ValueError as problem:
        raise RuleBroken(str(problem)) from problem


class DayField(models.CharField):  # type: ignore[type-arg]
    """A day as exactly as it was stated; empty where nobody said, or always."""

    def __init__(
        self, verbose_name: StrOrPromise | None = None, **options: Unpack[TextOptions]
    ) -> None:
        given: TextOptions = {"max_length": 10, "blank": True, "default": "", **options}
        super().__init__(verbose_name, **given)
        self.validators.append(check_day)


class Party(Part):
    """A side in one event. A part of an event has none of its own."""

    event = models.ForeignKey("claims.Event", models.CASCADE, related_name="parties")
    slug = SlugField(help_text=_("Short and unique in the event, such as the-state."))
    name = models.CharField(
        max_length=200, help_text=_("As readers know it: the Pakistani state, the BLA.")
    )
    allied_with = models.JSONField(
        default=list,
        blank=True,
        help_text=_("Parties of this event on whose side it stands: together they are one chain."),
    )
    position = models.IntegerField(default=0, help_text=_("Its place in the list."))

    class Meta:
        verbose_name_plural = gettext_lazy("parties")
        constraints = [
            models.UniqueConstraint(
                name="party_slug_in_event",
                violation_error_message=_("This event already has a party of that slug."),
                fields=["event", "slug"],
            ),
            models.CheckConstraint(
                name="party_has_name",
                violation_error_message=_("Give the party the name that readers know."),
                condition=~Q(name=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Member(Part):
    """A source that stood with a party, and when."""

    event = models.ForeignKey("claims.Event", models.CASCADE, related_name="members")
    party = models.ForeignKey(Party, models.CASCADE, related_name="members")
    source = models.ForeignKey(
        "claims.Source",
        models.PROTECT,
        related_name="memberships",
        help_text=_("Who speaks for a member need not be listed."),
    )
    since = DayField(
        gettext_lazy("from"),
        help_text=joined([_DAY_HELP, _("Empty: from the beginning.")]),
    )
    until = DayField(help_text=joined([_DAY_HELP, _("Empty: to this day.")]))

    class Meta:
        verbose_name = gettext_lazy("member of a party")
        verbose_name_plural = gettext_lazy("members of parties")
        constraints = [
            models.UniqueConstraint(
                name="member_once",
                violation_error_message=_("This source is listed with that party already."),
                fields=["party", "source", "since"],
            ),
        ]

    def __str__(self) -> str:
        return str(_("%(source)s with %(party)s", source=self.source, party=self.party))

    def tidy(self) -> None:
        super().tidy()
        if self.party_id and self.party.event_id != self.event_id:
            raise RuleBroken(_("“%(party)s” is a party of another event.", party=self.party))
        check_span(self.since, self.until)


class Voice(Part):
    """That a source spoke for another, from a day to a day."""

    source = models.ForeignKey("claims.Source", models.CASCADE, related_name="voices")
    whom = models.ForeignKey(
        "claims.Source",
        models.PROTECT,
        related_name="voiced_by",
        help_text=_("On whose behalf it spoke then. Both are then one chain."),
    )
    since = DayField(gettext_lazy("from"), help_text=_DAY_HELP)
    until = DayField(help_text=joined([_DAY_HELP, _("Empty: to this day.")]))

    class Meta:
        verbose_name = gettext_lazy("voice from a day to a day")
        verbose_name_plural = gettext_lazy("voices from a day to a day")
        constraints = [
            models.UniqueConstraint(
                name="voice_once",
                violation_error_message=_("That it speaks for this source is listed already."),
                fields=["source", "whom", "since"],
            ),
            models.CheckConstraint(
                name="voice_of_another",
                violation_error_message=_("A source cannot speak for itself."),
                condition=~Q(source=models.F("whom")),
            ),
            models.CheckConstraint(
                name="voice_has_day",
                violation_error_message=_(
                    "Say from when or until when; what holds always stands in “speaks for”."
                ),
                condition=~Q(since="", until=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} for {self.whom}"

    def tidy(self) -> None:
        super().tidy()
        # A form that left one of them out is told so by the form itself.
        if self.source_id and self.whom_id and self.source_id != self.whom_id:
            self.source.check_may_speak_for(self.whom)
        check_span(self.since, self.until)
