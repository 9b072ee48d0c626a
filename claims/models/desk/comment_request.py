"""Whom we asked for an answer to a claim, how and until when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import CHANNEL_LABELS, Channel, choices
from claims.models.desk.base import Part
from claims.models.desk.moments import stated_moment


class CommentRequest(Part):
    """That we asked a party for its answer. Readers learn of it by the stance that names it."""

    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="requests")
    whom = models.ForeignKey(
        "claims.Source",
        models.PROTECT,
        related_name="requests",
        help_text=_("The party whose answer we want."),
    )
    channel = models.CharField(
        gettext_lazy("how"),
        max_length=12,
        choices=choices(CHANNEL_LABELS),
        blank=True,
        help_text=_("Readers see it where no answer came."),
    )
    asked_at = models.DateTimeField(help_text=_("When we asked."))
    asked_precision = models.CharField(max_length=16)
    deadline_at, deadline_precision = stated_moment(
        "deadline",
        help_text=_("Until when we said we would wait."),
        refusal=_("Give the deadline with how exact it is, or neither."),
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    reply = models.ForeignKey(
        "claims.Report",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        help_text=_("Where the answer stands. “Record reply” fills this in."),
    )
    closed = models.BooleanField(
        gettext_lazy("no longer awaited"),
        default=False,
        help_text=_("We have stopped waiting. It leaves the work list."),
    )
    note = models.TextField(
        blank=True, help_text=_("What we asked, and of whom there. For the desk; never published.")
    )

    class Meta:
        verbose_name = gettext_lazy("request for comment")
        verbose_name_plural = gettext_lazy("requests for comment")
        constraints = [
            models.CheckConstraint(
                name="commentrequest_says_how_exact",
                violation_error_message=_("Give the time we asked with how exact it is."),
                condition=~Q(asked_precision=""),
            ),
        ]

    def __str__(self) -> str:
        how = Channel(self.channel).label if self.channel else ""
        return f"{self.whom}, asked {how}".rstrip() if how else f"{self.whom}, asked"

    @property
    def asked(self) -> dict[str, object]:
        """The pair of columns in which a stance keeps when we asked."""
        return {"asked_at": self.asked_at, "asked_precision": self.asked_precision}
