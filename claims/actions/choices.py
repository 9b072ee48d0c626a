"""Who and what can be counted in an event: what is offered wherever a number is typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.domain.categories import usual_tree, walk
from claims.domain.measures import MEASURES, spelled
from claims.domain.text import fold
from claims.models.desk.event import Category, Event
from claims.models.desk.figure import Figure

Choices = list[tuple[str, str]]
# Words of statements for what the usual measures call otherwise.
_ALSO = [(word, "killed") for word in ("dead", "died", "deaths", "fatalities")]


def measure_choices(event: Event | None, *, parts: Sequence[Event] = ()) -> Choices:
    """The usual measures and the event's own, then what its figures have besides.

    ``parts`` are all of the event's, where they were read before.
    """
    root = _whole(event) if event else None
    if root is None or root._state.adding:
        return [(measure.slug, measure.name) for measure in MEASURES]
    measures = root.measures_counted()
    used = Figure.objects.filter(claim__event__in=parts or root.tree()).order_by()
    others = set(used.values_list("measure", flat=True).distinct()) - measures.by_slug.keys()
    known = [(measure.slug, measure.name) for measure in measures]
    return [*known, *((slug, spelled(slug)) for slug in sorted(others))]


def category_choices(event: Event | None, *, attackers: bool | None = True) -> Choices:
    """Categories with their depth shown, parents first; those of one name with their slugs.

    Of a new event, by whether anybody was attacking; where nobody has said so yet, what is
    counted either way.
    """
    if event is None and attackers is None:
        peaceful = category_choices(None, attackers=False)
        return [choice for choice in category_choices(None, attackers=True) if choice in peaceful]
    if event is None:
        tree = usual_tree(attackers=attackers is True)
        return [(node["slug"], node["name"]) for node, _ in walk(tree)]
    rows = list(Category.objects.filter(event=_whole(event)).order_by("position", "pk"))
    names = [fold(row.name) for row in rows]
    shared = {name for name in names if names.count(name) > 1}
    return _indented(rows, None, 0, shared)


def _indented(
    rows: Sequence[Category], parent: int | None, depth: int, shared: set[str]
) -> Choices:
    found: Choices = []
    for row in rows:
        if row.parent_id == parent:
            slug = f" [{row.slug}]" if fold(row.name) in shared else ""
            found.append((row.slug, "– " * depth + row.name + slug))
            found += _indented(rows, row.pk, depth + 1, shared)
    return found


def named_in(words: str, choices: Choices) -> str:
    """The one of these that the words of a number name themselves; empty where they name none."""
    offered = {slug for slug, _ in choices}
    also = [(slug, word) for word, slug in _ALSO if slug in offered]
    named = {
        label: slug
        for slug, shown in (*choices, *also)
        if (label := fold(shown.lstrip("– ").partition(" [")[0]))
        and re.search(rf"(?<!\w){re.escape(label)}(?!\w)", fold(words))
    }
    widest = [label for label in named if not any(label in o for o in named if o != label)]
    found = {named[label] for label in widest}
    return found.pop() if len(found) == 1 else ""


def event_label(event: Event, among: Sequence[Event]) -> str:
    """Its title, with day and slug where another of them goes by it too."""
    if sum(fold(other.title) == fold(event.title) for other in among) < 2:
        return event.title
    day = f", {event.starts_on:%-d %B %Y}" if event.starts_on else ""
    return f"{event.title}{day} [{event.slug}]"


def names_of_counted(event: Event | None) -> list[str]:
    """What may stand behind a number of this event: its categories, and what is counted."""
    if event is None:
        return [
            label.lstrip("– ") for _, label in (*category_choices(None), *measure_choices(None))
        ]
    categories = _whole(event).categories.values_list("name", flat=True)
    return [*categories, *(label for _, label in measure_choices(event))]


def _whole(event: Event) -> Event:
    """That which owns the categories; of a part not saved yet, by the one it will be a part of."""
    near = event.parent if event._state.adding and event.parent else event
    return near.root()
