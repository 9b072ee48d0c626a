"""Who has what open, and when each editor last came by. Soft, private, kept in no history."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from claims.domain.messages import gettext as _


class Presence(models.Model):
    """That an editor has a page of a thing open. It never keeps anybody out."""

    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    key = models.BigIntegerField()
    since_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="presence_once", fields=["kind", "key", "who"])]

    def __str__(self) -> str:
        return f"{self.who} at {self.kind} {self.key}"


class Visit(models.Model):
    """When an editor last looked at the work list, and when before this visit."""

    who = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    before_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(
            _(
                "%(who)s, last seen %(seen_at)s",
                who=self.who,
                seen_at=f"{self.seen_at:%Y-%m-%d %H:%M}",
            )
        )
