"""What must be looked at again because something it rests on no longer holds."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from claims.domain.messages import gettext as _
from claims.domain.second_look import CAUSE_LABELS
from claims.domain.status import LABELS
from claims.domain.vocabulary import SUBJECT_KIND_LABELS, choices
from claims.models.desk.base import Checkable, DeskModel


class SecondLook(DeskModel):
    """Opened by the decision that shook what it rests on; closed by an editor, with a note."""

    claim = models.ForeignKey(
        "claims.Claim", models.CASCADE, null=True, blank=True, related_name="second_looks"
    )
    position = models.ForeignKey(
        "claims.Position", models.CASCADE, null=True, blank=True, related_name="second_looks"
    )
    question = models.ForeignKey(
        "claims.Question", models.CASCADE, null=True, blank=True, related_name="second_looks"
    )
    cause = models.CharField(
        gettext_lazy("what happened"), max_length=16, choices=choices(CAUSE_LABELS)
    )
    # By uid and by the name it had: what happened stays true whatever becomes of the thing.
    about_kind = models.CharField(max_length=10, choices=choices(SUBJECT_KIND_LABELS))
    about_uid = models.CharField(max_length=32)
    about_name = models.CharField(gettext_lazy("because of"), max_length=1000)
    why = models.TextField(help_text=_("How it rests on what no longer holds, a sentence a line."))
    raised_at = models.DateTimeField(gettext_lazy("since"))
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(
        gettext_lazy("what we found"),
        blank=True,
        help_text=_("Say what you looked at and why it stands. For the desk; never published."),
    )

    # Of a second opinion alone: where the desk stood when it was asked for, which whoever gives it
    # is not shown, and where they would stand.
    verdict = models.CharField(
        gettext_lazy("the desk’s"), max_length=20, choices=choices(LABELS), blank=True
    )
    opinion = models.CharField(
        gettext_lazy("the second’s"), max_length=20, choices=choices(LABELS), blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="secondlook_opinion_of_a_verdict",
                violation_error_message=_("A second opinion is given on a claim, with a status."),
                condition=Q(opinion="", verdict="") | (Q(claim__isnull=False) & ~Q(verdict="")),
            ),
            models.CheckConstraint(
                name="secondlook_at_one_thing",
                violation_error_message=_("A second look is at a claim, a position or a question."),
                condition=Q(claim__isnull=False, position=None, question=None)
                | Q(claim=None, position__isnull=False, question=None)
                | Q(claim=None, position=None, question__isnull=False),
            ),
            models.CheckConstraint(
                name="secondlook_cleared_with_note",
                violation_error_message=_("Say what you found when you looked again."),
                condition=Q(cleared_at=None, note="") | Q(cleared_at__isnull=False) & ~Q(note=""),
            ),
        ]
        indexes = [models.Index(fields=["cleared_at"], name="secondlook_open")]

    @property
    def is_opinion(self) -> bool:
        return bool(self.verdict)

    @property
    def agrees(self) -> bool:
        """Whether two came to the same, the second without knowing of the first."""
        return self.opinion == self.verdict

    @property
    def subject(self) -> Checkable:
        """What is to be looked at again."""
        found: Checkable | None = self.claim or self.position or self.question
        if found is None:
            raise ValueError("A second look is at something.")
        return found

    def __str__(self) -> str:
        return f"“{self.about_name}” {self.get_cause_display()}"
