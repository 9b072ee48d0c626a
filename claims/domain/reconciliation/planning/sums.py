"""Settled counts of different cells that still cannot all be true: one card for each move.

A move lets some figures give way: a whole leaves some out, so that its most no longer binds, or
a figure is left out. The move that leaves least over all parties is proposed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.domain.messages import gettext as _
from claims.domain.reconciliation.conflicts import Ids
from claims.domain.reconciliation.planning.card import Card, CardKind, Choice, sum_key
from claims.domain.reconciliation.planning.clashing import Clash, clashing
from claims.domain.reconciliation.planning.in_play import InPlay
from claims.domain.reconciliation.planning.settle import settle
from claims.domain.reconciliation.values import Figure, natural
from claims.domain.vocabulary import Option

SOFT, WHOLE, PART, OUT = range(4)
"""What gives way first, among moves that leave as much."""
WHY = {
    SOFT: _("a range taken for want of better gives way first"),
    WHOLE: _("if the whole leaves some of them out, the rest can be true"),
    PART: _("if this part leaves some out, the rest can be true"),
    OUT: _("without it the rest can be true"),
}


@dataclass(frozen=True)
class _Move:
    """`lifted` lose their most, `out` are left out; `about` is the figure that it begins with."""

    kind: int
    about: Figure
    lifted: Ids
    out: Ids

    def clears(self, clash: Clash) -> bool:
        return not (self.lifted.isdisjoint(clash.as_most) and self.out.isdisjoint(clash.ids))

    @property
    def gives_way(self) -> tuple[str, ...]:
        return tuple(sorted(self.lifted | self.out, key=natural))


def cards(play: InPlay) -> Iterator[Card]:
    """One card after the other, each with the proposals before it taken."""
    known: list[Clash] = []
    while True:
        known = known or list(clashing(play))
        if not known:
            return
        card = _card(known, play)
        yield card
        moved = _Move(OUT, known[0].figures[0], *_effect(card.proposal, play))
        known = [clash for clash in known if not moved.clears(clash)]
        play = settle(card, card.proposal, play)


def _effect(choice: Choice, play: InPlay) -> tuple[Ids, Ids]:
    ways = play.as_bound(choice.give_way)
    none: Ids = frozenset()
    return (ways, none) if choice.option is Option.LEAVES_SOME_OUT else (none, ways)


def _card(known: Sequence[Clash], play: InPlay) -> Card:
    move = min(_moves(known, play), key=lambda move: _order(move, known))
    cleared = [clash for clash in known if move.clears(clash)]
    ids = play.as_said(figure for clash in cleared for figure in clash.ids)
    option = Option.LEAVES_SOME_OUT if move.lifted else Option.LEAVE_OUT
    about = move.about
    return Card(
        key=sum_key(play.as_said([about.id])[0]),
        kind=CardKind.PART_WHOLE,
        figures=ids,
        proposal=Choice(option, WHY[move.kind], give_way=play.as_said(move.gives_way)),
        clears=len(cleared),
        cell=_whole(cleared, play).cell,
        party=play.party[about.id],
    )


def _order(move: _Move, known: Sequence[Clash]) -> tuple[object, ...]:
    left = sum(not move.clears(clash) for clash in known)
    return left, move.kind, len(move.gives_way), natural(move.about.id)


def _moves(known: Sequence[Clash], play: InPlay) -> Iterator[_Move]:
    seen: set[tuple[int, str]] = set()
    for clash in known:
        for figure in clash.figures:
            for move in _of_figure(figure, clash, play):
                if (move.kind, figure.id) not in seen:
                    seen.add((move.kind, figure.id))
                    yield move


def _of_figure(figure: Figure, clash: Clash, play: InPlay) -> Iterator[_Move]:
    none: Ids = frozenset()
    same = _carriers(figure, play)
    if figure.id in clash.as_most:
        whole = all(play.case.contains(figure.cell, other.cell) for other in clash.figures)
        yield _Move(WHOLE if whole else PART, figure, same | _above(figure, play), none)
    yield _Move(SOFT if figure.id in play.soft else OUT, figure, none, same)


def _carriers(figure: Figure, play: InPlay) -> Ids:
    """All who carry the count of a figure."""
    figure = play.by_id[figure.id]
    same = (
        f.id
        for f in play.by_cell[figure.cell]
        if (f.low, f.high, f.number) == (figure.low, figure.high, figure.number)
    )
    return frozenset(same)


def _above(figure: Figure, play: InPlay) -> Ids:
    """Wholes above it in the statements that carry its count: they leave out the same people."""
    statements = {play.by_id[one].said_in for one in _carriers(figure, play)}
    return frozenset(
        other.id
        for other in play.figures
        if other.high is not None
        and other.said_in in statements
        and play.case.contains(other.cell, figure.cell)
    )


def _whole(cleared: Sequence[Clash], play: InPlay) -> Figure:
    """The widest of the figures: where the card is looked for."""

    def width(figure: Figure) -> tuple[object, ...]:
        case, cell = play.case, figure.cell
        depth = len(case.events.lines[cell.event]) + len(case.categories.lines[cell.category])
        return depth, natural(figure.id)

    return min((f for clash in cleared for f in clash.figures), key=width)
