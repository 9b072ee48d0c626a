"""Reads the desk for a dossier in a fixed number of queries, however many claims there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from claims.models.desk.claim import Claim
from claims.models.desk.decision import Decision
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure
from claims.models.desk.link import Link
from claims.models.desk.party import Party
from claims.models.desk.position import Position
from claims.models.desk.question import Question
from claims.models.desk.source import Report, Source

_FIGURES = Figure.objects.select_related(
    "category", "event", "supersedes__claim", "repeats__claim", "credits"
)
_CLAIM = (
    "citations__report",
    Prefetch("figures", _FIGURES),
    "figures__also_supersedes__claim",
    "figures__same_people_as__claim",
    "figures__built_on__claim",
    "figures__derived_from__part__claim",
    "figures__readings__event",
    "figures__readings__category",
    "stances__source",
    "stances__report",
    "stances__request",
    "evidence__report",
    "evidence__other_claim",
    "evidence__originator",
    "decisions__namedevidence_set__evidence",
)


def decisions(slug: str) -> Iterable[Decision]:
    """What stands of what was decided about an event."""
    found = Decision.objects.filter(event__slug=slug).standing()
    return list(found.select_related("part", "category"))


class Roots:
    """Which event each event is in the end a part of; the whole table is small."""

    def __init__(self) -> None:
        rows = Event.objects.values_list("pk", "parent_id", "slug")
        self.parents: dict[int, int | None] = {pk: parent for pk, parent, _ in rows}
        self.slugs = {pk: slug for pk, _, slug in rows}
        self.pks = {slug: pk for pk, slug in self.slugs.items()}

    def root(self, pk: int) -> int:
        parent = self.parents[pk]
        return pk if parent is None else self.root(parent)

    def root_of(self, slug: str) -> str:
        return self.slugs[self.root(self.pks[slug])]

    def namer(self, root: str) -> Callable[[Figure], str]:
        """Names figures as seen from the dossier of one event."""

        def named(figure: Figure) -> str:
            there = self.slugs[self.root(figure.claim.event_id)]
            return figure.key if there == root else f"{there}/{figure.key}"

        return named


def with_context(tree: Sequence[Event]) -> list[Event]:
    """The same events, with their background read."""
    found = list(tree)
    prefetch_related_objects(found, "context__report")
    return found


def claims(**which: object) -> list[Claim]:
    found: QuerySet[Claim] = Claim.objects.filter(**which)
    related = found.select_related("claimant", "event", "merged_into").prefetch_related(*_CLAIM)
    return list(related.order_by("pk"))


def sources(**which: object) -> list[Source]:
    found: QuerySet[Source] = Source.objects.filter(**which).select_related("speaks_for")
    return list(found.prefetch_related("separations__other", "voices__whom").order_by("pk"))


def parties(**which: object) -> list[Party]:
    found: QuerySet[Party] = Party.objects.filter(**which)
    return list(found.prefetch_related("members__source").order_by("position", "pk"))


def reports(**which: object) -> list[Report]:
    found: QuerySet[Report] = Report.objects.filter(**which)
    return list(found.select_related("publisher", "reprints").order_by("pk"))


def links(**which: object) -> list[Link]:
    found: QuerySet[Link] = Link.objects.filter(**which)
    return list(found.select_related("from_claim__event", "to_claim__event").order_by("pk"))


def questions(**which: object) -> list[Question]:
    found: QuerySet[Question] = Question.objects.filter(**which).select_related("event")
    return list(found.prefetch_related("answers__claims").order_by("pk"))


def positions(events: Iterable[Event]) -> list[Position]:
    found: QuerySet[Position] = Position.objects.filter(event__in=events)
    related = found.select_related("event", "category").prefetch_related(
        "uses__claim", "leaves_out__figure__claim", "readings__figure__claim"
    )
    return list(related.order_by("pk"))
