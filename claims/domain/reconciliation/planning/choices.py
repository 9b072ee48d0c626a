"""What an editor chose on a card, checked, and which figures it sets aside."""

from collections.abc import Sequence

from claims.domain.errors import RuleBroken
from claims.domain.figures import describe_range
from claims.domain.messages import gettext as _
from claims.domain.reconciliation.planning.agenda import CHOSEN, cards, choice_of
from claims.domain.reconciliation.planning.card import Card, CardKind, Choice, Count
from claims.domain.reconciliation.planning.in_play import hull
from claims.domain.reconciliation.planning.kept_decisions import begun
from claims.domain.reconciliation.planning.settle import ANSWERS, settle
from claims.domain.reconciliation.values import Case, Figure, before, natural
from claims.domain.vocabulary import Option


def cards_of(case: Case) -> tuple[Card, ...]:
    """What is to be decided, after what was."""
    return tuple(cards(begun(case)))


def card_of(case: Case, key: str) -> Card | None:
    """The card of this key as it stands in the plan, of which no more is made than up to it."""
    return next((card for card in cards(begun(case)) if card.key == key), None)


def choice(
    case: Case,
    card: Card,
    option: Option,
    *,
    figure: str = "",
    low: int | None = None,
    high: int | None = None,
    give_way: Sequence[str] = (),
) -> Choice:
    """An answer to a card: an option, and the count, the range or the figures that were meant."""
    if option is Option.STANDS and figure:
        return _count_of(card, figure)
    if option is Option.NOT_THE_SAME and figure and card.kind is CardKind.ONE_CELL:
        return Choice(option, CHOSEN, give_way=_counted_by(card, figure).carriers)
    if option is Option.RANGE and low is not None:
        return _range_of(card, low, high)
    if give_way and card.kind is CardKind.PART_WHOLE and option in ANSWERS[card.kind]:
        return _giving_way(card, option, give_way)
    return choice_of(card, option, begun(case))


def answers(card: Card) -> tuple[Option, ...]:
    """What a card can be answered with, the proposal first and putting it off last."""
    known = ANSWERS[card.kind] - {card.proposal.option, Option.LATER}
    proposed = () if card.proposal.option is Option.LATER else (card.proposal.option,)
    return (*proposed, *(option for option in Option if option in known), Option.LATER)


def set_aside(case: Case, card: Card, chosen: Choice) -> tuple[str, ...]:
    """The figures of a card that a choice leaves without effect; none of those in a range."""
    if chosen.option is Option.LEAVE_OUT:
        return chosen.give_way
    if card.kind is not CardKind.ONE_CELL or chosen.option is Option.NOT_THE_SAME:
        return ()
    after = settle(card, chosen, begun(case))
    kept = {figure.id for figure in (*after.figures, *after.within)}
    return tuple(figure for figure in card.figures if figure not in kept)


def replaces(newer: Figure, older: Figure, case: Case) -> bool:
    """Whether one is the later count of the same voice."""
    return case.same_voice(newer, older) and before(older, newer)


def _counted_by(card: Card, figure: str) -> Count:
    """The count that a figure carries."""
    count = next((count for count in card.counts if figure in count.carriers), None)
    if count is None:
        raise RuleBroken(_("%(figure)s is none of the counts to decide between.", figure=figure))
    return count


def _count_of(card: Card, figure: str) -> Choice:
    count = _counted_by(card, figure)
    return Choice(Option.STANDS, CHOSEN, count.low, count.high, count.number, figure)


def _giving_way(card: Card, option: Option, figures: Sequence[str]) -> Choice:
    for figure in figures:
        if figure not in card.figures:
            raise RuleBroken(
                _("%(figure)s is none of the figures to decide between.", figure=figure)
            )
    return Choice(option, CHOSEN, give_way=tuple(sorted(set(figures), key=natural)))


def _range_of(card: Card, low: int, high: int | None) -> Choice:
    """A range of the editor’s own: never wider than the counts on the card."""
    if card.kind is not CardKind.ONE_CELL:
        raise RuleBroken(_("A range is an answer to how many there were, and to nothing else."))
    if high is not None and high < low:
        raise RuleBroken(_("The lowest is above the highest."))
    least, most = hull(card.counts)
    beyond = most is not None and (high is None or high > most)
    if low < least or beyond:
        told = describe_range(least, most)
        raise RuleBroken(
            _("The counts reach from one end to the other of this: %(told)s.", told=told)
        )
    return Choice(Option.RANGE, CHOSEN, low, high)
