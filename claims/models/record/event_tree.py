"""The one walk through the tree of published events, down and up, at a moment.

However deep the tree: one query for each level. What stands in a circle is met once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from django.db.models import QuerySet

from claims.domain.trees import DEEPEST
from claims.models.record.moment import AsOf
from claims.models.record.prepared_queries import prepared
from claims.models.record.rows import PublishedEvent


def uids_within(uids: Iterable[str], moment: AsOf) -> set[str]:
    """Some events with all their parts."""
    found = level = set(uids)
    for _ in range(DEEPEST):
        if not level:
            break
        level = {uid for uid, _parent in _below(level, moment)} - found
        found = found | level
    return found


def root_of(row: PublishedEvent, moment: AsOf) -> PublishedEvent:
    """What an event is in the end a part of, with its body; a withheld whole is not told."""
    above = {one.uid: one for one in with_those_above([row.parent], moment, body=True)}
    seen = {row.uid}
    while row.parent in above and row.parent not in seen:
        row = above[row.parent]
        seen.add(row.uid)
    return row


def with_parts(rows: list[PublishedEvent], moment: AsOf) -> list[PublishedEvent]:
    """Some events and all their parts, one query for each level."""
    found, level = list(rows), rows
    for _ in range(DEEPEST):
        if not level:
            break
        seen = {row.uid for row in found}
        parts = parts_of([row.uid for row in level], moment)
        level = [row for row in parts if row.uid not in seen]
        found += level
    return found


@prepared
def parts_of(uids: Collection[str], moment: AsOf) -> QuerySet[PublishedEvent]:
    """What stands directly under some events, siblings in their order."""
    rows = PublishedEvent.objects.as_of(moment).filter(parent__listed=uids)
    return rows.order_by("position", "since")


def wholes(rows: Iterable[PublishedEvent], moment: AsOf) -> dict[str, str]:
    """What each of some events and of all their parts is part of: uids alone, for adding up."""
    found = {row.uid: row.parent for row in rows}
    level = set(found)
    for _ in range(DEEPEST):
        if not level:
            break
        new = {uid: parent for uid, parent in _below(level, moment) if uid not in found}
        found, level = found | new, set(new)
    return found


@prepared
def _below(uids: Collection[str], moment: AsOf) -> QuerySet[PublishedEvent, tuple[str, str]]:
    parts = PublishedEvent.objects.as_of(moment).filter(parent__listed=uids)
    return parts.values_list("uid", "parent")


def added_up(counts: Mapping[str, int], wholes: Mapping[str, str]) -> Counter[str]:
    """What stands at each event, its parts included."""
    totals: Counter[str] = Counter()
    # The wholes are few, and there may be tens of thousands of events.
    for uid in wholes.keys() & counts.keys():
        above = uid
        for _ in range(DEEPEST):
            if above not in wholes:
                break
            totals[above] += counts[uid]
            above = wholes[above]
    return totals


def with_those_above(
    uids: Iterable[str], moment: AsOf, *, body: bool = False
) -> list[PublishedEvent]:
    """Some events and what they are parts of, siblings in their order; none that was withheld."""
    found: dict[str, PublishedEvent] = {}
    wanted = set(filter(None, uids))
    for _ in range(DEEPEST):
        if not wanted:
            break
        found |= PublishedEvent.objects.named(wanted, moment, body=body)
        wanted = {row.parent for row in found.values() if row.parent} - found.keys()
    known = [row for row in found.values() if not row.withheld]
    return sorted(known, key=lambda row: (row.position, -row.since))
