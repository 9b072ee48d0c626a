"""What an event leaves open that is no number: rival answers, and our own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import ANSWER_STANDING_LABELS, AnswerStanding, choices
from claims.models.desk.base import Checkable, Part, SlugField
from claims.models.desk.claim import Claim
from claims.models.desk.moments import stated_moment


class Question(Checkable):
    slug = SlugField(
        unique=True,
        help_text=_("The last part of its address. Readers link to it: do not change it lightly."),
    )
    event = models.ForeignKey(
        "claims.Event",
        models.PROTECT,
        related_name="questions",
        help_text=_("What it is about: the event or one part of it."),
    )
    text = models.CharField(
        max_length=300,
        help_text=_("In neutral words: Who fired on the school? What caused the fire?"),
    )
    chosen = SlugField(
        blank=True, help_text=_("One of the rival answers, where we hold it; by its short name.")
    )
    words = models.CharField(
        gettext_lazy("in other words"),
        max_length=500,
        blank=True,
        help_text=_("Our own answer, where it is none of the rival ones."),
    )
    standing = models.CharField(
        gettext_lazy("where our answer stands"),
        max_length=16,
        blank=True,
        choices=choices(ANSWER_STANDING_LABELS),
        help_text=_("Empty while we have not answered."),
    )
    as_of_at, as_of_precision = stated_moment(
        gettext_lazy("as of"),
        help_text=_("The moment up to which it takes account of what is known."),
        refusal=_("Give the time of the answer with how exact it is, or neither."),
    )
    method = models.CharField(
        max_length=300,
        blank=True,
        help_text=_("How we came to it, in a few words readers understand."),
    )
    rationale = models.TextField(blank=True, help_text=_("Why we hold this. Readers see it."))
    dissent = models.TextField(
        blank=True, help_text=_("Who says otherwise, and what. Readers see it beside our answer.")
    )
    stated_at, stated_precision = stated_moment(help_text=_("When we came to hold this."))

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="question_asks_something",
                violation_error_message=_("Write the question."),
                condition=~Q(text=""),
            ),
            models.CheckConstraint(
                name="question_answered_once",
                violation_error_message=(
                    _("Choose one of the rival answers or write one of your own, not both.")
                ),
                condition=Q(chosen="") | Q(words=""),
            ),
            models.CheckConstraint(
                name="question_answer_has_standing",
                violation_error_message=_("Say where our answer stands."),
                condition=~Q(standing="")
                | Q(chosen="", words="", rationale="", dissent="", method=""),
            ),
            models.CheckConstraint(
                name="question_standing_has_reason",
                violation_error_message=_("Say why we hold this: readers see it."),
                condition=Q(standing="") | ~Q(rationale=""),
            ),
            models.CheckConstraint(
                name="question_held_answer_is_named",
                violation_error_message=_("Choose the answer that we hold, or write it."),
                condition=~Q(standing__in=[AnswerStanding.ESTABLISHED, AnswerStanding.LIKELY])
                | ~Q(chosen="")
                | ~Q(words=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def claims_giving_ours(self) -> list[tuple[str, str]]:
        """Of each claim that gives the rival answer we chose its status and publication."""
        giving = Claim.objects.filter(answers__in=self.answers.filter(slug=self.chosen))
        return list(giving.values_list("status", "publication"))


class RivalAnswer(Part):
    """One answer to a question, with the claims that give it."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    slug = SlugField(help_text=_("Short and unique in the question, such as the-army."))
    text = models.CharField(max_length=300, help_text=_("The answer in a few neutral words."))
    claims = models.ManyToManyField(
        Claim,
        blank=True,
        related_name="answers",
        help_text=_("The claims that say so, whatever their status."),
    )

    class Meta:
        verbose_name = gettext_lazy("rival answer")
        constraints = [
            models.UniqueConstraint(
                name="rivalanswer_slug_in_question",
                violation_error_message=_("This question already has an answer of that slug."),
                fields=["question", "slug"],
            ),
            models.CheckConstraint(
                name="rivalanswer_says_something",
                violation_error_message=_("Write the answer."),
                condition=~Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text
