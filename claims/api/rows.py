"""Rows with their full states, ready for their shapes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from django.db.models import QuerySet

from claims.api.addresses import page_url, url
from claims.api.fields import Values
from claims.lookup.history import body_of
from claims.lookup.states import withheld_states
from claims.models.record.entry import Entry
from claims.models.record.prepared_queries import prepared
from claims.models.record.row import Row
from claims.states.base import values
from claims.states.subject import SubjectState, WithheldGrounds

R = TypeVar("R", bound=Row)
S = TypeVar("S", bound=SubjectState)


@dataclass(frozen=True)
class Read(Generic[R, S]):
    """Some rows with the entries that made them, and why words were withheld."""

    kind: type[S]
    rows: Sequence[R]
    entries: Mapping[int, Entry]
    withheld: Mapping[str, WithheldGrounds]

    def state(self, row: R) -> S | None:
        """What the row was made of; nothing where its words were removed."""
        return self._states[row.since]

    @property
    def states(self) -> list[S]:
        return [state for state in self._states.values() if state]

    @cached_property
    def _states(self) -> dict[int, S | None]:
        return {row.since: self._read(row) for row in self.rows}

    def _read(self, row: R) -> S | None:
        body = None if row.withheld else body_of(self.entries[row.since])
        return body.state if body and isinstance(body.state, self.kind) else None

    def common(self, row: R, kind: str, name: str = "") -> Values:
        """What everything on record tells of itself, with the fields of its state."""
        state = self.state(row)
        return {
            "retracted": None,
            **(values(state) if state else {}),
            "uid": row.uid,
            "slug": row.slug,
            "url": url(kind, name or row.slug),
            "page": page_url(kind, row.slug) if not name else None,
            "permalink": page_url(kind, row.slug, row.since) if not name else None,
            "entry": row.since,
            "effective_from": row.effective_from,
            "recorded_at": self.entries[row.since].recorded_at,
            "publication": row.publication,
            "withheld": self.withheld.get(row.uid) if row.withheld else None,
        }


def read(rows: Iterable[R], *, kind: type[S]) -> Read[R, S]:
    found = list(rows)
    entries = _entries({row.since for row in found}) if found else []
    gone = withheld_states(row.uid for row in found if row.withheld)
    grounds = {uid: state.withheld for uid, state in gone.items()}
    return Read(kind, found, {entry.seq: entry for entry in entries}, grounds)


@prepared
def _entries(numbers: Collection[int]) -> QuerySet[Entry]:
    return Entry.objects.filter(seq__listed=numbers).select_related("words")
