"""Entries as changes: the history of one subject, and names for lists of changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from claims.domain.vocabulary import SubjectKind
from claims.lookup.as_of import Shown
from claims.models.record.entry import Entry
from claims.presenters.change import Change, change_of
from claims.presenters.names import Names


def entries_of(uid: str, shown: Shown) -> list[Entry]:
    """Everything that happened to a subject up to the moment shown, newest first."""
    found = Entry.objects.about(uid).filter(shown.rows.entries())
    return list(found.select_related("words").order_by("-effective_at", "-seq"))


def body_of(entry: Entry) -> Mapping[str, Any] | None:
    return entry.words.read if hasattr(entry, "words") else None


def changes(entries: Iterable[Entry], names: Names, zone: str, then: str = "") -> list[Change]:
    found = list(entries)
    before = positions_before(found)
    return [
        change_of(entry, body_of(entry), names, zone, then, was=before.get(entry.seq))
        for entry in found
    ]


def positions_before(entries: Iterable[Entry]) -> dict[int, Mapping[str, Any]]:
    """What each entry about a position of ours took the place of; nothing that was removed."""
    subjects = {e.subject for e in entries if e.subject_kind == SubjectKind.POSITION}
    if not subjects:
        return {}
    told = Entry.objects.filter(subject__in=subjects).select_related("words").order_by("seq")
    found: dict[int, Mapping[str, Any]] = {}
    last: dict[str, Mapping[str, Any]] = {}
    for entry in told:
        if entry.subject in last:
            found[entry.seq] = last[entry.subject]
        last[entry.subject] = (body_of(entry) or {}).get("state", {})
    return {seq: state for seq, state in found.items() if "low" in state}
