"""What is possible for each count: by each party's own figures, and over all. A row has a range.

Where a party's own figures cannot all be true, its row spans what is possible whichever of its
open counts stands; over all, parties that differ are spanned from the lowest to the highest.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from claims.domain.messages import gettext as _
from claims.domain.reconciliation.lp import Prover
from claims.domain.reconciliation.planning.card import Card, CardKind
from claims.domain.reconciliation.planning.in_play import InPlay, apart, hull
from claims.domain.reconciliation.planning.opposing import pairs_apart
from claims.domain.reconciliation.planning.parties import NO_PARTY, opposed, voice_of
from claims.domain.reconciliation.planning.possible import possible
from claims.domain.reconciliation.planning.questions import prover_for
from claims.domain.reconciliation.ranges import Ends, named_cells
from claims.domain.reconciliation.values import Cell, Figure
from claims.domain.vocabulary import Word

ALL = "*"
"""Stands for everybody in a row over all."""
OPEN = frozenset({CardKind.ONE_CELL, CardKind.PART_WHOLE})
"""Cards whose answer can change what is possible."""


class Whose(Word):
    PARTY = "party", _("A party")
    SOURCE = "source", _("A source by itself")
    NO_PARTY = "no_party", _("Those of no party")
    ALL = "all", _("Everybody")


class Standing(Word):
    """How far a row over all can be relied on."""

    AGREED = "agreed", _("All allow this together")
    OPEN = "open", _("Decisions are open")
    PARTIES_DIFFER = "parties_differ", _("The parties differ")


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


def rows(play: InPlay, cards: Sequence[Card], only: Cell | None = None) -> tuple[Row, ...]:
    """For each named cell a row for each party that speaks of it or its parts, and one over all.

    ``only`` asks for those of one cell, named or not.
    """
    measures: dict[str, list[Cell]] = {}
    for cell in sorted({*named_cells(play.case), *([only] if only else [])}):
        if only is None or cell.measure == only.measure:
            measures.setdefault(cell.measure, []).append(cell)
    found: list[Row] = []
    touching = _touching(cards, play)
    disputed = {
        pair: [(one.cell, other.cell) for one, other in pairs_apart(pair, play)]
        for pair in combinations(play.parties, 2)
    }
    for cells in measures.values():
        asked = tuple(cells) if only is None else (only,)
        found += _Measure(play, tuple(cells), asked, touching, disputed).rows()
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
    asked: tuple[Cell, ...]
    touching: Sequence[_Touch]
    disputed: Mapping[tuple[str, str], Sequence[tuple[Cell, Cell]]]
    prover: Prover | None = field(init=False)
    own: Sequence[Figure] = field(init=False)
    known: dict[frozenset[tuple[str, int, int | None]], dict[Cell, Ends]] = field(
        init=False, default_factory=dict
    )
    """Ranges that were worked out, by the figures they follow from."""

    def __post_init__(self) -> None:
        self.prover = prover_for(frozenset(self.cells), self.play.case)
        self.own = self.play.own(self.cells[0].measure)

    def rows(self) -> Iterator[Row]:
        told = [*self._of_parties(), *self._of_sources()]
        yield from told
        by_cell: dict[Cell, list[Row]] = {}
        for row in told:
            by_cell.setdefault(row.cell, []).append(row)
        over_all = [self._over_all(cell, own) for cell, own in by_cell.items()]
        agreed = [row.cell for row in over_all if row.standing is Standing.AGREED]
        together = self._together({cell: by_cell[cell] for cell in agreed})
        yield from (self._agreed(row, together.get(row.cell, ())) for row in over_all)

    def _of_parties(self) -> Iterator[Row]:
        divided = set(self._divided())
        for party in (NO_PARTY, *self.play.parties):
            own = self.play.of({party}, self.own)
            wanted = [c for c in self.asked if party != NO_PARTY or c not in divided]
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
        return [cell for cell in self.asked if apart(found.get(cell, ()))]

    def _of(
        self, party: str, whose: Whose, own: Sequence[Figure], wanted: Iterable[Cell]
    ) -> Iterator[Row]:
        contains = self.play.case.contains
        said = {figure.cell for figure in own}
        asked = [cell for cell in wanted if any(contains(cell, one) for one in said)]
        for cell, (low, high) in self._ranges(own, asked).items():
            touched = tuple(t.key for t in self._touched(cell) if party in t.whose)
            yield Row(cell, party, whose, low, high, touched)

    def _ranges(self, figures: Sequence[Figure], cells: Sequence[Cell]) -> Mapping[Cell, Ends]:
        if not cells:
            return {}
        case = self.play.case
        if case.measures.is_state(cells[0].measure):
            return {cell: _of_states(figures, cell) for cell in cells}
        # Parties that say nothing of a measure ask the same of those of no party.
        of = frozenset((figure.id, figure.low, figure.high) for figure in figures)
        known = self.known.setdefault(of, {})
        if asked := [cell for cell in cells if cell not in known]:
            known.update(possible(self.prover, figures, asked, case))
        return {cell: known[cell] for cell in cells}

    def _touched(self, cell: Cell) -> Iterator[_Touch]:
        contains = self.play.case.contains
        for touch in self.touching:
            if any(contains(cell, one) for one in touch.cells):
                yield touch

    def _over_all(self, cell: Cell, told: Sequence[Row]) -> Row:
        """The span of all rows, and whether anything stands against one range for all."""
        standing = Standing.AGREED
        if any(touch.kind in OPEN for touch in self._touched(cell)):
            standing = Standing.OPEN
        elif self._differ(cell, told):
            standing = Standing.PARTIES_DIFFER
        return Row(cell, ALL, Whose.ALL, *hull(told), standing=standing)

    def _differ(self, cell: Cell, told: Sequence[Row]) -> bool:
        """Whether parties that oppose each other lie apart here, or in parts of this count."""
        contains = self.play.case.contains
        sides = [row for row in told if row.whose is Whose.PARTY]
        for a, b in combinations(sides, 2):
            if opposed(a.party, b.party, self.play.case):
                disputed = self.disputed.get((a.party, b.party), ())
                if apart((a, b)) or any(all(contains(cell, c) for c in two) for two in disputed):
                    return True
        return False

    def _together(self, agreed: Mapping[Cell, Sequence[Row]]) -> Mapping[Cell, Sequence[Ends]]:
        """What each party that speaks of a cell allows with those of no party, as decided."""
        asked: dict[str, list[Cell]] = {}
        for cell, told in agreed.items():
            sides = [row.party for row in told if row.whose is Whose.PARTY]
            for party in sides or self.play.parties or (NO_PARTY,):
                asked.setdefault(party, []).append(cell)
        bound = self.play.by_measure.get(self.cells[0].measure, ())
        found: dict[Cell, list[Ends]] = {}
        for party, cells in asked.items():
            figures = self.play.of(self.play.allied(party) | {NO_PARTY}, bound)
            for cell, ends in self._ranges(figures, cells).items():
                found.setdefault(cell, []).append(ends)
        return found

    def _agreed(self, row: Row, together: Sequence[Ends]) -> Row:
        """The row with what all allow; with the span of all where that leaves nothing."""
        if row.standing is not Standing.AGREED or not together:
            return row
        low = max(least for least, _ in together)
        high = min((most for _, most in together if most is not None), default=None)
        if high is not None and high < low:
            return replace(row, standing=Standing.PARTIES_DIFFER)
        return replace(row, low=low, high=high)


def _of_states(figures: Sequence[Figure], cell: Cell) -> Ends:
    """States of one moment do not bound those of another: from the lowest to the highest."""
    here = [figure for figure in figures if figure.cell == cell]
    return hull(here) if here else (0, None)
