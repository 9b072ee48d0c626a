"""What a range hides: a wide part no longer clashes with a smaller whole."""

from claims.domain.reconciliation.planning import cells, sums
from claims.domain.reconciliation.planning.agenda import cells_settled
from claims.domain.reconciliation.planning.card import Card, CardKind, Count
from claims.domain.reconciliation.planning.fitting import fits
from claims.domain.reconciliation.planning.in_play import InPlay
from claims.domain.reconciliation.planning.kept_decisions import begun
from claims.domain.reconciliation.planning.settle import decided_id, settle
from claims.domain.reconciliation.values import Case
from claims.domain.vocabulary import Option


def settled(play: InPlay) -> InPlay:
    """With the proposals taken of every cell, and of every sum."""
    ground = cells_settled(play, cells.cards(play))
    for card in sums.cards(ground):
        ground = settle(card, card.proposal, ground)
    return ground


def hidden_by(case: Case, card: Card) -> tuple[Count, ...]:
    """Counts that a proposed range hides, in an event as it stands."""
    return hidden(card, settled(begun(case))) if _ranged(card) else ()


def hidden(card: Card, ground: InPlay) -> tuple[Count, ...]:
    """Counts of a proposed range that by themselves cannot be true with all that is settled."""
    if not _ranged(card) or decided_id(card) not in ground.by_id:
        return ()
    own = ground.by_id[decided_id(card)]
    said = ground.by_measure[own.cell.measure]
    return tuple(count for count in card.counts if not fits(count, card, ground, said))


def _ranged(card: Card) -> bool:
    return card.kind is CardKind.ONE_CELL and card.proposal.option in (Option.RANGE, Option.EACH)
