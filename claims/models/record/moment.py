"""A moment of the record, as rows and entries are asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q


@dataclass(frozen=True)
class AsOf:
    """Either an entry (exactly the facts then shown) or a time (how it stood, as we now have it).

    A time is never turned into an entry number: carried-over history would be lost.
    """

    entry: int = 0
    time: datetime | None = None

    def rows(self) -> Q:
        if self.time is None:
            return Q(since__lte=self.entry) & (Q(until=None) | Q(until__gt=self.entry))
        return Q(effective_from__lte=self.time) & (
            Q(effective_until=None) | Q(effective_until__gt=self.time)
        )

    def reaches(self, since: int, effective_from: datetime) -> bool:
        """Whether what began so was there already."""
        return since <= self.entry if self.time is None else effective_from <= self.time

    def entries(self) -> Q:
        """The same moment for the log itself."""
        return Q(seq__lte=self.entry) if self.time is None else Q(effective_at__lte=self.time)
