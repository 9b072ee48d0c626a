"""What every subject of the record shares: that it may be retracted, and may be withheld."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Grounds
from claims.states.base import State, public, state
from claims.states.names import CategorySlug, ClaimUid, EventUid, SourceUid


@state
class RetractedState(State):
    """That we no longer stand by it."""

    reason: str = public(_("Reason"), says="Why we no longer stand by it.")
    at: datetime = public(_("At"), says="When we said so.")


@state
class WithheldGrounds(State):
    """On which of the two grounds words were removed, and when."""

    grounds: Grounds = public(_("Grounds"), says="Danger to a person, or the law.")
    at: datetime = public(_("When"), says="When the words were removed.")


@state
class SubjectState(State):
    """A thing that goes on record by itself."""

    # Of the desk itself: its keys, its versions, and where publication stands (the entries tell).
    OF_THE_DESK: ClassVar = frozenset({"id", "version", "uid", "publication", "changed"})

    retracted: RetractedState | None = public(
        _("Retraction"), says="Why and when we took it back.", absent=None, column="", dossier=""
    )


@state
class CheckedState(SubjectState):
    """A subject that editors look at again."""

    checked_at: datetime | None = public(
        _("Checked"),
        says="When we last looked at it again and found nothing to change.",
        readers=_("when it was checked"),
        absent=None,
        dossier="",
    )
    look_again_on: date | None = public(
        _("Look again on"),
        says="By which day we said that we would look again.",
        readers=_("when we look again"),
        absent=None,
        dossier="",
    )


@state
class CountState(State):
    """Where, whom and what a number counted, without the number."""

    event: EventUid = public(_("Event"))
    category: CategorySlug = public(_("Category"))
    measure: str = public(_("Measure"))


@state
class WithheldState(State):
    """What is left of a subject whose words were removed: its address, and that they were.

    With all under which lists ever held it, so that whoever follows one of them is told.
    """

    slug: str = public(_("Address"))
    withheld: WithheldGrounds = public(_("Withheld"))
    sources: tuple[SourceUid, ...] = public(_("Sources"), absent=())
    events: tuple[EventUid, ...] = public(_("Events"), absent=())
    claims: tuple[ClaimUid, ...] = public(_("Claims"), absent=())
    counts: tuple[CountState, ...] = public(_("Counts"), absent=())
