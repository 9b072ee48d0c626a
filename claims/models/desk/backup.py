"""Which backups were made and where they went: what was suppressed later is still in them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class BackupQuerySet(models.QuerySet["Backup"]):
    def kept(self) -> BackupQuerySet:
        """Those that nobody has said are destroyed, newest first."""
        return self.filter(destroyed_at=None).order_by("-made_at", "-pk")

    def holding_what_was_withheld(self) -> BackupQuerySet:
        """Those that were made while words stood here that are gone now."""
        return self.kept().exclude(holds=[])


class Backup(models.Model):
    """Written down once the file is whole; the file itself is elsewhere, and encrypted."""

    path = models.TextField()
    made_at = models.DateTimeField()
    entries = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    # Uids of what was suppressed, for danger to a person, after it was made.
    holds = models.JSONField(default=list)
    destroyed_at = models.DateTimeField(null=True)

    objects = BackupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="backup_destroyed_after_it_was_made",
                condition=Q(destroyed_at=None) | Q(destroyed_at__gte=models.F("made_at")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.path} of {self.made_at:%Y-%m-%d %H:%M} UTC"
