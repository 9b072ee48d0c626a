"""What editors decided where figures cannot all be true. Nothing here is ever changed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import OPTION_LABELS, Option, choices
from claims.models.desk.base import DeskModel, DeskQuerySet, SlugField
from claims.models.desk.moments import stated_moment


class DecisionQuerySet(DeskQuerySet["Decision"]):
    def standing(self) -> DecisionQuerySet:
        """Those that nobody undid, in the order in which they were taken."""
        return self.filter(undoes=None, undone_by=None).order_by("pk")


class Decision(DeskModel):
    """About one count, two parties, or one figure; a later row undoes it."""

    objects: ClassVar = DecisionQuerySet.as_manager()
    event = models.ForeignKey(
        "claims.Event",
        models.PROTECT,
        related_name="decisions",
        help_text=_("The event as a whole."),
    )
    part = models.ForeignKey(
        "claims.Event",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Where the count is of."),
    )
    category = models.ForeignKey(
        "claims.Category", models.PROTECT, null=True, blank=True, related_name="+"
    )
    measure = SlugField(max_length=60, blank=True)
    party = SlugField(blank=True, help_text=_("Whose count; empty for those of no party."))
    parties = models.JSONField(
        default=list, blank=True, help_text=_("The two that oppose each other.")
    )
    figure = models.CharField(max_length=100, blank=True, help_text=_("The figure it is about."))
    option = models.CharField(max_length=16, choices=choices(OPTION_LABELS))
    figures = models.JSONField(
        default=list, blank=True, help_text=_("The figures then there; of a sum those giving way.")
    )
    low = models.BigIntegerField(null=True, blank=True)
    high = models.BigIntegerField(null=True, blank=True, help_text=_("Empty: open upwards."))
    reason = models.TextField(
        blank=True, help_text=_("Readers see it with each figure that is left out.")
    )
    decided_at, decided_precision = stated_moment()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    treated = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text=_("The figures that were used until then, and are not since."),
    )
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by", editable=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decision_low_not_above_high",
                violation_error_message=_("The lowest is above the highest."),
                condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high")),
            ),
            models.CheckConstraint(
                name="decision_has_reason",
                violation_error_message=_("Give the reason for the decision."),
                condition=~Q(reason="") | Q(option=Option.LATER) | Q(undoes__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_about_a_whole_count",
                violation_error_message=_(
                    "Name a count by its part, its category and its measure."
                ),
                condition=Q(part=None, category=None, measure="")
                | (Q(part__isnull=False, category__isnull=False) & ~Q(measure="")),
            ),
        ]

    def __str__(self) -> str:
        if self.part and self.category:
            about = f"{self.part}, {self.category}, {self.measure}"
        else:
            about = ", ".join(self.parties) or self.figure
        return f"{about}: {self.get_option_display()}"
