"""Secret addresses at which a story's sheet can be read as a table, each given to one reader."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from claims.domain.messages import gettext as _


class LiveTable(models.Model):
    """Only a digest of the secret is kept; who was given it reads drafts too, until withdrawn."""

    event = models.ForeignKey("claims.Event", models.CASCADE, related_name="live_tables")
    reader = models.CharField(max_length=120, help_text=_("Who was given the address."))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.event}, for {self.reader}"
