"""Each entry of the record as one row: everything that happened, minor edits too."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db.models import QuerySet

from claims.domain.canonical import moment_text
from claims.lookup.as_of import Shown
from claims.models.record.entry import Entry
from claims.pages.changes import changes_of
from claims.pages.exports.chunks import by_key
from claims.pages.exports.common_columns import COLUMNS as STAMPED
from claims.pages.exports.common_columns import stamp
from claims.presenters.change import Change

COLUMNS = (
    "entry",
    "effective_at",
    "recorded_at",
    "carried_over",
    "kind",
    "subject_kind",
    "headline",
    "what",
    "claimant_name",
    "event_title",
    "status_from",
    "status_to",
    "examined_from",
    "examined_to",
    "reason",
    "change",
    "number_change",
    "minor",
    "reopened",
    "digest",
    *STAMPED,
)


def lines(entries: QuerySet[Entry], shown: Shown) -> Iterator[list[dict[str, object]]]:
    stamped = stamp(shown)
    for some in by_key(entries.select_related("words"), "seq"):
        yield [
            _line(entry, change) | stamped(_permalink(change))
            for entry, change in zip(some, changes_of(some, shown), strict=True)
        ]


def _permalink(change: Change) -> str:
    path = change.href.partition("?")[0]
    if not path or not change.readable:
        return f"{settings.SITE_URL}{path}" if path else ""
    return f"{settings.SITE_URL}{path}?as_of={change.seq}"


def _line(entry: Entry, change: Change) -> dict[str, object]:
    return {
        "entry": entry.seq,
        "effective_at": moment_text(entry.effective_at),
        "recorded_at": moment_text(entry.recorded_at),
        "carried_over": entry.carried_over,
        "kind": entry.kind,
        "subject_kind": entry.subject_kind,
        "headline": change.headline,
        "what": change.what,
        "claimant_name": change.who,
        "event_title": change.event,
        "status_from": change.before.code if change.before else None,
        "status_to": change.after.code if change.after else None,
        "examined_from": change.before.examined if change.before else None,
        "examined_to": change.after.examined if change.after else None,
        "reason": change.reason,
        "change": entry.change,
        "number_change": change.number.change if change.number else None,
        "minor": entry.minor,
        "reopened": change.reopened,
        "digest": entry.digest,
    }
