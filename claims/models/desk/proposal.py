"""A decision that waits until a second person has signed it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from claims.domain.four_eyes import PROPOSAL_STATE_LABELS, ProposalState
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import SUBJECT_KIND_LABELS, choices
from claims.models.desk.base import Publishable


class Proposal(models.Model):
    """What the first typed on a page of decision, and the digest of what it would do.

    What was typed goes once it is settled: what came of it stands on the desk and on record.
    """

    kind = models.CharField(max_length=10, choices=choices(SUBJECT_KIND_LABELS))
    uid = models.CharField(max_length=32)
    key = models.BigIntegerField(help_text=_("The key on the desk of what it is about."))
    page = models.CharField(gettext_lazy("decision"), max_length=20)
    query = models.TextField(blank=True, help_text=_("What goes with it: the rest of the address."))
    typed = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)
    eyes = models.CharField(
        gettext_lazy("because of"), max_length=80, help_text=_("For what four eyes are asked.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=gettext_lazy("proposed by"),
    )
    at = models.DateTimeField(gettext_lazy("proposed (UTC)"))
    state = models.CharField(
        gettext_lazy("where it stands"),
        max_length=12,
        choices=choices(PROPOSAL_STATE_LABELS),
        default=ProposalState.WAITING,
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("settled by"),
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(
        gettext_lazy("why it was sent back"),
        blank=True,
        help_text=_("For whoever proposed it; never published."),
    )

    thing: Publishable | None = None
    """What it is about, where a list has looked for it."""

    objects = models.Manager["Proposal"]()

    class Meta:
        verbose_name = gettext_lazy("decision to be signed")
        verbose_name_plural = gettext_lazy("decisions to be signed")
        constraints = [
            models.UniqueConstraint(
                name="proposal_one_waits",
                violation_error_message=_("Somebody has proposed this already: it waits."),
                fields=["uid", "page"],
                condition=Q(state=ProposalState.WAITING),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page} of {self.kind} {self.uid}"

    @property
    def is_waiting(self) -> bool:
        return self.state == ProposalState.WAITING
