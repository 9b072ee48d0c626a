"""One assertion by one source, with the reports it was found in."""

from __future__ import annotations

from typing import Unpack

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.status import LABELS as STATUS_LABELS
from claims.domain.status import Status
from claims.domain.vocabulary import LIFECYCLE_LABELS, Lifecycle, choices
from claims.models.desk.base import Checkable, Part, SignedSaving, SlugField
from claims.models.desk.moments import stated_moment


class Claim(Checkable):
    slug = SlugField(unique=True, help_text=_("Never the name of a victim."))
    claimant = models.ForeignKey(
        "claims.Source",
        models.PROTECT,
        related_name="claims",
        help_text=_("Who said it. An outlet that only carried it is no claimant: cite its report."),
    )
    event = models.ForeignKey(
        "claims.Event",
        models.PROTECT,
        related_name="claims",
        help_text=_("What it is about: the part of the event, where it is about one part."),
    )
    statement = models.CharField(
        max_length=1000, help_text=_("One neutral sentence that can be true or false by itself.")
    )
    short = models.CharField(
        max_length=75, blank=True, help_text=_("The same in under 75 characters, for cards.")
    )
    occasion = models.CharField(
        max_length=300,
        blank=True,
        help_text=_("Where it was said: a press conference, a statement."),
    )
    utterance = SlugField(
        blank=True, help_text=_("The same word for claims said together; empty when said alone.")
    )
    said_at, said_precision = stated_moment(
        help_text=_("When it was said, not when it was reported."),
        refusal=_("Give the time it was said with how exact it is, or neither."),
    )
    lifecycle = models.CharField(
        max_length=16,
        choices=choices(LIFECYCLE_LABELS),
        default=Lifecycle.CURRENT,
        help_text=_("What became of the claim itself, whatever its status."),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        help_text=_("The claim that stands in its place; only for a merged one."),
    )
    status = models.CharField(
        max_length=20,
        choices=choices(STATUS_LABELS),
        default=Status.UNCONFIRMED,
        editable=False,
    )
    examined = models.BooleanField(default=False, editable=False)
    private_note = models.TextField(blank=True, help_text=_("For the desk; never published."))
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned_claims",
        limit_choices_to={"is_staff": True, "is_active": True},
        verbose_name=gettext_lazy("assigned to"),
        help_text=_("Who follows this claim. It then waits on their work list."),
    )
    next_check_at, next_check_precision = stated_moment(
        gettext_lazy("next check"),
        db_index=True,
        help_text=_("When to look at it again. It is then on the work list."),
        refusal=_("Give the time of the next check with how exact it is, or neither."),
    )
    handover = models.TextField(
        gettext_lazy("handover note"),
        blank=True,
        help_text=_("For whoever takes over: what is tried, what is awaited. Never published."),
    )

    straight = ("merged_into",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="claim_merged_says_into_what",
                violation_error_message=(
                    _("Name the claim it was merged into, and only for a merged claim.")
                ),
                condition=Q(lifecycle=Lifecycle.MERGED, merged_into__isnull=False)
                | ~Q(lifecycle=Lifecycle.MERGED) & Q(merged_into=None),
            ),
            models.CheckConstraint(
                name="claim_not_merged_into_itself",
                violation_error_message=_("A claim cannot be merged into itself."),
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
            ),
            models.CheckConstraint(
                name="claim_says_something",
                violation_error_message=_("Write the claim as one neutral sentence."),
                condition=~Q(statement=""),
            ),
        ]
        indexes = [models.Index(fields=["status", "publication"], name="claim_worklist")]

    def __str__(self) -> str:
        return self.short or self.statement

    def save(self, **how: Unpack[SignedSaving]) -> None:
        """Save; status and examination must be those of the last decision, whoever asks."""
        with transaction.atomic():
            if not self._state.adding:
                # First, or who edits while another decides would be told the wrong thing.
                self.compare_version()
            if (self.status, self.examined) != self._as_decided():
                raise RuleBroken(_("A status changes only by a decision: use Change status."))
            super().save(**how)

    def _as_decided(self) -> tuple[str, bool]:
        last = self.decisions.order_by("-n").first() if self.pk else None
        return (last.status, last.examined) if last else (Status.UNCONFIRMED, False)


class Citation(Part):
    """A report in which the claim was found, in its own words."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="citations")
    report = models.ForeignKey(
        "claims.Report",
        models.PROTECT,
        related_name="citations",
        help_text=_("Where the claim was found."),
    )
    quote = models.TextField(blank=True, help_text=_("Word for word, in the language it was in."))
    language = models.CharField(
        max_length=35, blank=True, help_text=_("Of the quote: a tag such as en, ur or pa-Arab.")
    )
    translation = models.TextField(
        blank=True, help_text=_("Into the language of this site, as close to the words as can be.")
    )
    translated_by = models.CharField(
        max_length=200, blank=True, help_text=_("A person, an agency or a machine. Readers see it.")
    )
    locator = models.CharField(
        max_length=200, blank=True, help_text=_("Where in the report: paragraph 7, minute 3:20.")
    )
    first = models.BooleanField(
        gettext_lazy("where it was first said"),
        default=False,
        help_text=_("The original statement itself, not a report of it."),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="citation_translation_names_translator",
                violation_error_message=_("Say who translated it."),
                condition=Q(translation="") | ~Q(translated_by=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}"
