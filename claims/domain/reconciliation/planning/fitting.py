"""Which counts of a range can be true with what is settled beside it."""

from collections.abc import Iterable
from dataclasses import replace

from claims.domain.reconciliation.planning.card import Card, Choice, Count
from claims.domain.reconciliation.planning.in_play import InPlay
from claims.domain.reconciliation.planning.parties import NO_PARTY
from claims.domain.reconciliation.planning.proposals import FITTING_REST, as_range, nearest_stands
from claims.domain.reconciliation.planning.questions import fit_there
from claims.domain.reconciliation.planning.settle import decided_id
from claims.domain.reconciliation.values import Figure
from claims.domain.vocabulary import Option


def narrowed(card: Card, ground: InPlay, play: InPlay) -> Card:
    """A card whose range was taken for want of better, less what its place has no room for.

    `ground` is what follows from the proposals of all cells, `play` what they are made of.
    """
    if card.proposal.firm or decided_id(card) not in ground.by_id:
        return card
    own = ground.by_id[decided_id(card)]
    there = [f for f in ground.by_measure[own.cell.measure] if f.cell.event == own.cell.event]
    left = tuple(count for count in card.counts if fits(count, card, ground, there))
    if not left or len(left) == len(card.counts):
        return card
    return replace(card, proposal=_of_those(left, play))


def _of_those(left: tuple[Count, ...], play: InPlay) -> Choice:
    if len(left) == 1:
        return replace(nearest_stands(left, play), why=FITTING_REST)
    return as_range(left, FITTING_REST, Option.RANGE)


def fits(count: Count, card: Card, ground: InPlay, among: Iterable[Figure]) -> bool:
    """Whether it can be true by every party's figures with those of no party."""
    own = ground.by_id[decided_id(card)]
    alone = replace(own, low=count.low, high=count.high)
    said = [figure for figure in among if figure.id != own.id]
    parties = (card.party,) if card.party else (ground.parties or (NO_PARTY,))
    groups = (ground.of(ground.allied(party) | {NO_PARTY}, said) for party in parties)
    return all(fit_there([*group, alone], ground.case) for group in groups)
