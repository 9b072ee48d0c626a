"""Decisions that were kept: what they leave of the figures, and which come back.

A new figure that agrees joins in silence; one that disagrees brings the card back.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from claims.domain.messages import gettext as _
from claims.domain.reconciliation.planning.answered_findings import answers_applied
from claims.domain.reconciliation.planning.binding import in_play
from claims.domain.reconciliation.planning.card import (
    Card,
    CardKind,
    Choice,
    Count,
    cell_key,
    sides_key,
    sum_key,
    twice_key,
)
from claims.domain.reconciliation.planning.counts import number_of
from claims.domain.reconciliation.planning.in_play import Again, InPlay, apart
from claims.domain.reconciliation.planning.parties import NO_PARTY
from claims.domain.reconciliation.planning.settle import OTHERS, settle
from claims.domain.reconciliation.values import Case, Decision, Figure
from claims.domain.vocabulary import Option

WHY = _("by a decision of ours")


def begun(case: Case) -> InPlay:
    """Where every plan of a case begins: what binds, after what was decided and answered."""
    found = case.worked_out.get("begun")
    if not isinstance(found, InPlay):
        found = case.worked_out["begun"] = applied(in_play(case))
    return found


def applied(play: InPlay) -> InPlay:
    """The figures in play after what was decided, and what was answered before."""
    for decision in _last_ones(play.case.decisions):
        play = _EFFECTS[decision.option](decision, play)
    return answers_applied(play)


def keys_of(decision: Decision) -> tuple[str, ...]:
    """The cards that it can have answered."""
    if decision.cell:
        return (cell_key(decision.cell, decision.party),)
    if decision.parties:
        return (sides_key(decision.parties),)
    return sum_key(decision.figure), twice_key(decision.figure)


def _last_ones(decisions: Iterable[Decision]) -> list[Decision]:
    found: dict[tuple[str, ...], Decision] = {}
    for decision in decisions:
        found.pop(_about(decision), None)
        found[_about(decision)] = decision
    return list(found.values())


def _about(decision: Decision) -> tuple[str, ...]:
    """What a later decision takes the place of; which figures are of others is known besides."""
    if decision.option is Option.NOT_THE_SAME and decision.cell:
        return *keys_of(decision), *sorted(decision.figures)
    return keys_of(decision)


def _one_stands(decision: Decision, play: InPlay) -> InPlay:
    if decision.low is None:
        return play
    known, new = _of_cell(decision, play)
    count = _count(decision, known)
    losing = [f.id for f in known if not count.held_by(f.low, f.high)]
    return _asked_again(decision, [f for f in new if apart((count, f))], play.without(losing, WHY))


def _range_stands(decision: Decision, play: InPlay) -> InPlay:
    known, new = _of_cell(decision, play)
    span = _count(decision, ())
    against = [figure for figure in new if apart((span, figure))]
    if against or not known or decision.cell is None or decision.low is None:
        return _asked_again(decision, against, play)
    choice = _choice(decision)
    card = Card(
        key=keys_of(decision)[0],
        kind=CardKind.ONE_CELL,
        figures=tuple(figure.id for figure in (*known, *new)),
        proposal=choice,
        clears=0,
        cell=decision.cell,
        party=decision.party,
    )
    return settle(card, choice, play)


def _of_cell(decision: Decision, play: InPlay) -> tuple[list[Figure], list[Figure]]:
    """The figures it was about that are still in play, and those that came since."""
    said = play.by_cell.get(decision.cell, ()) if decision.cell else ()
    figures = play.of(play.allied(decision.party) | {NO_PARTY}, said)
    known = [figure for figure in figures if figure.id in decision.figures]
    return known, [figure for figure in figures if figure.id not in decision.figures]


def _count(decision: Decision, known: Iterable[Figure]) -> Count:
    low, high = decision.low or 0, decision.high
    numbers = (number_of(f) for f in known if (f.low, f.high) == (low, high))
    return Count(low, high, next(numbers, low if low == high else None), (), ())


def _choice(decision: Decision) -> Choice:
    return Choice(decision.option, WHY, decision.low or 0, decision.high)


def _asked_again(decision: Decision, against: Iterable[Figure], play: InPlay) -> InPlay:
    new = tuple(figure.id for figure in against)
    if not new:
        return play
    again = {key: Again(_choice(decision), new) for key in keys_of(decision)}
    return replace(play, again={**play.again, **again})


def _both_shown(decision: Decision, play: InPlay) -> InPlay:
    return replace(play, shown=play.shown | {tuple(sorted(decision.parties))})


def _leave_some_out(decision: Decision, play: InPlay) -> InPlay:
    return play.lifted(decision.figures or {decision.figure})


def _left_out(decision: Decision, play: InPlay) -> InPlay:
    return _answered(decision, play.without(decision.figures, WHY))


def _answered(decision: Decision, play: InPlay) -> InPlay:
    return replace(play, answered=play.answered.union(keys_of(decision)))


def _not_the_same(decision: Decision, play: InPlay) -> InPlay:
    """Figures of a count that are of other people; of a sum of ours it is only known."""
    if decision.cell is None:
        return _answered(decision, play)
    return play.without(decision.figures, OTHERS)


def _put_off(decision: Decision, play: InPlay) -> InPlay:
    later = dict.fromkeys(keys_of(decision), decision.figures)
    return replace(play, put_off={**play.put_off, **later})


_EFFECTS: dict[Option, Callable[[Decision, InPlay], InPlay]] = {
    Option.STANDS: _one_stands,
    Option.RANGE: _range_stands,
    Option.EACH: _range_stands,
    Option.BOTH: _both_shown,
    Option.LEAVES_SOME_OUT: _leave_some_out,
    Option.LEAVE_OUT: _left_out,
    Option.NOT_THE_SAME: _not_the_same,
    Option.LATER: _put_off,
}
