"""What readers tell us is wrong."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from claims.domain.error_reports import LONGEST, Outcome
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import choices, labels_of
from claims.models.desk.base import DeskModel

OUTCOME_LABELS = labels_of(Outcome)


class ErrorReport(DeskModel):
    """One message from a reader. Nothing of it is ever published, nor who sent it."""

    about = models.CharField(
        gettext_lazy("page"), max_length=300, help_text=_("The page it is about.")
    )
    words = models.TextField(gettext_lazy("what is wrong"), max_length=LONGEST)
    grounds = models.TextField(gettext_lazy("how they know"), blank=True)
    contact = models.CharField(
        max_length=200, blank=True, help_text=_("Only to write back; seen by the desk alone.")
    )
    received_at = models.DateTimeField(gettext_lazy("received"))
    outcome = models.CharField(
        max_length=12,
        choices=choices(OUTCOME_LABELS),
        default=Outcome.OPEN,
        help_text=_("A correction is published first; nobody is told who reported the error."),
    )
    correction = models.BigIntegerField(
        null=True, blank=True, help_text=_("The number of the entry that put it right.")
    )
    note = models.TextField(blank=True, help_text=_("For the desk: what was looked at and found."))
    answered_at = models.DateTimeField(gettext_lazy("answered"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = gettext_lazy("error report")
        indexes = [models.Index(fields=["outcome", "received_at"], name="errorreport_waiting")]
        constraints = [
            models.CheckConstraint(
                name="errorreport_says_something",
                violation_error_message=_("Say what is wrong."),
                condition=~Q(words=""),
            ),
            models.CheckConstraint(
                name="errorreport_answered_with_time",
                violation_error_message=_("An answer has its time, and only an answer."),
                condition=Q(outcome=Outcome.OPEN, answered_at=None)
                | ~Q(outcome=Outcome.OPEN) & Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="errorreport_corrected_names_entry",
                violation_error_message=(
                    _(
                        "Where it was corrected, publish the correction first and give the number"
                        " of its entry; otherwise leave that empty."
                    )
                ),
                condition=Q(outcome=Outcome.CORRECTED, correction__isnull=False)
                | ~Q(outcome=Outcome.CORRECTED) & Q(correction=None),
            ),
        ]

    def __str__(self) -> str:
        first = self.words.splitlines()[0] if self.words else ""
        return first if len(first) <= 75 else f"{first[:74]}…"
