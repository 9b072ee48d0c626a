"""That two records of one thing were made one, with each step, so that it can be taken back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.domain.messages import gettext as _
from claims.models.desk.base import Written


class Merge(Written):
    """``steps`` says what was made and what was set; ``touched`` whom it moved, by uid.

    ``head`` is the newest entry there was: what was told of it later ends its undoing.
    """

    kind = models.CharField(max_length=12)
    merged = models.CharField(max_length=32, db_index=True)
    into = models.CharField(max_length=32, db_index=True)
    reason = models.TextField()
    steps = models.JSONField(default=list)
    touched = models.JSONField(default=list)
    head = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="merges"
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="merge_stands_once",
                violation_error_message=_("This was merged already."),
                fields=["merged"],
                condition=Q(undone_at=None),
            ),
            models.CheckConstraint(
                name="merge_has_reason",
                violation_error_message=_("Say why the two are one."),
                condition=~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.merged} into {self.into}"

    def tidy(self) -> None:
        """Its steps are ours, not typed: only the reason is cleaned."""
        steps, self.steps = self.steps, []
        try:
            super().tidy()
        finally:
            self.steps = steps
