"""What bears on a claim, what parties say of it, and what was decided."""

from __future__ import annotations

from typing import Unpack

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from claims.domain.errors import RuleBroken
from claims.domain.invisible_characters import without_unseen
from claims.domain.messages import gettext as _
from claims.domain.status import LABELS as STATUS_LABELS
from claims.domain.status import Status
from claims.domain.vocabulary import (
    BEARING_LABELS,
    CHANGE_TYPE_LABELS,
    EVIDENCE_KIND_LABELS,
    STANCE_LABELS,
    ChangeType,
    StanceKind,
    choices,
)
from claims.models.desk.base import Part, Saving
from claims.models.desk.moments import stated_moment

NOT_ASKED = _(
    "“No response yet” needs a request for comment: say when we asked, or add the request."
)


class Stance(Part):
    """A party's attitude to a claim. It never moves the status by itself."""

    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="stances")
    source = models.ForeignKey(
        "claims.Source",
        models.PROTECT,
        related_name="stances",
        help_text=_("The party. The claimant's own claim is not a stance."),
    )
    stance = models.CharField(
        max_length=20,
        choices=choices(STANCE_LABELS),
        help_text=_("What it says of the claim. An official who “confirms” it asserts it."),
    )
    report = models.ForeignKey(
        "claims.Report",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stances",
        help_text=_("Where it says so."),
    )
    quote = models.TextField(blank=True, help_text=_("In its own words."))
    stated_at, stated_precision = stated_moment(
        help_text=_("When it said so."),
        refusal=_("Give the time of the stance with how exact it is, or neither."),
    )
    asked_at, asked_precision = stated_moment(
        help_text=_(
            "When we asked. Empty: taken from the request for comment, where there is one."
        ),
        refusal=_("Give the time we asked with how exact it is, or neither."),
    )
    request = models.ForeignKey(
        "claims.CommentRequest",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="stances",
        editable=False,
        verbose_name=gettext_lazy("request for comment"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="stance_no_response_only_when_asked",
                violation_error_message=NOT_ASKED,
                condition=~Q(stance=StanceKind.NO_RESPONSE)
                | Q(request__isnull=False, asked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.get_stance_display()}"

    def tidy(self) -> None:
        """When we asked is what the request says; it is asked of this party, about this claim."""
        super().tidy()
        if self.request is not None:
            if (self.request.claim_id, self.request.whom_id) != (self.claim_id, self.source_id):
                raise RuleBroken(
                    _("The request for comment went to somebody else, or about another.")
                )
            self.asked_at = self.request.asked_at
            self.asked_precision = self.request.asked_precision
        elif self.stance == StanceKind.NO_RESPONSE:
            raise RuleBroken(NOT_ASKED)


class Evidence(Part):
    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="evidence")
    key = models.CharField(
        gettext_lazy("name"),
        max_length=60,
        help_text=_("A short name for it, unique in this claim."),
    )
    report = models.ForeignKey(
        "claims.Report",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        help_text=_(
            "The report it stands in; or name another claim, or say in the note what it is."
        ),
    )
    other_claim = models.ForeignKey(
        "claims.Claim",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence_for",
        help_text=_("Another claim that bears on this one."),
    )
    originator = models.ForeignKey(
        "claims.Source",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="originated",
        help_text=_("Who saw, counted or holds it. Without one it counts for nothing."),
    )
    bearing = models.CharField(
        max_length=10,
        choices=choices(BEARING_LABELS),
        help_text=_("Whether it speaks for the claim or against it."),
    )
    kind = models.CharField(
        max_length=12,
        choices=choices(EVIDENCE_KIND_LABELS),
        help_text=_("What is repeated or hearsay is kept but counts for nothing."),
    )
    confidential = models.BooleanField(
        default=False, help_text=_("Readers see “a confidential source, known to us”.")
    )
    note = models.TextField(blank=True, help_text=_("What it shows. Readers see this."))

    class Meta:
        verbose_name_plural = gettext_lazy("evidence")
        constraints = [
            models.UniqueConstraint(
                name="evidence_key_in_claim",
                violation_error_message=_("This claim already has evidence of that name."),
                fields=["claim", "key"],
            ),
            models.CheckConstraint(
                name="evidence_is_a_report_or_a_claim",
                violation_error_message=_("Evidence is a report or another claim, not both."),
                condition=Q(report=None) | Q(other_claim=None),
            ),
            models.CheckConstraint(
                name="evidence_rests_on_something",
                violation_error_message=_(
                    "Name a report or a claim, or say in the note what it is."
                ),
                condition=Q(report__isnull=False) | Q(other_claim__isnull=False) | ~Q(note=""),
            ),
            models.CheckConstraint(
                name="evidence_is_not_the_claim_itself",
                violation_error_message=_("A claim is no evidence for itself."),
                condition=Q(other_claim=None) | ~Q(other_claim=F("claim")),
            ),
        ]

    def __str__(self) -> str:
        return self.key


class StatusChange(models.Model):
    """A decision about a claim: kept for ever, made only by ``actions.change_status``."""

    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="decisions")
    n = models.IntegerField(gettext_lazy("number"))
    status = models.CharField(max_length=20, choices=choices(STATUS_LABELS))
    was = models.CharField(max_length=20, choices=choices(STATUS_LABELS))
    examined = models.BooleanField(
        default=True,
        help_text=_("Whether somebody looked; without that only “unconfirmed” can be said."),
    )
    was_examined = models.BooleanField(default=False)
    reason = models.TextField()
    change = models.CharField(
        max_length=16, choices=choices(CHANGE_TYPE_LABELS), default=ChangeType.UPDATE
    )
    at = models.DateTimeField()
    precision = models.CharField(max_length=16)
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="decisions"
    )
    evidence = models.ManyToManyField(
        Evidence, through="NamedEvidence", related_name="decisions", blank=True
    )

    class Meta:
        verbose_name = gettext_lazy("status change")
        constraints = [
            models.UniqueConstraint(name="statuschange_numbered", fields=["claim", "n"]),
            models.CheckConstraint(
                name="statuschange_has_reason",
                violation_error_message=_("A decision has a reason."),
                condition=~Q(reason=""),
            ),
            models.CheckConstraint(
                name="statuschange_settled_is_examined",
                violation_error_message=(
                    _("Only an unconfirmed claim can be one that we have not examined.")
                ),
                condition=Q(examined=True) | Q(status=Status.UNCONFIRMED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_was_display()} → {self.get_status_display()}"

    def save(self, **how: Unpack[Saving]) -> None:
        if not self._state.adding:
            raise RuleBroken(_("A decision is kept as it was made; make a new one."))
        super().save(**how)

    @property
    def told(self) -> str:
        """The reason as readers see it."""
        return without_unseen(self.reason)


class NamedEvidence(models.Model):
    """That a decision rests on, or answers, a piece of evidence: which then cannot be removed."""

    decision = models.ForeignKey(StatusChange, models.CASCADE)
    evidence = models.ForeignKey(Evidence, models.RESTRICT)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="namedevidence_once", fields=["decision", "evidence"])
        ]
        verbose_name = gettext_lazy("decision that names it")
        verbose_name_plural = gettext_lazy("decisions that name it")

    def __str__(self) -> str:
        return str(self.evidence)
