"""How one thing names another: enough to show it, and where to find the rest."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field

from claims.api.fields import Code, Flag, ReadOnly, Shape, StatedMoment, Text, Values
from claims.domain.status import LABELS as STATUSES
from claims.domain.vocabulary import (
    LIFECYCLE_LABELS,
    MEDIUM_LABELS,
    PUBLICATION_LABELS,
    PUBLISHER_ACTION_LABELS,
    Publication,
)
from claims.states.base import values
from claims.states.figure import FigureName

SHOWN = [word for word in PUBLICATION_LABELS if word != Publication.DRAFT]


class Named(Shape):
    uid = Text("Never changes, whatever the address becomes.", always=True)
    slug = Text("Its short name in addresses.")
    publication = Code("Published, retracted (we no longer stand by it) or withheld.", SHOWN)
    url = Text("Where this API gives it.")
    page = Text("Its page for people.")


class SourceNamed(Named):
    """A source as others name it."""

    name = Text("What it is called.")
    short_name = Text("What it is called in lists.")
    side = Text("Slug of its side, where it was published before events had parties.")


class Ref(ReadOnly):
    """A uid, shown as what it names at the moment asked about; null where it names nothing."""

    kind = ""

    def to_representation(self, value: object) -> Values | None:
        return self.context["known"].named(self.kind, value) if value else None


@extend_schema_field(SourceNamed)
class SourceRef(Ref):
    kind = "source"


class EventNamed(Named):
    """An event as others name it."""

    title = Text("What it is called.")
    path = Text("Slugs from the whole event down to this part, joined by a slash.")


@extend_schema_field(EventNamed)
class EventRef(Ref):
    kind = "event"


class ClaimNamed(Named):
    """A claim as others name it."""

    statement = Text("The claim as one neutral sentence.")
    claimant = SourceRef("Who says it.")
    status = Code("Where verification stands.", STATUSES)
    lifecycle = Code("Whether it still stands as it was made.", LIFECYCLE_LABELS)


@extend_schema_field(ClaimNamed)
class ClaimRef(Ref):
    kind = "claim"


class CategoryNamed(Shape):
    """Who is counted."""

    slug = Text("Its short name within the event.", always=True)
    name = Text("Who is counted.")


class FigureNamed(Shape):
    """A figure as a state names it: by its claim and its key there."""

    key = Text("The name of the figure: event/figure-id.")
    claim = ClaimRef("The claim that gives it.")

    def to_representation(self, instance: FigureName) -> Values:
        key = self.context["known"].figure_key(instance.claim, instance.key)
        return super().to_representation({**values(instance), "key": key})


class ReportNamed(Shape):
    """Where something was said or carried."""

    uid = Text("Never changes.", always=True)
    slug = Text("Its short name.")
    publication = Code("Published, retracted or withheld.", SHOWN)
    publisher = SourceRef("Who published it.")
    title = Text("Its headline.")
    medium = Code("What kind of report it is.", MEDIUM_LABELS)
    language = Text("Language tag, such as en or ur.")
    published = StatedMoment("When it was published.")
    accessed = StatedMoment("When we read it.")
    address = Text("Its address elsewhere.")
    linked = Flag("False where we print the address and do not link to it.")
    archive_url = Text("An archived copy.")
    reprints = Text("Uid of the report that it reprints.")
    publisher_action = Code(
        "What its publisher did with it since: corrected or withdrawn it; null where nothing.",
        PUBLISHER_ACTION_LABELS,
    )
    publisher_action_at = StatedMoment("When its publisher did so.")
    publisher_note = Text("What its publisher says of that, word for word.")


@extend_schema_field(ReportNamed)
class ReportRef(Ref):
    kind = "report"
