"""That two things that look alike are not the same, and how we know: never asked again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from claims.domain.messages import gettext as _
from claims.models.desk.base import Written


class ToldApart(Written):
    """Two subjects by their opaque names, whatever their kind; in order, for a pair has none."""

    one = models.CharField(max_length=32)
    other = models.CharField(max_length=32, db_index=True)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = gettext_lazy("told apart")
        constraints = [
            models.UniqueConstraint(
                name="toldapart_once",
                violation_error_message=_("These two were told apart before."),
                fields=["one", "other"],
            ),
            models.CheckConstraint(
                name="toldapart_in_order",
                violation_error_message=_("Name two different things."),
                condition=Q(one__lt=F("other")),
            ),
            models.CheckConstraint(
                name="toldapart_has_reason",
                violation_error_message=_("Say how you know that they are not the same."),
                condition=~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.reason
