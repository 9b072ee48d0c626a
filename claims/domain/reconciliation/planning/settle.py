"""What a decision does to the figures in play, and to the arithmetic that follows."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from claims.domain.errors import RuleBroken
from claims.domain.messages import gettext as _
from claims.domain.reconciliation.planning.card import Card, CardKind, Choice
from claims.domain.reconciliation.planning.in_play import InPlay
from claims.domain.reconciliation.values import Figure, natural
from claims.domain.vocabulary import Option, Qualifier

ANSWERS: dict[CardKind, frozenset[Option]] = {
    CardKind.ONE_CELL: frozenset({Option.STANDS, Option.RANGE, Option.EACH, Option.NOT_THE_SAME}),
    CardKind.PART_WHOLE: frozenset({Option.LEAVES_SOME_OUT, Option.LEAVE_OUT}),
    CardKind.OPPOSED: frozenset({Option.BOTH}),
    CardKind.TWICE: frozenset({Option.LEAVE_OUT, Option.NOT_THE_SAME}),
}
"""What each kind of card can be answered with; any of them can be put off."""
OTHERS = _("decided: it does not count the same people")


def settle(card: Card, choice: Choice, play: InPlay) -> InPlay:
    """The figures in play once a card is answered; raises RuleBroken where that is no answer."""
    if choice.option not in ANSWERS[card.kind] | {Option.LATER}:
        raise RuleBroken(
            _("%(card)s cannot be answered with “%(option)s”.", card=card.key, option=choice.option)
        )
    return _EFFECTS[choice.option](card, choice, _answered(card, choice, play))


def _answered(card: Card, choice: Choice, play: InPlay) -> InPlay:
    """A card that is put off comes last; one about a sum of ours is known by its answer alone."""
    if choice.option is Option.LATER:
        return replace(play, put_off={**play.put_off, card.key: frozenset(card.figures)})
    if card.kind is CardKind.TWICE:
        return replace(play, answered=play.answered | {card.key})
    return play


def _as_it_is(card: Card, choice: Choice, play: InPlay) -> InPlay:
    return play


def _both_shown(card: Card, choice: Choice, play: InPlay) -> InPlay:
    return replace(play, shown=play.shown | {card.parties})


def _leave_some_out(card: Card, choice: Choice, play: InPlay) -> InPlay:
    return play.lifted(choice.give_way)


def _left_out(card: Card, choice: Choice, play: InPlay) -> InPlay:
    return play.without(choice.give_way, _("left out, for the rest to be true"))


def _others(card: Card, choice: Choice, play: InPlay) -> InPlay:
    """Figures that count other people bind nothing here; of a sum of ours it is only known."""
    return play.without(choice.give_way, OTHERS) if card.kind is CardKind.ONE_CELL else play


def _one_stands(card: Card, choice: Choice, play: InPlay) -> InPlay:
    chosen = next(
        c
        for c in card.counts
        if (c.low, c.high, c.number) == (choice.low, choice.high, choice.number)
    )
    kept = {*chosen.carriers, *chosen.agree}
    return play.without(set(card.figures) - kept, f"decided: {choice.figure} stands")


def _range_stands(card: Card, choice: Choice, play: InPlay) -> InPlay:
    """The range binds in the place of every figure in it; what lies outside is left out."""
    figures = [play.by_id[figure] for figure in card.figures]
    inside = [f for f in figures if _meets(f, choice)]
    outside = [f.id for f in figures if not _meets(f, choice)]
    decided = _decided(card, choice, inside)
    why = (
        _("decided: each is shown")
        if choice.option is Option.EACH
        else _("decided: a range stands")
    )
    left = play.without((f.id for f in figures), why).without(
        outside, _("%(why)s, and this is outside", why=why)
    )
    return replace(
        left,
        figures=(*left.figures, decided),
        within=(*left.within, *(f for f in inside if f.id in play.case.by_id)),
        ranges={**play.ranges, decided.id: left.as_said(f.id for f in inside)},
        party={**play.party, decided.id: card.party},
        soft=left.soft if choice.firm else left.soft | {decided.id},
    )


def _meets(figure: Figure, choice: Choice) -> bool:
    above = choice.high is not None and figure.low > choice.high
    below = figure.high is not None and figure.high < (choice.low or 0)
    return not (above or below)


def decided_id(card: Card) -> str:
    """What a range goes by among figures; never shown."""
    return f"decided:{card.key}"


def _decided(card: Card, choice: Choice, inside: Iterable[Figure]) -> Figure:
    """A range as a figure with an id of its own, which no list of figures ever shows."""
    like = min(inside, key=lambda f: natural(f.id))
    return replace(
        like,
        id=decided_id(card),
        low=choice.low or 0,
        high=choice.high,
        value=None,
        qualifier=Qualifier.BETWEEN,
        utterance=decided_id(card),
        final=False,
        same_people_as=frozenset(),
        readings=(),
    )


_EFFECTS: dict[Option, Callable[[Card, Choice, InPlay], InPlay]] = {
    Option.STANDS: _one_stands,
    Option.RANGE: _range_stands,
    Option.EACH: _range_stands,
    Option.BOTH: _both_shown,
    Option.LEAVES_SOME_OUT: _leave_some_out,
    Option.LEAVE_OUT: _left_out,
    Option.NOT_THE_SAME: _others,
    Option.LATER: _as_it_is,
}
