"""Totals that equal a natural sum of other figures: one for each place, and some event-wide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from claims.domain.reconciliation.values import (
    Case,
    Cell,
    Ended,
    Figure,
    natural,
    same_moment,
)
from claims.domain.vocabulary import Treatment

MOST_STEPS = 200_000
"""Combinations tried in one event; numbers this freely combined would hit by chance anyway."""
MOST_FOR_ONE = 200
"""Sums looked at for one total, of which one is told."""
MOST_PLACES = 40
"""Nobody adds up more places than this in passing."""


@dataclass(frozen=True)
class AddUp:
    total: Figure
    parts: tuple[Figure, ...]


@dataclass
class _Steps:
    left: int = MOST_STEPS

    def take(self, steps: int = 1) -> bool:
        self.left -= steps
        return self.left >= 0


Said = dict[str, dict[str, list[Figure]]]
"""By part of the event and category, what somebody counted there."""


LEAST = 5
"""Smaller totals equal some sum or other by chance."""
WEEK, DAY = timedelta(days=7), timedelta(days=1)
"""Sums are made in passing, of the numbers of these days: a total of much later was counted. A
number may be on file as of a day later than it was first about."""


def matches(case: Case, *, likely: bool = True) -> list[AddUp]:
    """For each number that somebody gives as a total, the likeliest sum that it equals.

    Unless only what is `likely` is asked for, chance and sums of other days are no matter.
    """
    steps, said = _Steps(), _said(case)
    found: dict[tuple[Cell, int], list[AddUp]] = {}
    for total in case.live:
        number = total.number or 0
        if (
            steps.left > 0
            and number >= (LEAST if likely else 1)
            and total.cell.event in case.events.parts
        ):
            sums = islice(_sums(total, said, case, steps, likely), MOST_FOR_ONE)
            same = found.setdefault((total.cell, number), [])
            same += [AddUp(total, parts) for parts in sums]
    return [min(same, key=lambda one: _likeliest(one, case)) for same in found.values() if same]


def _likeliest(match: AddUp, case: Case) -> tuple[object, ...]:
    """Most terms of the total’s own claimant, fewest people in it twice, fewest terms in all."""
    within = case.categories.contains
    places = {p.cell.category for p in match.parts if p.cell.event != match.total.cell.event}
    twice = sum(
        _number(part)
        for part in match.parts
        if part.cell.event == match.total.cell.event
        and any(within(category, part.cell.category) for category in places)
    )
    own = sum(part.claimant == match.total.claimant for part in match.parts)
    open_above = sum(part.high is None for part in match.parts)
    names = tuple(natural(figure.id) for figure in (match.total, *match.parts))
    return -own, twice, len(match.parts), open_above, names


def _said(case: Case) -> Said:
    """What was counted, if since replaced or left out: sums are made of what was said then."""
    found: Said = {}
    for figure in case.by_id.values():
        copied = figure.repeats or figure.derived_from
        wrong = figure.treatment is Treatment.RECORD_ERROR or figure.id in case.without
        wrong = wrong or figure.ended not in (None, Ended.SUPERSEDED)
        if figure.number is not None and not copied and not wrong:
            there = found.setdefault(figure.cell.event, {})
            there.setdefault(figure.cell.category, []).append(figure)
    return found


def _sums(
    total: Figure, said: Said, case: Case, steps: _Steps, likely: bool
) -> Iterator[tuple[Figure, ...]]:
    within = case.categories.contains

    def of(figure: Figure) -> bool:
        return _can_be_added(figure, total, case) and (not likely or _of_these_days(figure, total))

    wide = {
        category: [f for f in figures if f is not total and f.number and of(f)]
        for category, figures in said.get(total.cell.event, {}).items()
        if within(total.cell.category, category)
    }
    if not steps.take(sum(len(figures) for figures in wide.values())):
        return
    for places in case.events.parts[total.cell.event].values():
        for category in sorted({c for place in places for c in said.get(place, {})}):
            choices = [
                chosen
                for place in places
                if (chosen := [f for f in said.get(place, {}).get(category, ()) if of(f)])
            ]
            if within(total.cell.category, category) and 1 < len(choices) <= MOST_PLACES:
                others = [f for c, fs in wide.items() if not within(c, category) for f in fs]
                yield from _combined(total.number or 0, choices, others, case, steps)


def _can_be_added(figure: Figure, total: Figure, case: Case) -> bool:
    """Whether a figure counts what the total counts; a state only of the same moment."""
    if figure.cell.measure != total.cell.measure:
        return False
    if figure.said_in == total.said_in:
        return True
    if case.is_state(total):
        return same_moment(figure, total)
    return True


def _of_these_days(figure: Figure, total: Figure) -> bool:
    first, last = figure.time, total.time
    if first is None or last is None or figure.said_in == total.said_in:
        return True
    return first.first <= last.last + DAY and last.first <= first.last + WEEK


def _combined(
    goal: int,
    choices: Sequence[Sequence[Figure]],
    others: Sequence[Figure],
    case: Case,
    steps: _Steps,
) -> Iterator[tuple[Figure, ...]]:
    """One figure of each choice and some of the others, where they make the goal."""
    ordered = sorted(others, key=lambda figure: natural(figure.id))
    spare = sum(_number(figure) for figure in others)
    for parts, left in _one_of_each(goal, choices, spare, steps):
        for more in _some(left, ordered, case, steps):
            yield tuple(sorted((*parts, *more), key=lambda f: natural(f.id)))


def _one_of_each(
    goal: int, choices: Sequence[Sequence[Figure]], spare: int, steps: _Steps
) -> Iterator[tuple[tuple[Figure, ...], int]]:
    """Each way to take one of each that can still make the goal, with what is left of it."""
    least = sum(min(_number(f) for f in chosen) for chosen in choices)
    most = sum(max(_number(f) for f in chosen) for chosen in choices) + spare
    if not least <= goal <= most or not steps.take(1 + len(choices)):
        return
    if not choices:
        yield (), goal
        return
    for figure in choices[0]:
        for rest, left in _one_of_each(goal - _number(figure), choices[1:], spare, steps):
            yield (figure, *rest), left


def _some(
    goal: int, others: Sequence[Figure], case: Case, steps: _Steps
) -> Iterator[tuple[Figure, ...]]:
    """Subsets that make the goal, of categories that do not contain one another."""
    if goal == 0:
        yield ()
        return
    for number, figure in enumerate(others):
        if not steps.take():
            return
        if _number(figure) <= goal:
            beside = [o for o in others[number + 1 :] if not _nested(figure, o, case)]
            for rest in _some(goal - _number(figure), beside, case, steps):
                yield (figure, *rest)


def _nested(a: Figure, b: Figure, case: Case) -> bool:
    ours, theirs = a.cell.category, b.cell.category
    return case.categories.contains(ours, theirs) or case.categories.contains(theirs, ours)


def _number(figure: Figure) -> int:
    return figure.number or 0
