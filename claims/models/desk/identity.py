"""Who a confidential source is, where no one who has the database can read it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.domain.messages import gettext as _


class Identity(models.Model):
    """Encrypted for a key that is on no server, or the place of a paper. Never published."""

    source = models.OneToOneField("claims.Source", models.CASCADE, related_name="identity")
    sealed = models.TextField(blank=True)
    paper = models.CharField(max_length=300, blank=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    kept_at = models.DateTimeField()

    objects = models.Manager["Identity"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="identity_kept_somewhere",
                violation_error_message=_("Write who it is, or where that is written down."),
                condition=~Q(sealed="", paper=""),
            )
        ]

    def __str__(self) -> str:
        return f"who source {self.source_id} is"
