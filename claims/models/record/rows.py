"""The published rows: slim columns for lists and filters. The full state stays with the entry."""

from __future__ import annotations

from django.db import models

from claims.domain.relations import LABELS as RELATION_LABELS
from claims.domain.status import LABELS as STATUS_LABELS
from claims.domain.vocabulary import (
    ANSWER_STANDING_LABELS,
    LIFECYCLE_LABELS,
    NATURE_LABELS,
    QUALIFIER_LABELS,
    SOURCE_KIND_LABELS,
    TREATMENT_LABELS,
    choices,
)
from claims.models.record.base import Recorded
from claims.models.record.row import Row, RowQuerySet
from claims.models.record.search import SearchField
from claims.presenters import addresses


class PublishedEvent(Row):
    since = models.BigIntegerField(primary_key=True)
    title = models.CharField(max_length=300)
    parent = models.CharField(max_length=32, blank=True)
    starts_on = models.DateField(null=True)
    time_zone = models.CharField(max_length=64, default="UTC")
    position = models.IntegerField(default=0)
    search = SearchField(blank=True, default="")

    UNREAD = ("search",)
    objects = RowQuerySet["PublishedEvent"].as_manager()

    class Meta(Row.Meta):
        indexes = [
            *Row.Meta.indexes,
            # The parts of an event.
            models.Index(fields=["parent", "since"], name="publishedevent_parent"),
        ]

    def get_absolute_url(self) -> str:
        return addresses.page("event", self.slug)


class PublishedSource(Row):
    since = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=120, blank=True)
    nature = models.CharField(max_length=8, blank=True, default="", choices=choices(NATURE_LABELS))
    kind = models.CharField(max_length=16, choices=choices(SOURCE_KIND_LABELS))
    side = models.CharField(max_length=80, blank=True)
    speaks_for = models.CharField(max_length=32, blank=True, default="")
    merged_into = models.CharField(max_length=32, blank=True, default="")
    search = SearchField(blank=True, default="")

    UNREAD = ("search",)
    objects = RowQuerySet["PublishedSource"].as_manager()

    class Meta(Row.Meta):
        indexes = [
            *Row.Meta.indexes,
            # Who speaks for a source.
            models.Index(fields=["speaks_for", "since"], name="publishedsource_speaks_for"),
        ]

    def get_absolute_url(self) -> str:
        return addresses.page("source", self.slug)

    @property
    def called(self) -> str:
        """The name for a list: short where there is one."""
        return self.short_name or self.name


class PublishedReport(Row):
    since = models.BigIntegerField(primary_key=True)
    publisher = models.CharField(max_length=32)
    title = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    linked = models.BooleanField(default=True)
    medium = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=35, blank=True)
    published_at = models.DateTimeField(null=True)
    published_precision = models.CharField(max_length=16, blank=True)
    publisher_action = models.CharField(max_length=12, blank=True, default="")
    search = SearchField(blank=True, default="")

    UNREAD = ("search",)
    objects = RowQuerySet["PublishedReport"].as_manager()

    class Meta(Row.Meta):
        pass


BY_TIME = ("-effective_from", "-since")
# Held in the indexes, so that claims as of a moment are counted without opening their rows.
COUNTED = ("until", "effective_until", "publication")


class PublishedClaim(Row):
    since = models.BigIntegerField(primary_key=True)
    statement = models.CharField(max_length=1000)
    short = models.CharField(max_length=75, blank=True)
    claimant = models.CharField(max_length=32)
    event = models.CharField(max_length=32)
    utterance = models.CharField(max_length=120, blank=True)
    said_at = models.DateTimeField(null=True)
    said_precision = models.CharField(max_length=16, blank=True)
    status = models.CharField(max_length=20, choices=choices(STATUS_LABELS))
    lifecycle = models.CharField(max_length=16, choices=choices(LIFECYCLE_LABELS))
    reopened = models.BooleanField(default=False)
    # Whether an editor has decided on it; only what is unconfirmed may lack that.
    examined = models.BooleanField(default=False)
    # What its figures measure, each once, between spaces. Of no stated length: SQLite would take
    # an index that holds it for wider than the table, and read the table.
    measures = models.TextField(blank=True, default="")
    search = SearchField(blank=True, default="")

    UNREAD = ("search",)
    objects = RowQuerySet["PublishedClaim"].as_manager()

    class Meta(Row.Meta):
        indexes = [
            *Row.Meta.indexes,
            # Lists, narrowed or not, newest first, at any moment.
            models.Index(fields=[*BY_TIME, *COUNTED], name="publishedclaim_list"),
            # With the rest of what is counted, for counting what words find.
            models.Index(
                fields=[
                    *("status", *BY_TIME, *COUNTED),
                    *("examined", "claimant", "event", "measures"),
                ],
                name="publishedclaim_status",
            ),
            models.Index(fields=["event", *BY_TIME, *COUNTED], name="publishedclaim_event"),
            models.Index(fields=["claimant", *BY_TIME, *COUNTED], name="publishedclaim_claimant"),
            models.Index(fields=["measures", *BY_TIME, *COUNTED], name="publishedclaim_measures"),
            # What was merged, to be counted once.
            models.Index(fields=["lifecycle", "since"], name="publishedclaim_lifecycle"),
            # What was said from one day to another.
            models.Index(fields=["said_at", "since"], name="publishedclaim_said"),
            # Claims said together.
            models.Index(fields=["utterance", "since"], name="publishedclaim_utterance"),
            # How many of each status are current.
            models.Index(
                fields=["status", "examined"],
                name="publishedclaim_counts",
                condition=models.Q(until=None),
            ),
        ]

    def get_absolute_url(self) -> str:
        return addresses.page("claim", self.slug)


class PublishedFigure(Row):
    """One figure of a claim's row: ``uid`` and ``since`` are the claim's, ``n`` its place there."""

    pk = models.CompositePrimaryKey("since", "n")
    since = models.BigIntegerField()
    n = models.IntegerField()
    key = models.CharField(max_length=120)
    event = models.CharField(max_length=32)
    category = models.CharField(max_length=120)
    measure = models.CharField(max_length=60)
    words = models.CharField(max_length=500, blank=True)
    qualifier = models.CharField(max_length=12, choices=choices(QUALIFIER_LABELS))
    value = models.BigIntegerField(null=True)
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    as_of_at = models.DateTimeField(null=True)
    as_of_precision = models.CharField(max_length=16, blank=True)
    treatment = models.CharField(max_length=16, choices=choices(TREATMENT_LABELS))

    objects = RowQuerySet["PublishedFigure"].as_manager()

    class Meta:
        constraints = [
            c for c in Row.Meta.constraints if not isinstance(c, models.UniqueConstraint)
        ]
        indexes = [
            models.Index(fields=["uid", "since"], name="publishedfigure_uid"),
            models.Index(fields=["event", "measure", "since"], name="publishedfigure_cell"),
            # All figures, newest first, page by page.
            models.Index(fields=["-effective_from", "-since", "n"], name="publishedfigure_list"),
        ]


class PublishedPosition(Row):
    since = models.BigIntegerField(primary_key=True)
    event = models.CharField(max_length=32)
    category = models.CharField(max_length=120)
    measure = models.CharField(max_length=60)
    established = models.BooleanField()
    low = models.BigIntegerField(null=True)
    best = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)

    objects = RowQuerySet["PublishedPosition"].as_manager()

    class Meta(Row.Meta):
        indexes = [
            *Row.Meta.indexes,
            models.Index(fields=["event", "since"], name="publishedposition_event"),
        ]


class PublishedQuestion(Row):
    since = models.BigIntegerField(primary_key=True)
    event = models.CharField(max_length=32)
    text = models.CharField(max_length=300)
    standing = models.CharField(
        max_length=16, blank=True, choices=choices(ANSWER_STANDING_LABELS), default=""
    )
    search = SearchField(blank=True, default="")

    UNREAD = ("search",)
    objects = RowQuerySet["PublishedQuestion"].as_manager()

    class Meta(Row.Meta):
        indexes = [
            *Row.Meta.indexes,
            models.Index(fields=["event", "since"], name="publishedquestion_event"),
        ]

    def get_absolute_url(self) -> str:
        return addresses.page("question", self.slug)


class PublishedLink(Row):
    since = models.BigIntegerField(primary_key=True)
    from_claim = models.CharField(max_length=32)
    to_claim = models.CharField(max_length=32)
    relation = models.CharField(max_length=16, choices=choices(RELATION_LABELS))

    objects = RowQuerySet["PublishedLink"].as_manager()

    class Meta(Row.Meta):
        indexes = [
            *Row.Meta.indexes,
            models.Index(fields=["from_claim", "since"], name="publishedlink_from"),
            models.Index(fields=["to_claim", "since"], name="publishedlink_to"),
        ]


class PublishedReference(Recorded):
    """That the words of an entry name a subject: in their stances, citations, evidence ...

    What a row names in a column of its own is not repeated here. ``uid`` is the subject whose words
    they are; when they held, its row of the same ``since`` tells.
    """

    pk = models.CompositePrimaryKey("since", "n")
    since = models.BigIntegerField()
    n = models.IntegerField()
    uid = models.CharField(max_length=32)
    field = models.CharField(max_length=24)
    named = models.CharField(max_length=32)

    objects = models.Manager["PublishedReference"]()

    class Meta:
        indexes = [
            models.Index(fields=["named", "field", "since"], name="publishedreference_named"),
            models.Index(fields=["uid"], name="publishedreference_uid"),
        ]

    def __str__(self) -> str:
        return f"{self.field} of entry {self.since}"


Projected = Row | PublishedReference
ROWS: tuple[type[Projected], ...] = (
    PublishedEvent,
    PublishedSource,
    PublishedReport,
    PublishedClaim,
    PublishedFigure,
    PublishedPosition,
    PublishedQuestion,
    PublishedLink,
    PublishedReference,
)
# Where rows name other subjects in columns of their own.
NAMING_COLUMNS: dict[type[Row], tuple[str, ...]] = {
    PublishedClaim: ("claimant", "event"),
    PublishedEvent: ("parent",),
    PublishedFigure: ("event",),
    PublishedLink: ("from_claim", "to_claim"),
    PublishedPosition: ("event",),
    PublishedQuestion: ("event",),
    PublishedReport: ("publisher",),
    PublishedSource: ("speaks_for", "merged_into"),
}
