"""The moment a page shows: as of the newest entry, or as of what ``?as_of=`` asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlencode

from django.db.models import Max, QuerySet

from claims.domain.as_of import parse_as_of
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Precision
from claims.lookup.errors import NotOnRecord, NotUnderstood
from claims.models.record.entry import Entry, entry_at
from claims.models.record.moment import AsOf
from claims.models.record.prepared_queries import prepared
from claims.models.record.rows import PublishedEvent
from claims.presenters.moments import When, minute, when


@dataclass(frozen=True)
class Shown:
    """``rows`` is what to ask everything as of; ``head`` was read once for the whole request.

    ``later`` is set where some of what is shown went on record only after the moment asked for.
    """

    head: Entry | None
    rows: AsOf
    zone: str
    asked: str = ""
    at: datetime | None = None
    later: When | None = None

    @property
    def past(self) -> bool:
        return bool(self.asked)

    @property
    def query(self) -> str:
        """What a link adds to stay in the same moment."""
        return f"?{urlencode({'as_of': self.asked})}" if self.past else ""

    @property
    def by_time(self) -> bool:
        return self.rows.time is not None

    @property
    def moment(self) -> When | None:
        """The moment used, in the zone of the page."""
        if self.at is None:
            return None
        exact = Precision.SECOND if self.at.second else Precision.MINUTE
        return when(self.at, exact, self.zone)

    @property
    def unsettled(self) -> bool:
        """Whether nothing has been recorded since: then this is the page as it stands."""
        if not self.past or self.head is None:
            return self.past
        if self.rows.time is not None:
            return self.rows.time >= self.head.recorded_at
        # Several entries may be of one time.
        return self.rows.entry >= self.head.seq


def shown_at(asked: str, *, head: Entry | None, zone: str = "UTC") -> Shown:
    """What a reader asked for, or now. Raises what the error pages answer with."""
    seq = head.seq if head else 0
    if not asked:
        return Shown(head, AsOf(entry=seq), zone)
    try:
        found = parse_as_of(asked, zone)
    except ValueError as wrong:
        reason = wrong.args[0]
        raise NotUnderstood(_("“As of” was not understood. %(wrong)s", wrong=reason)) from wrong
    if isinstance(found, int):
        return Shown(head, AsOf(entry=found), zone, str(found), _recorded(found, seq))
    return Shown(head, AsOf(time=found), zone, asked, found)


def _recorded(seq: int, newest: int) -> datetime:
    if not 0 < seq <= newest:
        raise NotOnRecord(_("There is no such entry yet."))
    return entry_at(seq).recorded_at


def with_later(shown: Shown, since: Iterable[int]) -> Shown:
    """The same moment, saying when what came later of these entries went on record."""
    if not shown.by_time or shown.at is None:
        return shown
    last = Entry.objects.filter(seq__in=list(since), recorded_at__gt=shown.at).aggregate(
        last=Max("recorded_at")
    )["last"]
    return replace(shown, later=minute(last, shown.zone)) if last else shown


def common_zone(head: Entry | None) -> str:
    """The zone of all events where they have but one; else UTC. For pages of no one event."""
    told = _last_of_an_event(head.seq) if head else []
    return _zone_of_all(*told[0]) if told else "UTC"


@prepared
def _last_of_an_event(newest: int) -> QuerySet[Entry, tuple[int, str]]:
    events = PublishedEvent.objects.filter(since__lte=newest).order_by("-since")
    return Entry.objects.filter(seq=events.values("since")[:1]).values_list("seq", "digest")


@lru_cache(maxsize=64)
def _zone_of_all(seq: int, digest: str) -> str:
    """Kept by the last entry about an event: none other changes it, and every event is asked.

    The digest tells the entry from one of the same number in another database.
    """
    zones = _zones(AsOf(entry=seq))
    return zones[0] if len(zones) == 1 else "UTC"


@prepared
def _zones(moment: AsOf) -> QuerySet[PublishedEvent, str]:
    rows = PublishedEvent.objects.as_of(moment).exclude(title="")
    return rows.values_list("time_zone", flat=True).distinct()[:2]
