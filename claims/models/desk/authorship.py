"""Who wrote what the record holds: kept on the desk, and sealed in the record by salted digests."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import DECISION_KIND_LABELS, choices


class DecisionDigest(models.Model):
    """That a decision was made in these words by this editor; each row holds the one before.

    ``about`` is the uid of the claim, where the decision goes with its words.
    """

    n = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=8, choices=choices(DECISION_KIND_LABELS))
    decision = models.BigIntegerField(help_text=_("Its key in the table of its kind."))
    about = models.CharField(max_length=32, blank=True)
    salt = models.CharField(max_length=32)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    objects = models.Manager["DecisionDigest"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="decisiondigest_once", fields=["kind", "decision"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.decision}"


class Authorship(models.Model):
    """Opens what an entry says sealed: who wrote it, and what had been decided by then."""

    entry = models.BigIntegerField(primary_key=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided = models.BigIntegerField(default=0)
    # Where a second person had to sign: who did, and the digest of what they were shown.
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    signed = models.CharField(max_length=64, blank=True, default="")
    salt = models.CharField(max_length=32)

    objects = models.Manager["Authorship"]()

    def __str__(self) -> str:
        return str(_("author of entry %(entry)s", entry=self.entry))
