"""What readers see of an event, and of whom it counts."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from claims.domain.measures import Nature
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import LocationPrecision
from claims.states.base import State, public, state
from claims.states.names import CategorySlug, EventUid, ReportUid, SourceUid
from claims.states.subject import SubjectState


@state
class CategoryState(State):
    """Who is counted: a node of the event's tree."""

    PRIVATE: ClassVar = frozenset({"id", "event", "position"})

    slug: str = public(
        _("Address"), says="Its short name within the event.", readers=_("the address")
    )
    name: str = public(_("Name"), says="Who is counted.")
    phrase: str = public(
        _("Phrase"),
        says="Who is counted, as a sentence says it; empty where the name serves.",
        absent="",
    )
    parent: CategorySlug = public(
        _("Parent"), says="Slug of the category it is a part of.", dossier=""
    )
    grouping: str = public(
        _("Grouping"), says="By what it is set apart from its siblings, such as role or sex."
    )
    complete: tuple[str, ...] = public(_("Complete"), says="Groupings whose parts are all of it.")


@state
class MeasureState(State):
    """What the event counts beside what every event can."""

    PRIVATE: ClassVar = frozenset({"id", "event", "position"})

    slug: str = public(
        _("Address"), says="Its short name within the event.", readers=_("the address")
    )
    name: str = public(_("Name"), says="What is counted.")
    one: str = public(_("Phrase for one"), says="How a sentence goes on after one: was rescued.")
    many: str = public(
        _("Phrase for several"), says="How a sentence goes on after several: were rescued."
    )
    nature: Nature = public(
        _("Nature"), says="Whether it is a total, which only grows, or a state, which may fall."
    )
    sum_of: tuple[str, ...] = public(_("Sum of"), says="The measures that make it together.")


@state
class ContextState(State):
    """Background that nobody disputes."""

    PRIVATE: ClassVar = frozenset({"id", "event"})

    text: str = public(_("Text"), says="What is known, in our words.")
    report: ReportUid = public(_("Report"), says="Where it stands.")
    quote: str = public(_("Quote"), says="The exact words there.")


@state
class MemberState(State):
    """A source that stood with a party, and when."""

    PRIVATE: ClassVar = frozenset({"id", "event", "party"})

    source: SourceUid = public(_("Source"), says="Who stood with it.")
    since: str = public(
        _("From"), says="First day, month or year; empty where none.", dossier="from"
    )
    until: str = public(_("Until"), says="Last day, month or year; empty where it still does.")


@state
class PartyState(State):
    """A side in one event, under the name that readers know."""

    PRIVATE: ClassVar = frozenset({"id", "event", "position"})

    slug: str = public(
        _("Address"), says="Its short name within the event.", readers=_("the address")
    )
    name: str = public(_("Name"), says="What it is called.")
    members: tuple[MemberState, ...] = public(
        _("Member"), says="The sources that stood with it; who speaks for one stands there too."
    )
    allied_with: tuple[str, ...] = public(
        _("Allied with"), says="Slugs of the parties it is allied with: together one chain."
    )


@state
class EventState(SubjectState):
    """What happened; it may be a part of another event."""

    # That something is yet to be completed is for the desk to know.
    PRIVATE: ClassVar = SubjectState.OF_THE_DESK | {"stub", "live_tables"}

    slug: str = public(_("Address"), readers=_("the address"))
    title: str = public(_("Title"), says="What it is called.")
    summary: str = public(_("Summary"), says="What happened, in our words.")
    context: tuple[ContextState, ...] = public(
        _("Context"),
        says="Background that nobody disputes, with where it stands. It is no claim.",
        absent=(),
    )
    place: str = public(_("Place"), says="Where.")
    latitude: str = public(_("Latitude"), says="Degrees north, as decimal text.")
    longitude: str = public(_("Longitude"), says="Degrees east, as decimal text.")
    location_precision: LocationPrecision | None = public(
        _("Location precision"),
        says="How exactly the place is known; null where nobody said.",
        readers=_("how exactly the place is known"),
        absent=None,
    )
    starts_on: date | None = public(
        _("Starts on"), says="First day, such as 2024-08-26.", substance=_("the first day")
    )
    ends_on: date | None = public(_("Ends on"), says="Last day.", substance=_("the last day"))
    time_zone: str = public(_("Time zone"), says="The zone its clocks show.")
    parent: EventUid = public(_("Parent"), says="The event it is a part of.", dossier="")
    grouping: str = public(
        _("Grouping"), says="By what it is set apart from its siblings, such as place."
    )
    complete: tuple[str, ...] = public(_("Complete"), says="Groupings whose parts are all of it.")
    position: int = public(_("Position"), says="Its place among its siblings.", dossier="")
    categories: tuple[CategoryState, ...] = public(
        _("Category"),
        says="Who is counted; they stand with the whole event and hold for its parts.",
        dossier="",
    )
    measures: tuple[MeasureState, ...] = public(
        _("Measure"),
        says="What is counted beside the usual; they stand with the whole event.",
        dossier="",
        absent=(),
    )
    parties: tuple[PartyState, ...] | None = public(
        _("Party"),
        says="Who stood with whom; they stand with the whole event and hold for its parts. Null"
        " for a part, and where it was published before events had parties: then each side of its"
        " sources is one.",
        readers=_("its parties"),
        absent=None,
        dossier="",
    )
