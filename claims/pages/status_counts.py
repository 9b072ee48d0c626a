"""How many claims are counted as what, and when the last of them came to stand there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Max

from claims.domain.status import counted_as
from claims.domain.vocabulary import Publication
from claims.lookup.as_of import Shown
from claims.models.record.merged import counted_once
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
    return _tallies(shown, "event", event__in=list(events))


def by_claimant(sources: Iterable[str], shown: Shown) -> dict[str, Tally]:
    return _tallies(shown, "claimant", claimant__in=list(sources))


def _tallies(shown: Shown, key: str, **narrowed: Any) -> dict[str, Tally]:
    """One query; what was taken back is not counted, nor what became background."""
    rows = PublishedClaim.objects.as_of(shown.rows).filter(**narrowed)
    standing = counted_once(rows.filter(publication=Publication.PUBLISHED)).order_by()
    found: dict[str, Tally] = {}
    for row in standing.values(key, "status", "examined").annotate(
        n=Count("since"), last=Max("effective_from")
    ):
        counted = counted_as(row["status"], examined=row["examined"])
        one = Tally(Counter({counted: row["n"]}), row["last"])
        found.setdefault(row[key], Tally()).add(one)
    return found


def total_of(keys: Iterable[str], tallies: Mapping[str, Tally]) -> Tally:
    whole = Tally()
    for key in keys:
        whole.add(tallies.get(key, Tally()))
    return whole
