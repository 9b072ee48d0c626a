"""How much of a thing a state holds: everything, or what is dated by a moment of the past."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime

from claims.models.desk.base import Publishable


@dataclass(frozen=True)
class Cut:
    """``by``: leave out what is not dated at or before it; what has no date waits for the whole.

    ``also``: subjects that go on record in the same transaction, and so may be named.
    """

    by: datetime | None = None
    also: Container[str] = frozenset()

    @property
    def whole(self) -> bool:
        return self.by is None

    def dated(self, at: datetime | None) -> bool:
        return self.by is None or (at is not None and at <= self.by)

    def names(self, subject: Publishable) -> bool:
        """No body names a thing readers cannot reach."""
        return subject.on_record or subject.uid in self.also


WHOLE = Cut()
