"""Findings that an editor has answered already: what was explained or shown needs no decision.

Nobody said which figure is right, so all of them stay: within a cell they stand side by side as a
range, a whole that its parts exceed leaves some of them out, and opposed parties are both shown.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from claims.domain.messages import gettext as _
from claims.domain.reconciliation.planning import cells
from claims.domain.reconciliation.planning.card import Card
from claims.domain.reconciliation.planning.clashing import used_as_most
from claims.domain.reconciliation.planning.in_play import InPlay, apart
from claims.domain.reconciliation.planning.parties import opposed
from claims.domain.reconciliation.planning.proposals import as_range
from claims.domain.reconciliation.planning.settle import settle
from claims.domain.reconciliation.values import Cell, Figure
from claims.domain.vocabulary import Option

WHY = _("what lies apart was answered by us")
Count = tuple[int, int | None, int | None]


def answers_applied(play: InPlay) -> InPlay:
    """The figures in play, less what they cannot be held to after those answers."""
    told = [tuple(sorted(ids)) for ids in play.case.answered if ids <= play.by_id.keys()]
    clashes = [[play.by_id[figure] for figure in ids] for ids in sorted(told)]
    play = replace(play, shown=play.shown.union(_shown(clashes, play)))
    of_cells: dict[Cell, list[Sequence[Figure]]] = {}
    for figures in clashes:
        if _within_a_side(figures, play):
            if len({figure.cell for figure in figures}) == 1:
                of_cells.setdefault(figures[0].cell, []).append(figures)
            else:
                play = play.lifted(used_as_most(figures, play))
    for cell, answered in sorted(of_cells.items()):
        play = _side_by_side(cell, answered, play)
    return play


def _shown(clashes: Iterable[Sequence[Figure]], play: InPlay) -> Iterator[tuple[str, ...]]:
    """Parties that an answer shows side by side."""
    for figures in clashes:
        parties = sorted({play.party[figure.id] for figure in figures})
        yield from (pair for pair in combinations(parties, 2) if opposed(*pair, play.case))


def _within_a_side(figures: Sequence[Figure], play: InPlay) -> bool:
    parties = {play.party[figure.id] for figure in figures}
    return not any(opposed(*pair, play.case) for pair in combinations(sorted(parties), 2))


def _side_by_side(cell: Cell, answered: Iterable[Sequence[Figure]], play: InPlay) -> InPlay:
    """Each is shown where all that lies apart was answered; who says the same is answered too."""
    known = {frozenset(map(_count, figures)) for figures in answered}
    for card in cells.of_cell(cell, play):
        if known.issuperset(_apart(card, play)):
            return settle(card, as_range(card.counts, WHY, Option.EACH), play)
    return play


def _apart(card: Card, play: InPlay) -> Iterator[frozenset[Count]]:
    said = {_count(play.by_id[figure]): play.by_id[figure] for figure in card.figures}
    for one, other in combinations(said.values(), 2):
        if apart((one, other)):
            yield frozenset({_count(one), _count(other)})


def _count(figure: Figure) -> Count:
    return figure.low, figure.high, figure.number
