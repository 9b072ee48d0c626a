"""What every subject of the record shares: that it may be retracted, and may be withheld."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from claims.domain.vocabulary import Grounds
from claims.states.base import State, public, state
from claims.states.names import CategorySlug, ClaimUid, EventUid, SourceUid


@state
class RetractedState(State):
    """That we no longer stand by it."""

    reason: str = public("Reason", says="Why we no longer stand by it.")
    at: datetime = public("At", says="When we said so.")


@state
class WithheldGrounds(State):
    """On which of the two grounds words were removed, and when."""

    grounds: Grounds = public("Grounds", says="Danger to a person, or the law.")
    at: datetime = public("When", says="When the words were removed.")


@state
class SubjectState(State):
    """A thing that goes on record by itself."""

    # Of the desk itself: its keys, its versions, and where publication stands (the entries tell).
    OF_THE_DESK: ClassVar = frozenset({"id", "version", "uid", "publication", "changed"})

    retracted: RetractedState | None = public(
        "Retraction", says="Why and when we took it back.", absent=None, column="", dossier=""
    )


@state
class CheckedState(SubjectState):
    """A subject that editors look at again."""

    checked_at: datetime | None = public(
        "Checked",
        says="When we last looked at it again and found nothing to change.",
        readers="when it was checked",
        absent=None,
        dossier="",
    )
    look_again_on: date | None = public(
        "Look again on",
        says="By which day we said that we would look again.",
        readers="when we look again",
        absent=None,
        dossier="",
    )


@state
class CountState(State):
    """Where, whom and what a number counted, without the number."""

    event: EventUid = public("Event")
    category: CategorySlug = public("Category")
    measure: str = public("Measure")


@state
class WithheldState(State):
    """What is left of a subject whose words were removed: its address, and that they were.

    With all under which lists ever held it, so that whoever follows one of them is told.
    """

    slug: str = public("Address")
    withheld: WithheldGrounds = public("Withheld")
    sources: tuple[SourceUid, ...] = public("Sources", absent=())
    events: tuple[EventUid, ...] = public("Events", absent=())
    claims: tuple[ClaimUid, ...] = public("Claims", absent=())
    counts: tuple[CountState, ...] = public("Counts", absent=())
