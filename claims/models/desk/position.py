"""The newsroom's own published figures, and its answers to what the engine noticed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import ANSWER_LABELS, choices
from claims.models.desk.base import Checkable, DeskModel, DeskQuerySet, Part, SlugField
from claims.models.desk.figure import Figure
from claims.models.desk.moments import stated_moment

REPLACED = "replaced"
"""In a figure as it stood: whether a newer count had taken its place by then."""


class PositionQuerySet(DeskQuerySet["Position"]):
    def under_revision(self) -> PositionQuerySet:
        """Those whose figures have changed, or were replaced, since the position was stated."""
        held = {position.pk: position.as_stated for position in self if position.as_stated}
        figures = _stand_now({int(pk) for stated in held.values() for pk in stated})
        moved = [
            pk
            for pk, stated in held.items()
            if any(figures.get(int(key)) != then for key, then in stated.items())
        ]
        return self.filter(pk__in=moved)


def snapshot(figures: Iterable[Figure]) -> dict[str, dict[str, object]]:
    """Figures as they stand, by their keys."""
    return {str(pk): now for pk, now in _stand_now({f.pk for f in figures}).items()}


def _stand_now(keys: set[int]) -> dict[int, dict[str, object]]:
    if not keys:
        return {}
    replaced = {
        pk
        for name in ("supersedes", "also_supersedes")
        for pk in Figure.objects.filter(**{f"{name}__in": keys}).values_list(name, flat=True)
    }
    found = Figure.objects.in_bulk(keys)
    return {pk: {**f.as_it_stands(), REPLACED: pk in replaced} for pk, f in found.items()}


class Position(Checkable):
    objects: ClassVar = PositionQuerySet.as_manager()
    event = models.ForeignKey(
        "claims.Event",
        models.PROTECT,
        related_name="positions",
        help_text=_("What is counted: the event or one part of it."),
    )
    category = models.ForeignKey(
        "claims.Category",
        models.PROTECT,
        related_name="positions",
        help_text=_("Who is counted. The headline is everyone except attackers."),
    )
    measure = SlugField(
        max_length=60, help_text=_("What is counted: killed, injured, abducted ...")
    )
    established = models.BooleanField(default=True, help_text=_("Off: we cannot say."))
    low = models.BigIntegerField(
        null=True, blank=True, help_text=_("The least we hold to be established.")
    )
    best = models.BigIntegerField(
        null=True,
        blank=True,
        help_text=_("Empty where no single number can be defended. Never an average."),
    )
    high = models.BigIntegerField(null=True, blank=True, help_text=_("Empty: open upwards."))
    as_of_at, as_of_precision = stated_moment(
        gettext_lazy("as of"),
        help_text=_("The moment up to which it counts."),
        refusal=_("Give the time of the position with how exact it is, or neither."),
    )
    method = models.CharField(
        max_length=300,
        blank=True,
        help_text=_("How we came to it, in a few words readers understand."),
    )
    uses = models.ManyToManyField(
        Figure, blank=True, related_name="used_in", help_text=_("The figures it rests on.")
    )
    as_stated = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text=_("The figures it names as they stood when it was stated, by their keys."),
    )
    held_before = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text=_(
            "What readers saw of it before, the oldest first, until when, and why no more."
        ),
    )
    rationale = models.TextField(
        blank=True, help_text=_("Why these figures and this range. Readers see it.")
    )
    dissent = models.TextField(
        blank=True,
        help_text=_("Who says otherwise, with their number. Readers see it beside ours."),
    )
    override_reason = models.TextField(
        blank=True, help_text=_("Needed where our range is not what the figures in use allow.")
    )
    stated_at, stated_precision = stated_moment(help_text=_("When we came to hold this."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="position_one_a_cell",
                violation_error_message=(
                    _("There is already a position on these people in this event.")
                ),
                fields=["event", "category", "measure"],
            ),
            models.CheckConstraint(
                name="position_low_best_high_in_order",
                violation_error_message=_("The numbers must rise from low through best to high."),
                condition=(Q(low=None) | Q(high=None) | Q(low__lte=F("high")))
                & (Q(low=None) | Q(best=None) | Q(low__lte=F("best")))
                & (Q(best=None) | Q(high=None) | Q(best__lte=F("high"))),
            ),
            models.CheckConstraint(
                name="position_numbers_only_if_established",
                violation_error_message=_("Where we cannot say, give no number."),
                condition=Q(established=True) | Q(low=None, best=None, high=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}, {self.category}, {self.measure}"


class LeftOut(Part):
    """A figure a position does not use, with the reason readers see."""

    position = models.ForeignKey(Position, models.CASCADE, related_name="leaves_out")
    figure = models.ForeignKey(
        Figure,
        models.PROTECT,
        related_name="left_out_of",
        help_text=_("A figure of this event that the position does not use."),
    )
    reason = models.CharField(max_length=500, help_text=_("Why it is left out. Readers see it."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="leftout_once",
                violation_error_message=_("This figure is already left out."),
                fields=["position", "figure"],
            ),
            models.CheckConstraint(
                name="leftout_has_reason",
                violation_error_message=_("Say why the figure is left out: readers see it."),
                condition=~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure.key}: {self.reason}"


class PositionReading(Part):
    """How a position reads words that could mean more than one cell."""

    position = models.ForeignKey(Position, models.CASCADE, related_name="readings")
    figure = models.ForeignKey(
        Figure,
        models.PROTECT,
        related_name="read_in",
        help_text=_("A figure whose words could mean more than one thing."),
    )
    reading = models.CharField(max_length=300, help_text=_("How this position reads them."))

    def __str__(self) -> str:
        return f"{self.figure.key}: {self.reading}"


class FindingAnswer(DeskModel):
    """What an editor answered to a finding; it holds while the figures behind it stay the same."""

    event = models.ForeignKey("claims.Event", models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=40)
    figures = models.JSONField(default=list)
    answer = models.CharField(max_length=16, choices=choices(ANSWER_LABELS))
    reason = models.TextField()
    answered_at, answered_precision = stated_moment()
    # What the finding said when it was answered, so that publishing need not ask the engine again.
    fingerprint = models.CharField(max_length=32, blank=True, editable=False)
    sentence = models.TextField(blank=True, editable=False)
    arithmetic = models.TextField(blank=True, editable=False)
    settles = models.TextField(blank=True, editable=False)
    # The same by keys and places, so that it can be read in another language.
    as_messages = models.TextField(blank=True, default="", editable=False)
    opposed = models.BooleanField(default=False, editable=False)
    severity = models.IntegerField(default=1, editable=False)
    as_answered = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text=_("The figures behind it as they stood then, by their keys."),
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="findinganswer_has_reason",
                violation_error_message=_("Give the reason for the answer."),
                condition=~Q(reason=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {', '.join(self.figures)}: {self.get_answer_display()}"
