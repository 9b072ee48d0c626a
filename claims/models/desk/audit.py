"""Who did what, and who read what is confidential: added to, never changed, sealed row by row."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy

from claims.domain import canonical
from claims.domain.audit import AUDIT_KIND_LABELS
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import choices
from claims.models.desk.base import Publishable


class AuditEvent(models.Model):
    """One line of the audit log; each holds the digest of the one before. Triggers keep it.

    It names things by their uid and never by their words, which may have to go one day.
    """

    n = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(gettext_lazy("when (UTC)"), db_index=True)
    kind = models.CharField(
        gettext_lazy("what happened"), max_length=16, choices=choices(AUDIT_KIND_LABELS)
    )
    what = models.CharField(max_length=60, help_text=_("Which page, decision, role or file."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text=_("Nobody: who was not signed in, or a command."),
    )
    address = models.CharField(
        gettext_lazy("from"),
        max_length=45,
        blank=True,
        help_text=_("Of sign-ins and of what was refused alone."),
    )
    about_kind = models.CharField(max_length=20, blank=True)
    about = models.CharField(
        max_length=64, blank=True, db_index=True, help_text=_("The uid, or the key of a person.")
    )
    detail = models.CharField(max_length=300, blank=True)
    entry = models.BigIntegerField(help_text=_("The last entry of the record by then."))
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    thing: Publishable | None = None
    """What it is about, where a list has looked for it."""

    objects = models.Manager["AuditEvent"]()

    class Meta:
        verbose_name = gettext_lazy("line of the audit log")
        verbose_name_plural = gettext_lazy("audit log")

    def __str__(self) -> str:
        return f"{self.n} {self.get_kind_display()}: {self.what}"

    def line(self) -> dict[str, object]:
        """What is sealed, and what is told to stderr: all of it but the digests."""
        return {
            "n": self.n,
            "at": canonical.moment_text(self.at),
            "kind": str(self.kind),
            "what": self.what,
            "by": self.by_id,
            "address": self.address,
            "about_kind": str(self.about_kind),
            "about": self.about,
            "detail": self.detail,
            "entry": self.entry,
        }

    def sealed(self) -> str:
        """The digest that it has unless it was altered."""
        return canonical.leaf_digest({**self.line(), "previous": self.previous})
