"""How the events of some figures count: their people, their measures, who stands with whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from claims.domain.parties import Parties
from claims.lookup.as_of import Shown
from claims.lookup.states import state_of
from claims.models.record.event_tree import with_those_above
from claims.models.record.rows import PublishedEvent
from claims.presenters.counting_context import (
    CountingContext,
    Node,
    Tree,
    context_of,
)
from claims.presenters.names import Names
from claims.presenters.parties import parties_in
from claims.states.event import EventState


@dataclass(frozen=True)
class Counting:
    """``parties`` is ``None`` where the record does not tell them with the event."""

    context: CountingContext
    parties: Parties | None = None
    zone: str = ""


def countings(events: Iterable[str], shown: Shown) -> Mapping[str, Counting]:
    """For each event how it counts, in as many queries as the deepest is deep."""
    wanted = set(events)
    rows = {row.uid: row for row in with_those_above(wanted, shown.rows, body=True)}
    tree = Tree(Node(row.uid, row.title, row.parent) for row in rows.values())
    roots = {uid: rows[tree.line(uid)[0]] for uid in wanted if uid in rows}
    known = {row.uid: state_of(row, EventState) for row in roots.values()}
    return {uid: _counting(uid, roots.get(uid), tree, known) for uid in wanted}


def _counting(
    event: str, root: PublishedEvent | None, tree: Tree, known: Mapping[str, EventState | None]
) -> Counting:
    state = known[root.uid] if root else None
    if root is None or state is None:
        return Counting(context_of(event, tree, None))
    context = context_of(root.uid, tree, state)
    parties = None if state.parties is None else parties_in(state)
    return Counting(context, parties, root.time_zone)


def counting_names(names: Names, context: CountingContext) -> Names:
    """With the names the event gives those whom it counts, and what."""
    categories = {slug: node.name for slug, node in context.categories.nodes.items()}
    return replace(names, categories=categories, measures=context.measures)
