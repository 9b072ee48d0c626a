"""What a range hides: a wide part no longer clashes with a smaller whole."""

from dataclasses import replace

from claims.domain.reconciliation.planning import cells, sums
from claims.domain.reconciliation.planning.agenda import cells_settled
from claims.domain.reconciliation.planning.binding import in_play
from claims.domain.reconciliation.planning.card import Card, CardKind, Count
from claims.domain.reconciliation.planning.in_play import InPlay
from claims.domain.reconciliation.planning.kept import applied
from claims.domain.reconciliation.planning.parties import NO_PARTY
from claims.domain.reconciliation.planning.questions import fit
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
    return hidden(card, settled(applied(in_play(case)))) if _ranged(card) else ()


def hidden(card: Card, ground: InPlay) -> tuple[Count, ...]:
    """Counts of a proposed range that by themselves cannot be true with all that is settled."""
    if not _ranged(card) or decided_id(card) not in ground.by_id:
        return ()
    return tuple(count for count in card.counts if not _fits(count, card, ground))


def _ranged(card: Card) -> bool:
    return card.kind is CardKind.ONE_CELL and card.proposal.option in (Option.RANGE, Option.EACH)


def _fits(count: Count, card: Card, ground: InPlay) -> bool:
    """Whether it can be true by every party's figures with those of no party."""
    own = ground.by_id[decided_id(card)]
    alone = replace(own, low=count.low, high=count.high)
    said = [f for f in ground.by_measure[own.cell.measure] if f.id != own.id]
    parties = (card.party,) if card.party else (ground.parties or (NO_PARTY,))
    groups = (ground.of(ground.allied(party) | {NO_PARTY}, said) for party in parties)
    return all(fit([*group, alone], ground.case) for group in groups)
