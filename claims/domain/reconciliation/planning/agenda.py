"""The plan of decisions: which there are, in which order, each with a proposal."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.reconciliation.planning import cells, double_counts, opposing, sums
from claims.domain.reconciliation.planning.card import Card, CardKind, Choice
from claims.domain.reconciliation.planning.fitting import narrowed
from claims.domain.reconciliation.planning.in_play import InPlay
from claims.domain.reconciliation.planning.proposals import as_range, nearest_stands
from claims.domain.reconciliation.planning.settle import ANSWERS, settle
from claims.domain.vocabulary import Option

CHOSEN = _("chosen by the editor")
MOST_NARROWED = 20
"""Where more counts than this lie apart, their ranges are narrowed once there are fewer."""


@dataclass(frozen=True)
class Taken:
    card: Card
    choice: Choice


def cards(play: InPlay) -> Iterator[Card]:
    """What is to be decided, in order, and at the end what was put off."""
    later = []
    for card in _in_order(play):
        if play.put_off.get(card.key, frozenset()).issuperset(card.figures):
            later.append(replace(card, put_off=True))
        else:
            yield card
    yield from later


def _in_order(play: InPlay) -> Iterator[Card]:
    """Each kind of card on the ground that the proposals before it lay.

    Clashes inside a cell come first, those with the most pairs before the others; then sums of
    settled counts; then pairs of parties; then what may be counted twice.
    """
    first = cells.cards(play)
    ground = cells_settled(play, first)
    few = len(first) <= MOST_NARROWED
    open_cells = [narrowed(card, ground, play) for card in first] if few else first
    if open_cells != first:
        ground = cells_settled(play, open_cells)
    yield from open_cells
    for card in sums.cards(ground):
        ground = settle(card, card.proposal, ground)
        yield card
    yield from opposing.cards(opposing.disputes(ground), ground)
    yield from (card for card in double_counts.cards(ground) if card.key not in play.answered)


def cells_settled(play: InPlay, found: Sequence[Card]) -> InPlay:
    """With the proposals of every cell taken: of one cell several parties can have a card."""
    while found:
        done = set()
        for card in found:
            if card.cell not in done:
                play = settle(card, card.proposal, play)
            done.add(card.cell)
        found = cells.cards(play)
    return play


def take_proposals(play: InPlay) -> tuple[InPlay, list[Taken]]:
    """Take the proposal of the first card, plan again, until none is left that is not put off."""
    taken: list[Taken] = []
    while (card := next(cards(play), None)) is not None and not card.put_off:
        play = settle(card, card.proposal, play)
        if card.proposal.option is not Option.LATER:
            taken.append(Taken(card, card.proposal))
    return play, taken


def answer(play: InPlay, answers: Iterable[tuple[str, str]]) -> tuple[InPlay, list[Taken]]:
    """Answer some cards, one after the other, each by its key and an option."""
    taken: list[Taken] = []
    for key, option in answers:
        card = next((card for card in cards(play) if card.key == key), None)
        if card is None:
            raise RuleBroken(_("There is no decision “%(key)s”.", key=key))
        choice = choice_of(card, option, play)
        play = settle(card, choice, play)
        if choice.option is not Option.LATER:
            taken.append(Taken(card, choice))
    return play, taken


def choice_of(card: Card, option: str, play: InPlay) -> Choice:
    """What an option means for a card, where it does not say more: as the proposal would."""
    known = {str(one) for one in (*ANSWERS[card.kind], Option.LATER)}
    if option not in known:
        listed = ", ".join(sorted(known))
        raise RuleBroken(
            _(
                "“%(option)s” is no answer to %(card)s; it can be: %(listed)s.",
                option=option,
                card=card.key,
                listed=listed,
            )
        )
    if option == card.proposal.option:
        return replace(card.proposal, firm=True)
    if option == Option.STANDS:
        return nearest_stands(card.counts, play)
    if option in (Option.RANGE, Option.EACH):
        return as_range(card.counts, CHOSEN, Option(option))
    if option == Option.NOT_THE_SAME and card.kind is CardKind.ONE_CELL:
        return Choice(Option(option), CHOSEN, give_way=_beside_the_proposal(card, play))
    give_way = (card.figure,) if card.kind is CardKind.TWICE else card.proposal.give_way
    return Choice(Option(option), CHOSEN, give_way=give_way)


def _beside_the_proposal(card: Card, play: InPlay) -> tuple[str, ...]:
    """The figures of a count that would not stand, where nobody said which are of other people."""
    after = settle(card, card.proposal, play)
    kept = {figure.id for figure in (*after.figures, *after.within)}
    found = tuple(figure for figure in card.figures if figure not in kept)
    if not found:
        raise RuleBroken(_("Name the figure of %(card)s that counts other people.", card=card.key))
    return found
