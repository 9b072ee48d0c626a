"""Who said the claims of a download, and about what: names and columns of the events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from claims.domain.messages import gettext as _
from claims.domain.moments import Moment
from claims.lookup.as_of import Shown
from claims.lookup.states import states
from claims.models.record.event_tree import with_those_above
from claims.models.record.rows import PublishedClaim, PublishedEvent, PublishedSource
from claims.states.event import EventState

NOBODY = PublishedSource(name=_("a source withheld"))
NOTHING = PublishedEvent(title=_("an event withheld"))
# What a row says of the event it is about.
OF_THE_EVENT = ("event", "event_title", "event_location_precision")


@dataclass(frozen=True)
class Around:
    """Who said some claims, and about what, at the moment shown."""

    sources: Mapping[str, PublishedSource]
    events: Mapping[str, PublishedEvent]
    states: Mapping[int, EventState]

    def source(self, uid: str) -> PublishedSource:
        return self.sources.get(uid, NOBODY)

    def event(self, uid: str) -> PublishedEvent:
        return self.events.get(uid, NOTHING)

    def of_the_event(self, uid: str) -> dict[str, str]:
        row, state = self.event(uid), self.states.get(self.event(uid).since)
        precision = state.location_precision if isinstance(state, EventState) else None
        return dict(zip(OF_THE_EVENT, (row.slug, row.title, precision or ""), strict=True))

    def root(self, uid: str) -> str:
        """The slug of the whole that an event is a part of."""
        row, seen = self.event(uid), {uid}
        while row.parent in self.events and row.parent not in seen:
            seen.add(row.parent)
            row = self.events[row.parent]
        return row.slug


def around(claims: list[PublishedClaim], events: set[str], shown: Shown) -> Around:
    named = PublishedSource.objects.named({row.claimant for row in claims}, shown.rows)
    wanted = {*events, *(row.event for row in claims)}
    found = with_those_above(wanted, shown.rows)
    return Around(
        {uid: row for uid, row in named.items() if not row.withheld},
        {row.uid: row for row in found},
        states((row.since for row in found if row.uid in wanted), kind=EventState),
    )


def stated(at: datetime | None, precision: str, zone: str) -> str:
    """A moment no more exact than it was stated, by the clocks of its event."""
    return Moment(at, precision).text(zone) if at else ""
