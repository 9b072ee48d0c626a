"""Rows with their full states, ready for their shapes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.api.addresses import page_url, url
from claims.domain.vocabulary import EntryKind
from claims.lookup.history import body_of
from claims.models.record.entry import Entry, EntryBody

State = Mapping[str, Any]


@dataclass(frozen=True)
class Read:
    """Some rows with the entries that made them, and why words were withheld."""

    rows: Sequence[Any]
    entries: Mapping[int, Entry]
    withheld: Mapping[str, State]

    def state(self, row: Any) -> State:
        """What the row was made of; nothing where its words were removed."""
        body = None if row.withheld else body_of(self.entries[row.since])
        return body.state if body else {}

    @property
    def states(self) -> list[State]:
        return [state for row in self.rows if (state := self.state(row))]

    def common(self, row: Any, kind: str, name: str = "") -> dict[str, Any]:
        """What everything on record tells of itself."""
        return {
            **self.state(row),
            "uid": row.uid,
            "slug": row.slug,
            "url": url(kind, name or row.slug),
            "page": page_url(kind, row.slug) if not name else None,
            "permalink": page_url(kind, row.slug, row.since) if not name else None,
            "entry": row.since,
            "effective_from": row.effective_from,
            "recorded_at": self.entries[row.since].recorded_at,
            "publication": row.publication,
            "retracted": self.state(row).get("retracted"),
            "withheld": self.withheld.get(row.uid) if row.withheld else None,
        }


def read(rows: Iterable[Any]) -> Read:
    found = list(rows)
    entries = Entry.objects.filter(seq__in={row.since for row in found}).select_related("words")
    return Read(found, {entry.seq: entry for entry in entries}, _withheld(found))


def _withheld(rows: Iterable[Any]) -> dict[str, State]:
    """When and on which ground the words of each withheld thing were removed."""
    uids = {row.uid for row in rows if row.withheld}
    if not uids:
        return {}
    told = EntryBody.objects.filter(entry__subject__in=uids, entry__kind=EntryKind.SUPPRESSED)
    bodies = told.select_related("entry").order_by("entry")
    return {body.entry.subject: body.read.state["withheld"] for body in bodies}
