"""An event with what it is a part of and all its parts, at the moment shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claims.models.record.row import AsOf
from claims.models.record.rows import PublishedEvent
from claims.presenters.counting_context import Node, Tree

# Deeper than any event we know; what stands in a circle ends here.
DEEPEST = 8


@dataclass(frozen=True)
class EventTree:
    """``rows`` is the whole tree, its root first, siblings in their order."""

    here: PublishedEvent
    rows: tuple[PublishedEvent, ...]
    then: str = ""

    @property
    def root(self) -> PublishedEvent:
        return self.rows[0]

    @property
    def nodes(self) -> Tree:
        return Tree(
            Node(row.uid, row.title, row.parent, row.get_absolute_url() + self.then)
            for row in self.rows
        )

    @property
    def within(self) -> set[str]:
        """The event itself and everything under it."""
        nodes = self.nodes
        return {row.uid for row in self.rows if nodes.within(row.uid, self.here.uid)}


def tree_around(here: PublishedEvent, moment: AsOf, then: str = "") -> EventTree:
    root = _root(here, moment)
    return EventTree(here, tuple(with_parts([root], moment)), then)


def _root(row: PublishedEvent, moment: AsOf) -> PublishedEvent:
    for _ in range(DEEPEST):
        above = PublishedEvent.objects.named([row.parent], moment) if row.parent else {}
        if row.parent not in above or above[row.parent].withheld:
            break
        row = above[row.parent]
    return row


def with_parts(rows: list[PublishedEvent], moment: AsOf) -> list[PublishedEvent]:
    """Some events and all their parts, one query for each level."""
    found, level = list(rows), rows
    for _ in range(DEEPEST):
        seen = {row.uid for row in found}
        parts = PublishedEvent.objects.as_of(moment).filter(parent__in=[r.uid for r in level])
        level = [row for row in parts.order_by("position", "since") if row.uid not in seen]
        if not level:
            break
        found += level
    return found


def wholes(rows: Iterable[PublishedEvent], moment: AsOf) -> dict[str, str]:
    """What each of some events and of all their parts is part of: uids alone, for adding up."""
    found = {row.uid: row.parent for row in rows}
    level = set(found)
    for _ in range(DEEPEST):
        parts = PublishedEvent.objects.as_of(moment).filter(parent__in=level)
        new = {u: p for u, p in parts.values_list("uid", "parent") if u not in found}
        if not new:
            break
        found, level = found | new, set(new)
    return found


def added_up(counts: Mapping[str, int], wholes: Mapping[str, str]) -> Counter[str]:
    """What stands at each event, its parts included."""
    totals: Counter[str] = Counter()
    for uid, count in counts.items():
        for _ in range(DEEPEST):
            if uid not in wholes:
                break
            totals[uid] += count
            uid = wholes[uid]
    return totals


def with_those_above(uids: Iterable[str], moment: AsOf) -> list[PublishedEvent]:
    """Some events and what they are parts of, siblings in their order; none that was withheld."""
    found: dict[str, PublishedEvent] = {}
    wanted = set(filter(None, uids))
    for _ in range(DEEPEST):
        if not wanted:
            break
        found |= PublishedEvent.objects.named(wanted, moment)
        wanted = {row.parent for row in found.values() if row.parent} - found.keys()
    known = [row for row in found.values() if not row.withheld]
    return sorted(known, key=lambda row: (row.position, -row.since))
