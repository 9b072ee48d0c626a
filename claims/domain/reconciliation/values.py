"""What the engine works on: figures as they were said, where they stand, and who said them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from itertools import combinations
from typing import Self

from claims.domain import chains
from claims.domain.measures import MEASURES, Measures
from claims.domain.messages import gettext as _
from claims.domain.parties import Party
from claims.domain.reconciliation.trees import Tree
from claims.domain.vocabulary import Option, Qualifier, Treatment, Word


class Ended(Word):
    """Why the figures of a claim no longer count."""

    SUPERSEDED = "superseded", _("claim replaced")
    WITHDRAWN = "withdrawn", _("claim withdrawn")
    MISATTRIBUTED = "misattributed", _("claim misattributed")
    MERGED = "merged", _("claim merged into another")
    RETRACTED = "retracted", _("claim retracted")
    REFUTED = "refuted", _("claim refuted")


@dataclass(frozen=True, order=True)
class Cell:
    """Whom a figure counts: people of a category, in a part of the event, by a measure."""

    event: str
    category: str
    measure: str


@dataclass(frozen=True)
class Time:
    """The first and last instant a count can be of, and what readers are told."""

    first: datetime
    last: datetime
    day: date
    """The last day it can be of."""
    since: date
    """The first."""
    told: str
    """As exact as it was stated: "July 2018"."""


HEDGES = frozenset({Qualifier.ABOUT, Qualifier.MORE_THAN, Qualifier.NEARLY})
"""What is said with a number that is not counted to the last one."""


@dataclass(frozen=True)
class Figure:
    """One number as it was said. Nothing here is ever changed to agree with another."""

    id: str
    cell: Cell
    low: int
    high: int | None
    claimant: str
    utterance: str
    qualifier: Qualifier = Qualifier.PLAIN
    value: int | None = None
    time: Time | None = None
    said_on: date | None = None
    """When the claimant said it: with which party it stood is asked as of that day."""
    final: bool = False
    concedes: bool = False
    """Whether the claimant says it against the interest of its own party."""
    supersedes: frozenset[str] = frozenset()
    repeats: str = ""
    derived_from: tuple[tuple[str, str], ...] = ()
    """Pairs of a sign and a figure."""
    built_on: tuple[str, ...] = ()
    same_people_as: frozenset[str] = frozenset()
    readings: tuple[Cell, ...] = ()
    """Other cells that the same words could mean."""
    treatment: Treatment = Treatment.USE
    credits: frozenset[str] = frozenset()
    """Sources that this figure's claim itself names as those who counted."""
    as_its_own: bool = False
    """Whether a quotation on file shows the claimant give it as a count of its own."""
    ended: Ended | None = None
    """What became of its claim, where that no longer bears it."""
    measure: str = ""
    """The word for what is counted, as recorded: one cell can have several."""
    estimate: bool = False
    """Whether it was said to be no count."""
    leaves_people_out: bool = False
    """Whether its claimant says that the parts named with it are not all."""
    words: str = ""

    @property
    def said_in(self) -> tuple[str, str]:
        """The statement it was part of: two claimants never speak in one."""
        return self.claimant, self.utterance

    @property
    def number(self) -> int | None:
        """The one number that was said, where there was one."""
        if self.value is not None:
            return self.value
        return self.low if self.low == self.high else None


@dataclass(frozen=True)
class Decision:
    """What an editor decided, and the figures that were there then."""

    option: Option
    figures: frozenset[str]
    """Of a sum those that give way."""
    cell: Cell | None = None
    party: str = ""
    parties: tuple[str, ...] = ()
    figure: str = ""
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Case:
    """One event with its figures. `without` are figures set aside for a question."""

    events: Tree
    categories: Tree
    sources: chains.Sources
    figures: tuple[Figure, ...]
    without: frozenset[str] = frozenset()
    measures: Measures = MEASURES
    used_together: tuple[frozenset[str], ...] = ()
    """Figures that one position of ours adds up, less those that it says how to read."""
    decisions: tuple[Decision, ...] = ()
    """What was decided, in order; of several about one thing the last holds."""
    answered: frozenset[frozenset[str]] = frozenset()
    """Sets of figures that cannot all be true, which an editor has explained or shows so."""

    @cached_property
    def worked_out(self) -> dict[str, object]:
        """What was worked out once for this very case and is asked again."""
        return {}

    @cached_property
    def by_id(self) -> Mapping[str, Figure]:
        return {f.id: f for f in sorted(self.figures, key=lambda f: natural(f.id))}

    @cached_property
    def superseded_by(self) -> Mapping[str, tuple[Figure, ...]]:
        found: dict[str, tuple[Figure, ...]] = {}
        for figure in self.by_id.values():
            for older in figure.supersedes:
                found[older] = (*found.get(older, ()), figure)
        return found

    @cached_property
    def live(self) -> tuple[Figure, ...]:
        """Figures that bound the count: neither replaced, repeated, derived nor set aside.

        A total that is no longer live takes along the parts that were given with it, and a count
        that was replaced those that the same voice had gone beyond with it.
        """
        own = [f for f in self.by_id.values() if self.counted(f) and self.in_use(f)]
        own = [f for f in own if not self.led_up_to_replaced(f)]
        gone = by_statement(f for f in self.by_id.values() if self._no_longer(f))
        return tuple(f for f in own if not self.part_of_any(f, gone.get(f.said_in, ())))

    @cached_property
    def hedged(self) -> frozenset[tuple[str, int]]:
        """Numbers that somebody gave with a hedge, by measure."""
        return frozenset(
            (f.cell.measure, f.value)
            for f in self.by_id.values()
            if f.qualifier in HEDGES and f.value is not None and self.in_use(f)
        )

    def led_up_to_replaced(self, figure: Figure) -> bool:
        """Whether the same voice gave a later count in its place, which was replaced since."""
        return any(
            before(figure, newer) and self.same_voice(figure, newer)
            for newer in self._replaced.get(figure.cell, ())
        )

    @cached_property
    def _replaced(self) -> Mapping[Cell, list[Figure]]:
        found: dict[Cell, list[Figure]] = {}
        for key in self.superseded_by:
            if (older := self.by_id.get(key)) and self.in_use(older):
                found.setdefault(older.cell, []).append(older)
        return found

    def _no_longer(self, figure: Figure) -> bool:
        """Whether a count stood once and does not now."""
        newer = self.superseded_by.get(figure.id, ())
        replaced = any(later.said_in != figure.said_in for later in newer)
        return replaced or figure.treatment is not Treatment.USE or figure.ended is not None

    def part_of_any(self, part: Figure, totals: Iterable[Figure]) -> bool:
        """Whether a figure is a part of any of these totals, of which none counts the same."""
        return any(
            total.cell != part.cell and self.contains(total.cell, part.cell) for total in totals
        )

    @cached_property
    def provers(self) -> dict[frozenset[Cell], object]:
        """Models that were put to the solver once and are asked again: sums share their cells."""
        return {}

    def counted(self, figure: Figure) -> bool:
        """Whether somebody counted, and no newer count by the same chain took its place."""
        said = not (figure.repeats or figure.derived_from or figure.id in self.superseded_by)
        return said and figure.treatment is not Treatment.RECORD_ERROR

    def in_use(self, figure: Figure) -> bool:
        kept = figure.treatment is Treatment.USE and figure.ended is None
        return kept and figure.id not in self.without

    def contains(self, whole: Cell, part: Cell) -> bool:
        """Whether everybody in the part is in the whole, of whose sum its measure may be."""
        return (
            (whole.measure == part.measure or whole.measure in self.wholes_of(part.measure))
            and self.events.contains(whole.event, part.event)
            and self.categories.contains(whole.category, part.category)
        )

    def wholes_of(self, measure: str) -> tuple[str, ...]:
        return self.measures.wholes.get(measure, ())

    def is_state(self, figure: Figure) -> bool:
        return self.measures.is_state(figure.cell.measure)

    def may_overlap(self, a: Cell, b: Cell) -> bool:
        """Whether somebody can be counted in both."""
        return a.measure == b.measure and not (
            self.events.apart(a.event, b.event) or self.categories.apart(a.category, b.category)
        )

    def voice(self, figure: Figure) -> chains.Originator:
        """Who said it, as of the day it was said."""
        return chains.Originator(figure.claimant, figure.concedes, figure.said_on)

    def party_of(self, figure: Figure) -> Party | None:
        """The party of the event that its claimant stood with when it said it."""
        return chains.party_of(self.voice(figure), self.sources)

    def opposed(self, figures: Iterable[Figure]) -> bool:
        """Whether two of them are of different parties that are not allied."""
        parties = self.parties_of(figures)
        return any(self.sources.parties.opposed(a, b) for a, b in combinations(parties, 2))

    def parties_of(self, figures: Iterable[Figure]) -> list[Party]:
        found = {party.slug: party for f in figures if (party := self.party_of(f))}
        return [found[slug] for slug in sorted(found)]

    def same_voice(self, a: Figure, b: Figure) -> bool:
        return chains.same_voice(self.voice(a), self.voice(b), self.sources)

    def read_as(self, readings: Mapping[str, Cell]) -> Self:
        """The same case with some figures' words taken to count other people."""
        figures = tuple(
            replace(f, cell=readings[f.id]) if f.id in readings else f for f in self.figures
        )
        return replace(self, figures=figures)


def before(a: Figure, b: Figure) -> bool:
    """Whether a is known to be the earlier count: a day is not before an hour of that day."""
    return a.time is not None and b.time is not None and a.time.last < b.time.first


def by_statement(figures: Iterable[Figure]) -> dict[tuple[str, str], list[Figure]]:
    found: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.said_in, []).append(figure)
    return found


def known_day(figure: Figure) -> bool:
    """Whether it is known to the day when a count was of."""
    return figure.time is not None and figure.time.since == figure.time.day


def same_moment(a: Figure, b: Figure) -> bool:
    """Whether two counts are of one day, and neither is known to be the earlier."""
    if a.time is None or b.time is None or before(a, b) or before(b, a):
        return False
    return known_day(a) and known_day(b) and a.time.day == b.time.day


@lru_cache(maxsize=10_000)
def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """An order in which A2 comes before A10."""
    pieces = re.findall(r"[0-9]+|[^0-9]+", text)
    return tuple((0, int(p), p) if p.isdecimal() else (1, 0, p) for p in pieces)
