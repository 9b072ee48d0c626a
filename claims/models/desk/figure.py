"""Numbers as they were said. Never edited to agree with one another."""

from __future__ import annotations

from typing import Unpack

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import (
    QUALIFIER_LABELS,
    TREATMENT_LABELS,
    YES_NO_LABELS,
    Treatment,
    YesNo,
    choices,
)
from claims.models.desk.base import Part, Signed, SlugField
from claims.models.desk.moments import stated_moment

LARGEST = 10**15


class Figure(Part):
    claim = models.ForeignKey("claims.Claim", models.CASCADE, related_name="figures")
    key = models.CharField(
        gettext_lazy("id"),
        max_length=120,
        help_text=_("Short and unique in the event, such as ispr-14."),
    )
    measure = SlugField(max_length=60, help_text=_("What is counted: killed, injured, torched ..."))
    category = models.ForeignKey(
        "claims.Category", models.PROTECT, related_name="figures", help_text=_("Who is counted.")
    )
    event = models.ForeignKey(
        "claims.Event",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        help_text=_("Part of the event, where it differs from the claim's."),
    )
    words = models.CharField(max_length=500, blank=True, help_text=_("As it was said."))
    qualifier = models.CharField(
        max_length=12,
        choices=choices(QUALIFIER_LABELS),
        help_text=_("How the number was hedged. Bounds follow from it by our table."),
    )
    value = models.BigIntegerField(
        null=True,
        blank=True,
        help_text=_("The number as it was said; empty for words such as “dozens”."),
    )
    low = models.BigIntegerField(null=True, blank=True, help_text=_("Empty: open downwards."))
    high = models.BigIntegerField(null=True, blank=True, help_text=_("Empty: open upwards."))
    bounds_note = models.CharField(
        max_length=500,
        blank=True,
        help_text=_("Why the bounds differ from what the words mean by our table."),
    )
    as_of_at, as_of_precision = stated_moment(
        gettext_lazy("as of"),
        help_text=_("The moment up to which they counted, where they say so."),
        refusal=_("Give the time of the count with how exact it is, or neither."),
    )
    basis = models.CharField(max_length=300, blank=True, help_text=_("How they came to know it."))
    includes_attackers = models.CharField(
        max_length=10,
        choices=choices(YES_NO_LABELS),
        default=YesNo.NOT_STATED,
        help_text=_("Only what they said; readers see it."),
    )
    breakdown_complete = models.CharField(
        max_length=10,
        choices=choices(YES_NO_LABELS),
        default=YesNo.NOT_STATED,
        help_text=_("Whether they said that their parts leave nobody out."),
    )
    final = models.BooleanField(default=False, help_text=_("Said to be the complete count."))
    estimate = models.BooleanField(
        default=False, help_text=_("Said to be an estimate: nobody counted.")
    )
    credits = models.ForeignKey(
        "claims.Source",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="credited_with",
        help_text=_("Whom the words name as having counted, where it is not the claimant."),
    )
    supersedes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        help_text=_("The older figure of the same source that this one replaces."),
    )
    also_supersedes = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="also_superseded_by",
        help_text=_("Other older figures that this one replaces as well."),
    )
    repeats = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_by",
        help_text=_("The figure this one only carries on. It then counts once."),
    )
    same_people_as = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="same_people_of",
        help_text=_("Figures that count the very same people."),
    )
    built_on = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="built_into",
        help_text=_("Figures of others that this one was made from, where we know."),
    )
    treatment = models.CharField(
        max_length=16,
        choices=choices(TREATMENT_LABELS),
        default=Treatment.USE,
        help_text=_("What we do with it when we state a position."),
    )
    treatment_note = models.CharField(
        max_length=500, blank=True, help_text=_("Why it is not used. Needed where it is not.")
    )

    straight = ("supersedes", "repeats")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="figure_key_in_claim",
                violation_error_message=_("This claim already has a figure of that id."),
                fields=["claim", "key"],
            ),
            models.CheckConstraint(
                name="figure_low_not_above_high",
                violation_error_message=_("The lower bound is above the upper one."),
                condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high")),
            ),
            models.CheckConstraint(
                name="figure_within_reason",
                violation_error_message=_("A count lies between 0 and 1,000,000,000,000,000."),
                condition=(Q(low=None) | Q(low__gte=0, low__lte=LARGEST))
                & (Q(high=None) | Q(high__gte=0, high__lte=LARGEST))
                & (Q(value=None) | Q(value__gte=0, value__lte=LARGEST)),
            ),
            models.CheckConstraint(
                name="figure_bounded_somewhere",
                violation_error_message=(
                    _(
                        "Give at least one bound: nothing can be compared with a figure that"
                        " has none."
                    )
                ),
                condition=Q(low__isnull=False) | Q(high__isnull=False),
            ),
            models.CheckConstraint(
                name="figure_does_not_follow_itself",
                violation_error_message=_("A figure cannot supersede or repeat itself."),
                condition=(Q(supersedes=None) | ~Q(supersedes=F("pk")))
                & (Q(repeats=None) | ~Q(repeats=F("pk"))),
            ),
            models.CheckConstraint(
                name="figure_not_used_says_why",
                violation_error_message=_("Say why this figure is not used."),
                condition=Q(treatment=Treatment.USE) | ~Q(treatment_note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.words or self.value}"

    def delete(
        self, using: str | None = None, keep_parents: bool = False, **signed: Unpack[Signed]
    ) -> tuple[int, dict[str, int]]:
        """Never from under a position: it would rest on less than it says."""
        used = self.used_in.first() if self.pk else None
        if used is not None:
            raise RuleBroken(
                _(
                    "“%(used)s” uses %(figure)s: take it from there first.",
                    used=used,
                    figure=self.key,
                )
            )
        return super().delete(using, keep_parents, **signed)

    def replaced(self) -> list[Figure]:
        """The older figures that this one replaces."""
        also = sorted(self.also_supersedes.all(), key=lambda figure: figure.pk)
        return [*([self.supersedes] if self.supersedes else []), *also]

    def leads_to(self, other: Figure) -> bool:
        """Whether one comes from the other by what it replaced, and what that had replaced."""
        seen: set[int] = set()
        waiting = [self]
        while waiting:
            step = waiting.pop()
            if step.pk == other.pk:
                return True
            if step.pk not in seen:
                seen.add(step.pk)
                waiting += step.replaced()
        return False

    def as_it_stands(self) -> dict[str, object]:
        """What a position or an answer rests on, kept to tell later whether it has changed."""
        names = ("low", "high", "words", "qualifier", "treatment")
        return {name: getattr(self, name) for name in names}


class FigurePart(Part):
    """One term of a figure that was added up from others."""

    whole = models.ForeignKey(Figure, models.CASCADE, related_name="derived_from")
    part = models.ForeignKey(
        Figure,
        models.PROTECT,
        related_name="derived_into",
        help_text=_("The figure that was added or taken away."),
    )
    sign = models.CharField(
        max_length=1,
        choices=[("+", "plus"), ("-", "minus")],
        default="+",
        help_text=_("Whether it was added or taken away."),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="figurepart_once",
                violation_error_message=_("This figure is already a part of that sum."),
                fields=["whole", "part"],
            ),
            models.CheckConstraint(
                name="figurepart_is_not_the_whole",
                violation_error_message=_("A figure cannot be a part of itself."),
                condition=~Q(whole=F("part")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sign} {self.part.key}"


class FigureReading(Part):
    """Another cell the same words could mean."""

    figure = models.ForeignKey(Figure, models.CASCADE, related_name="readings")
    event = models.ForeignKey(
        "claims.Event",
        models.PROTECT,
        null=True,
        blank=True,
        help_text=_("The part of the event that the words could also mean."),
    )
    category = models.ForeignKey(
        "claims.Category",
        models.PROTECT,
        null=True,
        blank=True,
        help_text=_("The people that the words could also mean."),
    )
    note = models.CharField(
        max_length=500, blank=True, help_text=_("Why the words could be read so.")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="figurereading_names_a_cell",
                violation_error_message=(
                    _("Name the event or the category that the words could also mean.")
                ),
                condition=Q(event__isnull=False) | Q(category__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.event or ''} {self.category or ''}".strip()
