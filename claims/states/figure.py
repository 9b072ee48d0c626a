"""What readers see of a figure, and how figures name one another."""

from __future__ import annotations

from typing import ClassVar

from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.domain.vocabulary import Qualifier, Treatment, YesNo
from claims.states.base import State, public, state
from claims.states.names import CategorySlug, ClaimUid, EventUid, SourceUid


@state
class FigureName(State):
    """How a figure is named from outside its claim."""

    claim: ClaimUid = public(_("Claim"), says="The claim that gives it.", dossier="")
    key: str = public(_("Name"), says="Its name: event/figure-id.", dossier="figure")


@state
class TermState(FigureName):
    """One term of a figure that was added up from others."""

    PRIVATE: ClassVar = frozenset({"id", "whole"})

    sign: str = public(_("Sign"), says="+ where it was added, - where it was taken away.")


@state
class ReadingState(State):
    """What else the words of a figure may mean."""

    PRIVATE: ClassVar = frozenset({"id", "figure"})

    event: EventUid = public(_("Event"), says="The part of the event it may mean.")
    category: CategorySlug = public(_("Category"), says="The category it may mean.")
    note: str = public(_("Note"), says="Why it may be read so.")


@state
class FigureState(State):
    """One number as it was said."""

    PRIVATE: ClassVar = frozenset({"id", "claim"})

    key: str = public(_("Name"), says="Its name: event/figure-id.", dossier="id")
    event: EventUid = public(_("Event"), says="The part of the event it counts.")
    category: CategorySlug = public(_("Category"), says="Who is counted.")
    measure: str = public(_("Measure"), says="What befell them, such as killed.")
    words: str = public(_("Words"), says="As it was said.")
    qualifier: Qualifier = public(_("Qualifier"), says="How the number was hedged.")
    value: int | None = public(_("Value"), says="The number that was said.")
    low: int | None = public(
        _("Low"), says="The least the words allow; null is open: no least number was given."
    )
    high: int | None = public(
        _("High"), says="The most the words allow; null is open: no most was given."
    )
    bounds_note: str = public(
        _("Bounds note"), says="Why the bounds are not those the words usually mean."
    )
    as_of: Moment | None = public(_("As of"), says="The time the count is of.", column="as_of_at")
    basis: str = public(_("Basis"), says="How they came to know it.")
    includes_attackers: YesNo = public(
        _("Includes attackers"), says="Whether attackers are counted."
    )
    breakdown_complete: YesNo = public(_("Breakdown complete"), says="Whether its parts are all.")
    final: bool = public(_("Final"), says="Said to be the complete count.")
    estimate: bool = public(
        _("Estimate"), says="Said to be an estimate: nobody counted.", absent=False
    )
    credits: SourceUid = public(
        _("Credits"), says="Whom the words name as having counted.", absent=SourceUid("")
    )
    supersedes: tuple[FigureName, ...] = public(
        _("Supersedes"), says="The earlier figures of the same source that it replaces."
    )
    repeats: tuple[FigureName, ...] = public(
        _("Repeats"), says="The figure of somebody else that it repeats."
    )
    same_people_as: tuple[FigureName, ...] = public(
        _("Same people as"), says="Figures that count the same people."
    )
    built_on: tuple[FigureName, ...] = public(_("Built on"), says="Figures it was built on.")
    derived_from: tuple[TermState, ...] = public(
        _("Derived from"), says="Figures it was added up from."
    )
    readings: tuple[ReadingState, ...] = public(_("Readings"), says="What else it may mean.")
    treatment: Treatment = public(_("Treatment"), says="What we do with it in our own reckoning.")
    treatment_note: str = public(_("Treatment note"), says="Why.")


@state
class FigureThen(FigureName):
    """A figure as it stood when something was rested on it."""

    low: int | None = public(_("Low"), says="The least its words allowed then.", dossier="")
    high: int | None = public(_("High"), says="The most its words allowed then.", dossier="")
    words: str = public(_("Words"), says="Its words then.", dossier="")
    qualifier: Qualifier = public(_("Qualifier"), says="How it was hedged then.", dossier="")
    treatment: Treatment = public(_("Treatment"), says="What we did with it then.", dossier="")
