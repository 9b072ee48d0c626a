"""How many claims are counted as what, and when the last of them came to stand there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max

from claims.domain.status import counted_as
from claims.domain.vocabulary import Publication
from claims.lookup.as_of import Shown
from claims.lookup.kept_columns import columns_of
from claims.models.record.merged import counted_once
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
    rows = _standing(shown).values("status", "examined").annotate(n=Count("since"))
    for row in rows:
        found[counted_as(row["status"], examined=row["examined"])] += row["n"]
    return found


def _tallies(shown: Shown, key: str, wanted: Collection[str]) -> dict[str, Tally]:
    """One query at most; what was taken back is not counted, nor what became background."""
    if columns := columns_of(shown):
        tallies = columns.tallies(key, wanted, shown.rows)
        return {value: Tally(Counter(counts), last) for value, counts, last in tallies}
    rows = _standing(shown).filter(**{f"{key}__in": wanted})
    found: dict[str, Tally] = {}
    for row in rows.values(key, "status", "examined").annotate(
        n=Count("since"), last=Max("effective_from")
    ):
        counted = counted_as(row["status"], examined=row["examined"])
        one = Tally(Counter({counted: row["n"]}), row["last"])
        found.setdefault(row[key], Tally()).add(one)
    return found


def _standing(shown: Shown) -> RowQuerySet[PublishedClaim]:
    rows = PublishedClaim.objects.as_of(shown.rows).filter(publication=Publication.PUBLISHED)
    return counted_once(rows).order_by()


def total_of(keys: Iterable[str], tallies: Mapping[str, Tally]) -> Tally:
    whole = Tally()
    for key in keys:
        whole.add(tallies.get(key, Tally()))
    return whole
