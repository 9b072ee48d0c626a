"""The parts of an event and the people counted in it: how cells are called, and their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from claims.domain.categories import (
    ALL,
    ATTACKERS,
    EVERYONE_ELSE,
    PHRASES,
    default_tree,
    heading,
    walk,
)
from claims.domain.measures import DEFAULTS, MEASURES, Measure, Measures, spelled
from claims.domain.messages import gettext as _
from claims.states.event import EventState

# A name of one to three words with capitals and no number, so that no day is taken for a place.
ENDS_ON_A_PLACE = re.compile(r" (?:in|at|near) (?P<place>[^\W\d_]\w*(?:[ -][^\W\d_]\w*){0,2})$")
HEADLINE = (EVERYONE_ELSE, ALL)
OF_OURS = frozenset(node["slug"] for node, _ in walk(default_tree()))


@dataclass(frozen=True)
class Cell:
    """What one number counts: where, whom, and what befell them."""

    event: str
    category: str
    measure: str

    @property
    def is_toll(self) -> bool:
        """Whether it counts all the dead, or all but attackers: what is told first."""
        return MEASURES.same(self.measure) == "killed" and self.category in HEADLINE


_cell = lru_cache(maxsize=4_096)(Cell)
"""Kept, for all figures of a page count few cells, which are looked up many times."""


@dataclass(frozen=True)
class Node:
    key: str
    name: str
    parent: str = ""
    href: str = ""
    phrase: str = ""


class Tree:
    """Nodes under their parents; a broken or circular line of parents ends where it breaks."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = {node.key: node for node in nodes}
        self._place = {key: n for n, key in enumerate(self.nodes)}
        self._lines: dict[str, tuple[str, ...]] = {}

    def name(self, key: str, otherwise: str = "") -> str:
        return self.nodes[key].name if key in self.nodes else otherwise

    def line(self, key: str) -> tuple[str, ...]:
        """The key after all it is a part of, topmost first."""
        if key not in self._lines:
            found: list[str] = []
            above = key
            while above in self.nodes and above not in found:
                found.append(above)
                above = self.nodes[above].parent
            self._lines[key] = tuple(reversed(found))
        return self._lines[key]

    def within(self, key: str, whole: str) -> bool:
        """Whether it is the whole itself or a part of it, however deep."""
        return key == whole or whole in self.line(key)

    def parts(self, whole: str) -> list[str]:
        """The whole itself, where it is there, and everything under it."""
        return [key for key in self.nodes if self.within(key, whole)]

    def rank(self, key: str) -> tuple[int, ...]:
        """Sorts wholes before their parts, siblings in their order, strangers last."""
        return tuple(self._place[k] for k in self.line(key)) or (len(self._place),)

    def under(self, key: str) -> list[Node]:
        return [node for node in self.nodes.values() if node.parent == key and node.key != key]


@dataclass(frozen=True)
class CountingContext:
    """``here`` is the event of the page; the trees are those of its root.

    ``place`` is where its clocks stand, as its editors call it; ``members`` are the sources that
    belong to one of its parties.
    """

    here: str
    events: Tree
    categories: Tree
    place: str = ""
    measures: Measures = MEASURES
    members: frozenset[str] = frozenset()
    of_whole: str = ""
    """Where the whole event happened, in as few words as its editors gave."""
    usual: Mapping[str, str] = field(default_factory=dict)
    """For words that say the same of people here, the usual one of them."""
    _counts: dict[Cell, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def cell(self, event: str, category: str, measure: str) -> Cell:
        """What is counted, under one word where an event uses several for the same."""
        return _cell(event, category, self.usual.get(measure, measure))

    def whom(self, cell: Cell) -> str:
        """Who or what is counted, as a heading: things that were hit are nobody."""
        name = self.categories.name(cell.category, spelled(cell.category).capitalize())
        return heading(cell.category, name) if self.measure(cell).of_people else name

    def phrase(self, category: str) -> str:
        """The people counted as a sentence says it, “soldiers”; empty where nobody said how."""
        node = self.categories.nodes.get(category)
        return (node.phrase if node else "") or PHRASES.get(category, "")

    def measure(self, cell: Cell) -> Measure:
        return self.measures.of(cell.measure)

    def among(self, category: str) -> str:
        """The people counted, inside a sentence; names that editors gave keep their capitals."""
        name = self.categories.name(category, spelled(category))
        return str(name).lower() if category in OF_OURS else name

    def where(self, cell: Cell) -> str:
        """The part of the event; nothing for the event of the page itself."""
        return "" if cell.event == self.here else self.events.name(cell.event, _("another event"))

    def shortly(self, cell: Cell) -> str:
        """The same in as few words as its title allows."""
        return place_in(self.where(cell))

    def place_of(self, cell: Cell) -> str:
        """The same for what is read beside other places, where the page itself is one of them."""
        if cell.event != self.here:
            return self.shortly(cell)
        title = self.events.name(self.here)
        named = place_in(title)
        return named if named != title else self.of_whole

    def counts(self, cell: Cell) -> str:
        """Where and who; put together once, for most figures of a page count a few cells."""
        if cell not in self._counts:
            where, whom = self.where(cell), self.whom(cell)
            told = _("%(place)s: %(people)s", place=where, people=whom) if where else whom
            self._counts[cell] = told
        return self._counts[cell]

    def counted(self, cell: Cell) -> str:
        """Who is counted with what befell them; all of some things by their name alone."""
        measure, whom = self.measure(cell), self.whom(cell)
        # "Vehicles, vehicles set on fire" says it twice.
        says_so = measure.name.casefold().startswith(whom.casefold())
        if not measure.of_people and (cell.category == ALL or says_so):
            return measure.name
        return _("%(people)s, %(measure)s", people=whom, measure=measure.name)

    def with_attackers(self, category: str) -> bool:
        """Whether the tree has attackers, and they are among these people."""
        return ATTACKERS in self.categories.nodes and self.categories.within(ATTACKERS, category)

    def without_attackers(self, category: str) -> bool:
        """Whether it is everybody but the attackers, where there are any."""
        return category == EVERYONE_ELSE and ATTACKERS in self.categories.nodes

    def inside(self, inner: Cell, outer: Cell) -> bool:
        """Whether one cell holds only people the other holds too."""
        return (
            inner != outer
            and inner.measure == outer.measure
            and self.events.within(inner.event, outer.event)
            and self.categories.within(inner.category, outer.category)
        )

    def rank(self, cell: Cell) -> tuple[object, ...]:
        return (
            *measure_rank(cell.measure),
            self.events.rank(cell.event),
            self.categories.rank(cell.category),
            cell.event,
            cell.category,
        )


def usual_words(used: Iterable[str], measures: Measures) -> dict[str, str]:
    """For each of several words for one measure the usual one; a single word stays as it is."""
    found: dict[str, list[str]] = {}
    for word in used:
        found.setdefault(measures.same(word), []).append(word)
    return {word: same for same, words in found.items() if len(words) > 1 for word in words}


def context_of(here: str, events: Tree, whole: EventState | None) -> CountingContext:
    """How an event counts, by the state of the whole it belongs to.

    Its clocks stand where the editors of the whole say, by the widest name they give.
    """
    if whole is None:
        return CountingContext(here, events, Tree(()))
    members = {member.source for party in whole.parties or () for member in party.members}
    return CountingContext(
        here,
        events,
        categories_of(whole),
        place=whole.place.rpartition(",")[2].strip(),
        of_whole=whole.place.partition(",")[0].strip(),
        measures=measures_of(whole),
        members=frozenset(members),
    )


def place_in(title: str) -> str:
    """The place a title ends on, “Kalat” of “Attacks in Kalat”; else the title whole."""
    found = ENDS_ON_A_PLACE.search(title)
    return found["place"] if found and found["place"][0].isupper() else title


_OURS = {one.slug: place for place, one in enumerate(DEFAULTS)}


def measure_rank(measure: str) -> tuple[int, str]:
    """The killed first, then in our own order, then by name."""
    return (_OURS.get(measure, len(_OURS)), measure)


def categories_of(state: EventState) -> Tree:
    return Tree(Node(c.slug, c.name, c.parent, phrase=c.phrase) for c in state.categories)


def measures_of(state: EventState) -> Measures:
    """What an event counts, as readers see it."""
    return Measures(
        Measure(one.slug, one.name, one.one, one.many, one.nature, one.sum_of)
        for one in state.measures
    )
