"""An event with what it is a part of and all its parts, at the moment shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from claims.models.record.event_tree import root_of, with_parts
from claims.models.record.moment import AsOf
from claims.models.record.rows import PublishedEvent
from claims.presenters.counting_context import Node, Tree


@dataclass(frozen=True)
class EventTree:
    """``rows`` is the whole tree, its root first, siblings in their order."""

    here: PublishedEvent
    rows: tuple[PublishedEvent, ...]
    then: str = ""

    @property
    def root(self) -> PublishedEvent:
        return self.rows[0]

    @cached_property
    def nodes(self) -> Tree:
        return Tree(
            Node(row.uid, row.title, row.parent, row.get_absolute_url() + self.then)
            for row in self.rows
        )

    @cached_property
    def within(self) -> frozenset[str]:
        """The event itself and everything under it."""
        return frozenset(self.nodes.parts(self.here.uid))


def tree_around(here: PublishedEvent, moment: AsOf, then: str = "") -> EventTree:
    root = root_of(here, moment)
    return EventTree(here, tuple(with_parts([root], moment)), then)
