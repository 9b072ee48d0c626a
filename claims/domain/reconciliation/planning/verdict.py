"""What is possible for each count: by each party's own figures, and over all. A row has a range.

Where a party's own figures cannot all be true, its row spans what is possible whichever of its
open counts stands; over all, parties that differ are spanned from the lowest to the highest.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from claims.domain.reconciliation.lp import Prover
from claims.domain.reconciliation.planning.card import Card, CardKind
from claims.domain.reconciliation.planning.in_play import InPlay, apart, hull
from claims.domain.reconciliation.planning.opposing import disputes
from claims.domain.reconciliation.planning.parties import NO_PARTY, opposed, voice_of
from claims.domain.reconciliation.planning.possible import possible
from claims.domain.reconciliation.planning.questions import prover_for
from claims.domain.reconciliation.ranges import named_cells
from claims.domain.reconciliation.values import Cell, Figure
from claims.domain.vocabulary import Word

ALL = "*"
"""Stands for everybody in a row over all."""


class Whose(Word):
    PARTY = "party", "A party"
    SOURCE = "source", "A source by itself"
    NO_PARTY = "no_party", "Those of no party"
    ALL = "all", "Everybody"


class Standing(Word):
    """How far a row over all can be relied on."""

    AGREED = "agreed", "All allow this together"
    OPEN = "open", "Decisions are open"
    PARTIES_DIFFER = "parties_differ", "The parties differ"


@dataclass(frozen=True)
class Row:
    cell: Cell
    party: str
    whose: Whose
    low: int
    high: int | None
    open: tuple[str, ...] = ()
    """Keys of the cards that touch it."""
    standing: Standing | None = None
    speaks: bool = True
    """Whether it rests on figures of this very count or its parts, not only of a whole."""


def rows(play: InPlay, cards: Sequence[Card]) -> tuple[Row, ...]:
    """For each named cell a row for each party that bounds it, then one over all."""
    measures: dict[str, list[Cell]] = {}
    for cell in named_cells(play.case):
        measures.setdefault(cell.measure, []).append(cell)
    found: list[Row] = []
    touching = _touching(cards, play)
    disputed = {dispute.parties: dispute.sets for dispute in disputes(play)}
    for cells in measures.values():
        found += _Measure(play, tuple(cells), touching, disputed).rows()
    return tuple(sorted(found, key=lambda row: (row.cell, row.party == ALL, row.party)))


@dataclass(frozen=True)
class _Touch:
    """Where a card matters: for these parties or voices, by figures in these cells."""

    key: str
    kind: CardKind
    whose: frozenset[str]
    cells: frozenset[Cell]


def _touching(cards: Sequence[Card], play: InPlay) -> list[_Touch]:
    case, found = play.case, []
    for card in cards:
        figures = [case.by_id[figure] for figure in card.figures]
        parties = {play.party.get(f.id, NO_PARTY) for f in figures}
        voices = {voice_of(f, case) for f in figures}
        cells = frozenset(f.cell for f in figures)
        found.append(_Touch(card.key, card.kind, frozenset(parties | voices), cells))
    return found


@dataclass
class _Measure:
    """Everything about the cells of one measure."""

    play: InPlay
    cells: tuple[Cell, ...]
    touching: Sequence[_Touch]
    disputed: Mapping[tuple[str, str], Sequence[frozenset[str]]]
    prover: Prover | None = field(init=False)
    own: Sequence[Figure] = field(init=False)

    def __post_init__(self) -> None:
        self.prover = prover_for(frozenset(self.cells), self.play.case)
        self.own = self.play.own(self.cells[0].measure)

    def rows(self) -> Iterator[Row]:
        told = [*self._of_parties(), *self._of_sources()]
        yield from told
        by_cell: dict[Cell, list[Row]] = {}
        for row in told:
            by_cell.setdefault(row.cell, []).append(row)
        together = self._together()
        for cell, own in by_cell.items():
            yield self._over_all(cell, own, together)

    def _of_parties(self) -> Iterator[Row]:
        divided = set(self._divided())
        for party in (NO_PARTY, *self.play.parties):
            own = self.play.of({party}, self.own)
            wanted = [c for c in self.cells if party != NO_PARTY or c not in divided]
            whose = Whose.PARTY if party else Whose.NO_PARTY
            yield from self._of(party, whose, own, wanted)

    def _of_sources(self) -> Iterator[Row]:
        """Those of no party each by itself, where they lie apart."""
        voices: dict[str, list[Cell]] = {}
        nobodys = self.play.of({NO_PARTY}, self.own)
        said: dict[str, list[Figure]] = {}
        for figure in nobodys:
            said.setdefault(voice_of(figure, self.play.case), []).append(figure)
        for cell in self._divided():
            for voice, figures in said.items():
                if any(figure.cell == cell for figure in figures):
                    voices.setdefault(voice, []).append(cell)
        for voice in sorted(voices):
            yield from self._of(voice, Whose.SOURCE, said[voice], voices[voice])

    def _divided(self) -> list[Cell]:
        """Cells in which figures of no party lie apart."""
        found: dict[Cell, list[Figure]] = {}
        for figure in self.play.of({NO_PARTY}, self.own):
            found.setdefault(figure.cell, []).append(figure)
        return [cell for cell in self.cells if apart(found.get(cell, ()))]

    def _of(
        self, party: str, whose: Whose, own: Sequence[Figure], wanted: Iterable[Cell]
    ) -> Iterator[Row]:
        contains = self.play.case.contains
        said = {figure.cell for figure in own}
        speaks = {c: any(contains(c, one) for one in said) for c in wanted}
        asked = [c for c in speaks if speaks[c] or any(contains(one, c) for one in said)]
        for cell, (low, high) in self._ranges(own, asked).items():
            if speaks[cell] or low or high is not None:
                touched = tuple(t.key for t in self._touched(cell) if party in t.whose)
                yield Row(cell, party, whose, low, high, touched, speaks=speaks[cell])

    def _ranges(
        self, figures: Sequence[Figure], cells: Sequence[Cell]
    ) -> Mapping[Cell, tuple[int, int | None]]:
        if not cells:
            return {}
        case = self.play.case
        if case.measures.is_state(cells[0].measure):
            return {cell: _of_states(figures, cell) for cell in cells}
        return possible(self.prover, figures, cells, case)

    def _touched(self, cell: Cell) -> Iterator[_Touch]:
        contains = self.play.case.contains
        for touch in self.touching:
            if any(contains(cell, one) for one in touch.cells):
                yield touch

    def _together(self) -> Mapping[str, Mapping[Cell, tuple[int, int | None]]]:
        """For each party what its figures allow together with those of no party, as decided."""
        bound = self.play.by_measure.get(self.cells[0].measure, ())
        return {
            party: self._ranges(
                self.play.of(self.play.allied(party) | {NO_PARTY}, bound), self.cells
            )
            for party in self.play.parties or (NO_PARTY,)
        }

    def _over_all(
        self,
        cell: Cell,
        told: Sequence[Row],
        together: Mapping[str, Mapping[Cell, tuple[int, int | None]]],
    ) -> Row:
        speaking = [row for row in told if row.speaks] or list(told)
        over_all = Row(cell, ALL, Whose.ALL, *hull(speaking))
        if any(touch.kind is not CardKind.OPPOSED for touch in self._touched(cell)):
            return replace(over_all, standing=Standing.OPEN)
        sides = [row.party for row in speaking if row.whose is Whose.PARTY]
        asked = [together[party][cell] for party in sides or together]
        low = max(least for least, _ in asked)
        most = [high for _, high in asked if high is not None]
        high = min(most, default=None)
        if self._differ(cell, speaking) or (high is not None and high < low):
            return replace(over_all, standing=Standing.PARTIES_DIFFER)
        return replace(over_all, low=low, high=high, standing=Standing.AGREED)

    def _differ(self, cell: Cell, speaking: Sequence[Row]) -> bool:
        """Whether parties that oppose each other lie apart here, or in parts of this count."""
        sides = [row for row in speaking if row.whose is Whose.PARTY]
        for a, b in combinations(sides, 2):
            if opposed(a.party, b.party, self.play.case):
                disputed = self.disputed.get((a.party, b.party), ())
                if apart((a, b)) or any(self._within(cell, figures) for figures in disputed):
                    return True
        return False

    def _within(self, cell: Cell, figures: Iterable[str]) -> bool:
        contains, by_id = self.play.case.contains, self.play.case.by_id
        return all(contains(cell, by_id[f].cell) for f in self.play.as_said(figures))


def _of_states(figures: Sequence[Figure], cell: Cell) -> tuple[int, int | None]:
    """States of one moment do not bound those of another: from the lowest to the highest."""
    here = [figure for figure in figures if figure.cell == cell]
    return hull(here) if here else (0, None)
