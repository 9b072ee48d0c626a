"""Who says things, and where they were said."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import (
    MEDIUM_LABELS,
    NATURE_LABELS,
    PUBLISHER_ACTION_LABELS,
    SOURCE_KIND_LABELS,
    Medium,
    Publication,
    PublisherAction,
    choices,
)
from claims.models.desk.base import Completable, Part, SlugField
from claims.models.desk.moments import stated_moment


class Source(Completable):
    slug = SlugField(unique=True, help_text=_("The last part of the source's address."))
    name = models.CharField(max_length=300, help_text=_("The full name readers see."))
    short_name = models.CharField(
        max_length=120, blank=True, help_text=_("For lists and tables, such as ISPR.")
    )
    aliases = models.JSONField(
        default=list, blank=True, help_text=_("Other names and spellings, one a line.")
    )
    nature = models.CharField(
        max_length=8,
        blank=True,
        choices=choices(NATURE_LABELS),
        help_text=_(
            "An unnamed group, such as “local officials”, belongs to one event:"
            " officials of another event are others."
        ),
    )
    kind = models.CharField(
        max_length=16,
        choices=choices(SOURCE_KIND_LABELS),
        help_text=_("What it is, not what it says of itself."),
    )
    # As it was published before events had parties: kept so that its entries say the same, and
    # asked about nothing any more.
    side = SlugField(max_length=80, blank=True, editable=False)
    speaks_for = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="spokespeople",
        help_text=_("On whose behalf this source speaks, always. Both are then one chain."),
    )
    about = models.TextField(blank=True, help_text=_("A neutral sentence readers see."))
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    url = models.URLField(max_length=2000, blank=True, help_text=_("Its own site, with https://."))

    straight = ("speaks_for", "merged_into")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="source_does_not_speak_for_itself",
                violation_error_message=_("A source cannot speak for itself."),
                condition=Q(speaks_for=None) | ~Q(speaks_for=F("pk")),
            ),
            models.CheckConstraint(
                name="source_not_merged_into_itself",
                violation_error_message=_("A source cannot be merged into itself."),
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def tidy(self) -> None:
        super().tidy()
        if self.pk and self.speaks_for is not None:
            self.check_may_speak_for(self.speaks_for)

    def check_may_speak_for(self, whom: Source) -> None:
        """Raise RuleBroken where whom it speaks for speaks, whenever, for this source."""
        seen, waiting = {whom.pk}, [whom]
        while waiting:
            step = waiting.pop()
            if step.pk == self.pk:
                raise RuleBroken(
                    _(
                        "“%(source)s” and “%(by)s” would speak for each other in a circle.",
                        source=self,
                        by=whom,
                    )
                )
            further = [voice.whom for voice in step.voices.select_related("whom")]
            further += [step.speaks_for] if step.speaks_for else []
            waiting += [one for one in further if one.pk not in seen]
            seen |= {one.pk for one in further}


class Separation(Part):
    """Two sources of one party that know independently of each other, with the public reason."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="separations")
    other = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="separated_from",
        help_text=_("The source of the same party that came to know by itself."),
    )
    reason = models.TextField(help_text=_("How each came to know. Readers see this."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="separation_once",
                violation_error_message=_("These two are already recorded as knowing separately."),
                fields=["source", "other"],
            ),
            models.CheckConstraint(
                name="separation_of_two",
                violation_error_message=_("Name two different sources."),
                condition=~Q(source=F("other")),
            ),
            models.CheckConstraint(
                name="separation_has_reason",
                violation_error_message=_("Say how each came to know: readers see it."),
                condition=~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        told = _("%(source)s and %(other)s know separately", source=self.source, other=self.other)
        return str(told)


# What a list shows of an address, where a report has no title yet.
MOST_OF_ADDRESS = 100


class Report(Completable):
    slug = SlugField(unique=True, help_text=_("A short name for it, unique on the desk."))
    publisher = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="reports",
        help_text=_("Who published it; not who is quoted in it."),
    )
    title = models.CharField(
        max_length=500, blank=True, help_text=_("Its own headline, word for word.")
    )
    url = models.URLField(max_length=2000, blank=True, help_text=_("Where it can be read."))
    linked = models.BooleanField(
        gettext_lazy("link it"),
        default=True,
        help_text=_("Off: readers see the address but cannot click it."),
    )
    medium = models.CharField(
        max_length=20,
        choices=choices(MEDIUM_LABELS),
        default=Medium.ARTICLE,
        help_text=_("What it is: a statement of the party itself, or an article about it."),
    )
    language = models.CharField(
        max_length=35, blank=True, help_text=_("A language tag such as en, ur or pa-Arab.")
    )
    published_at, published_precision = stated_moment(
        help_text=_("When it came out, as exactly as it says."),
        refusal=_("Give the time of publication with how exact it is, or neither."),
    )
    accessed_at, accessed_precision = stated_moment(
        help_text=_("When we last saw it."),
        refusal=_("Give the time of access with how exact it is, or neither."),
    )
    archive_url = models.URLField(
        max_length=2000, blank=True, help_text=_("A copy that stays, where there is one.")
    )
    reprints = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reprinted_by",
        help_text=_("The report this one carries word for word, such as an agency's."),
    )

    publisher_action = models.CharField(
        gettext_lazy("what its publisher did with it"),
        max_length=12,
        blank=True,
        choices=choices(PUBLISHER_ACTION_LABELS),
        help_text=_(
            "Readers are told wherever the report is cited. What we no longer stand by"
            " ourselves is retracted instead."
        ),
    )
    publisher_acted_at, publisher_acted_precision = stated_moment(
        help_text=_("When its publisher corrected or withdrew it."),
        refusal=_("Give the time at which its publisher did so with how exact it is, or neither."),
    )
    publisher_note = models.TextField(
        gettext_lazy("in which words"),
        blank=True,
        help_text=_("What its publisher says of it, word for word."),
    )

    straight = ("reprints",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="report_says_what_its_publisher_did",
                violation_error_message=_("Say whether its publisher corrected it or withdrew it."),
                condition=~Q(publisher_action="") | Q(publisher_acted_at=None, publisher_note=""),
            ),
            models.CheckConstraint(
                name="report_does_not_reprint_itself",
                violation_error_message=_("A report cannot reprint itself."),
                condition=Q(reprints=None) | ~Q(reprints=F("pk")),
            ),
        ]

    def __str__(self) -> str:
        named = self.title or self.url.partition("://")[2][:MOST_OF_ADDRESS] or self.slug
        return " ".join([named, *(f"({mark})" for mark in self.marks)])

    @property
    def marks(self) -> list[str]:
        """What became of it, so that an editor sees it wherever it is named."""
        found: list[str] = []
        if self.publication == Publication.RETRACTED:
            found.append(_("retracted by us"))
        if self.publisher_action:
            found.append(PublisherAction(self.publisher_action).label.lower())
        return found
