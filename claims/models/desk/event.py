"""What happened, as a tree, and who is counted in it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from claims.domain.measures import MEASURES, NATURE_LABELS, Measures, Nature
from claims.domain.measures import Measure as CountedMeasure
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import LOCATION_PRECISION_LABELS, choices
from claims.models.desk.base import Completable, Part, SlugField


class Event(Completable):
    slug = SlugField(
        unique=True,
        help_text=_("The last part of its address. Readers link to it: do not change it lightly."),
    )
    title = models.CharField(
        max_length=300, help_text=_("What happened, where and when, in a few neutral words.")
    )
    summary = models.TextField(blank=True, help_text=_("Two neutral sentences at most."))
    place = models.CharField(
        max_length=300,
        blank=True,
        help_text=_("As readers know it, the smallest first: Musakhel, Balochistan, Pakistan."),
    )
    # Decimal degrees as text: floats have no one spelling in the record.
    latitude = models.CharField(
        max_length=20, blank=True, help_text=_("In decimal degrees, such as 30.86.")
    )
    longitude = models.CharField(
        max_length=20, blank=True, help_text=_("In decimal degrees, such as 69.82.")
    )
    location_precision = models.CharField(
        max_length=12,
        blank=True,
        choices=choices(LOCATION_PRECISION_LABELS),
        help_text=_("How exactly the place is known; empty where nobody said."),
    )
    starts_on = models.DateField(
        null=True, blank=True, help_text=_("The first day, where it happened.")
    )
    ends_on = models.DateField(
        null=True, blank=True, help_text=_("The last day; empty for one day or while it lasts.")
    )
    time_zone = models.CharField(
        max_length=64, default="UTC", help_text=_("Where it happened, such as Asia/Karachi.")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text=_("The larger event this is a part of; its categories count here too."),
    )
    grouping = SlugField(
        max_length=60,
        default="main",
        help_text=_("Which way of dividing the parent this belongs to: by place, by phase ..."),
    )
    complete = models.JSONField(
        default=list,
        blank=True,
        help_text=_("Groupings of its parts that leave nobody out, one a line."),
    )
    position = models.IntegerField(default=0, help_text=_("Its place among its siblings."))

    straight = ("parent",)
    # Not kept: by which of the usual trees a new event is to count.
    counts_attackers = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="event_is_not_its_own_part",
                violation_error_message=_("An event cannot be a part of itself."),
                condition=Q(parent=None) | ~Q(parent=F("pk")),
            ),
            models.CheckConstraint(
                name="event_ends_after_it_starts",
                violation_error_message=_("The last day lies before the first."),
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def root(self) -> Event:
        """The event this is in the end a part of: it owns the categories."""
        event, seen = self, {self.pk}
        while event.parent is not None and event.parent.pk not in seen:
            event = event.parent
            seen.add(event.pk)
        return event

    def measure(self, slug: str) -> CountedMeasure:
        """One of its measures; the default ones are looked up in no table."""
        return MEASURES.by_slug.get(slug) or self.measures_counted().of(slug)

    def measures_counted(self) -> Measures:
        """All measures of the whole event, its own and the default ones."""
        rows = self.root().measures.order_by("position", "pk")
        return Measures(row.counted for row in rows)

    def tree(self) -> list[Event]:
        """The event and all its parts, parents before children, in the desk's order."""
        found: dict[int | None, Event] = {self.pk: self}
        level = [self]
        while level:
            known = [row.pk for row in found.values()]
            below = Event.objects.filter(parent__in=level).exclude(pk__in=known)
            level = list(below.order_by("position", "pk"))
            for part in level:
                part.parent = found[part.parent_id]
            found |= {part.pk: part for part in level}
        return list(found.values())


class ContextNote(Part):
    """Background that nobody disputes, with where it stands: no claim, and no status."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="context")
    text = models.TextField(
        help_text=_("What readers need to know first and nobody disputes, in neutral words.")
    )
    report = models.ForeignKey(
        "claims.Report",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="context",
        help_text=_("Where it stands."),
    )
    quote = models.TextField(blank=True, help_text=_("Its words there, exactly as they stand."))

    class Meta:
        verbose_name = gettext_lazy("context")
        verbose_name_plural = gettext_lazy("context")
        constraints = [
            models.CheckConstraint(
                name="contextnote_says_something",
                violation_error_message=_("Write what readers need to know."),
                condition=~Q(text=""),
            ),
            models.CheckConstraint(
                name="contextnote_quote_names_its_report",
                violation_error_message=_("Say in which report these words stand."),
                condition=Q(quote="") | Q(report__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Category(Part):
    """Who is counted: a tree of each root event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="categories")
    slug = SlugField(help_text=_("Short and unique in the event, such as law-enforcement."))
    name = models.CharField(max_length=200, help_text=_("Who is counted, as readers see it."))
    phrase = models.CharField(
        max_length=200,
        blank=True,
        help_text=_("For a sentence: soldiers, members of the crew. Empty: the name serves."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text=_("The larger category that counts all of these."),
    )
    grouping = SlugField(
        max_length=60,
        default="main",
        help_text=_("Which way of dividing the larger one this belongs to: by role, by age ..."),
    )
    complete = models.JSONField(
        default=list,
        blank=True,
        help_text=_("Groupings of its parts that leave nobody out, one a line."),
    )
    position = models.IntegerField(default=0, help_text=_("Its place among its siblings."))

    straight = ("parent",)

    class Meta:
        verbose_name_plural = gettext_lazy("categories")
        constraints = [
            models.UniqueConstraint(
                name="category_slug_in_event",
                violation_error_message=_("This event already has a category of that slug."),
                fields=["event", "slug"],
            ),
            models.CheckConstraint(
                name="category_is_not_its_own_part",
                violation_error_message=_("A category cannot be a part of itself."),
                condition=Q(parent=None) | ~Q(parent=F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Measure(Part):
    """What an event counts that the default measures do not have."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="measures")
    slug = SlugField(
        max_length=60, help_text=_("Short and unique in the event, such as evacuated.")
    )
    name = models.CharField(max_length=100, help_text=_("What is counted: evacuated, in shelters."))
    one = models.CharField(
        max_length=100, blank=True, help_text=_("How a sentence tells one: was evacuated.")
    )
    many = models.CharField(
        max_length=100,
        blank=True,
        help_text=_("How it tells several: were evacuated. Things are named: boats were lost."),
    )
    nature = models.CharField(
        max_length=8,
        choices=choices(NATURE_LABELS),
        default=Nature.TOTAL,
        help_text=_("Whether it only grows, or holds at a moment and may fall."),
    )
    sum_of = models.JSONField(
        default=list,
        blank=True,
        help_text=_("Measures that make it together, one a line: rescued, killed, missing."),
    )
    position = models.IntegerField(default=0, help_text=_("Its place in the list."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="measure_slug_in_event",
                violation_error_message=_("This event already has a measure of that slug."),
                fields=["event", "slug"],
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def counted(self) -> CountedMeasure:
        """As the rules about figures know it."""
        return CountedMeasure(
            slug=self.slug,
            name=self.name,
            one=self.one,
            many=self.many,
            nature=Nature(self.nature),
            sum_of=tuple(self.sum_of),
        )
