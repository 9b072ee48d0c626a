"""How many claims are counted as what, and when the last of them came to stand there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max, QuerySet

from claims.domain.status import counted_as
from claims.domain.vocabulary import Publication
from claims.lookup.as_of import Shown
from claims.lookup.kept_columns import columns_of
from claims.models.record.merged import counted_once
from claims.models.record.moment import AsOf
from claims.models.record.prepared_queries import prepared
from claims.models.record.row import RowQuerySet
from claims.models.record.rows import PublishedClaim


@dataclass
class Tally:
    counts: Counter[str] = field(default_factory=Counter)
    last: datetime | None = None

    def add(self, other: Tally) -> None:
        self.counts.update(other.counts)
        self.last = max(filter(None, (self.last, other.last)), default=None)

    @property
    def total(self) -> int:
        return self.counts.total()


def by_event(events: Iterable[str], shown: Shown) -> dict[str, Tally]:
    return _tallies(shown, "event", set(events))


def by_claimant(sources: Iterable[str], shown: Shown) -> dict[str, Tally]:
    return _tallies(shown, "claimant", set(sources))


def by_status(shown: Shown) -> Mapping[str, int]:
    """How many claims there are at each status, of all that we have not taken back."""
    if columns := columns_of(shown):
        return columns.by_status(shown.rows)
    found: Counter[str] = Counter()
    rows = _standing(shown.rows).values("status", "examined").annotate(n=Count("since"))
    for row in rows:
        found[counted_as(row["status"], examined=row["examined"])] += row["n"]
    return found


def _tallies(shown: Shown, key: str, wanted: Collection[str]) -> dict[str, Tally]:
    """One query at most; what was taken back is not counted, nor what became background."""
    if columns := columns_of(shown):
        tallies = columns.tallies(key, wanted, shown.rows)
        return {value: Tally(Counter(counts), last) for value, counts, last in tallies}
    found: dict[str, Tally] = {}
    for value, status, examined, n, last in _tallied(key == "event", wanted, shown.rows):
        one = Tally(Counter({counted_as(status, examined=examined): n}), last)
        found.setdefault(value, Tally()).add(one)
    return found


@prepared
def _tallied(
    of_events: bool, wanted: Collection[str], moment: AsOf
) -> QuerySet[PublishedClaim, tuple[str, str, bool, int, datetime]]:
    key = "event" if of_events else "claimant"
    rows = _standing(moment).filter(**{f"{key}__listed": wanted})
    counted = rows.values_list(key, "status", "examined")
    return counted.annotate(n=Count("since"), last=Max("effective_from"))


def _standing(moment: AsOf) -> RowQuerySet[PublishedClaim]:
    rows = PublishedClaim.objects.as_of(moment).filter(publication=Publication.PUBLISHED)
    return counted_once(rows).order_by()


def total_of(keys: Iterable[str], tallies: Mapping[str, Tally]) -> Tally:
    whole = Tally()
    for key in keys:
        whole.add(tallies.get(key, Tally()))
    return whole
