"""Which live figures still stand: a later count has overtaken the others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from claims.domain.moments import LAST
from claims.domain.reconciliation import pairs
from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.values import Case, Figure, before, by_statement, natural

MOST_PAIRS = 50_000


def overtaken(case: Case) -> Mapping[str, Figure]:
    """For each overtaken figure the count of the same cell that took its place.

    It is its own voice's, else one of its own party, else the first.
    """
    found: dict[str, Figure] = {}
    for pair in islice(pairs.clashing(case), MOST_PAIRS):
        if pair.kind is Kind.OVERTAKEN_BY_LATER_COUNT:
            older = pair.smaller
            rivals = [pair.larger, *filter(None, [found.get(older.id)])]
            found[older.id] = min(rivals, key=lambda newer: _nearest(older, newer, case))
    return found


def revised(case: Case) -> Mapping[str, Figure]:
    """For each figure that the same voice later counted lower the first such count."""
    found: dict[str, Figure] = {}
    for pair in islice(pairs.clashing(case), MOST_PAIRS):
        if pair.revised:
            rivals = [pair.smaller, *filter(None, [found.get(pair.larger.id)])]
            found[pair.larger.id] = min(rivals, key=_first)
    return found


def past(newer: Mapping[str, Figure], case: Case, *, opposed: bool = False) -> frozenset[str]:
    """Figures whose place a newer count took, with the parts that were given with them.

    Between parties that oppose each other only what its own side counted since makes one past.
    """
    gone = [
        case.by_id[key]
        for key, later in newer.items()
        if not opposed or _of_one_side(case.by_id[key], later, case)
    ]
    totals = by_statement(gone)
    parts = (f.id for f in case.live if case.part_of_any(f, totals.get(f.said_in, ())))
    return frozenset({*(figure.id for figure in gone), *parts})


def _of_one_side(older: Figure, newer: Figure, case: Case) -> bool:
    party = case.party_of(older)
    return party is None or party == case.party_of(newer)


def standing(case: Case) -> tuple[Figure, ...]:
    """The live figures less all that a later count, or a later part, has overtaken."""
    gone = {figure.id for figure in _older_wholes(case)} | set(_past(case))
    return tuple(figure for figure in case.live if figure.id not in gone)


def bounding(case: Case) -> tuple[Figure, ...]:
    """The figures from which ranges over all are told.

    As the standing ones, but a whole gives way to a later part of its own claimant alone: that
    another's part is larger is still to be decided.
    """
    wholes = [f.id for f in _older_wholes(case, of_one_voice=True)]
    gone = {*wholes, *_past(case)}
    return tuple(figure for figure in case.live if figure.id not in gone)


def newest(figures: Sequence[Figure]) -> list[Figure]:
    """Those that are known to be of no earlier time than another; undated ones where all are."""
    dated = [figure for figure in figures if figure.time]
    return [f for f in dated or figures if not any(before(f, later) for later in dated)]


def _past(case: Case) -> Iterator[str]:
    """Overtaken totals with the parts given with them, and states of an earlier moment."""
    totals = overtaken(case)
    told = by_statement(case.by_id[figure] for figure in totals)
    states: dict[object, list[Figure]] = {}
    for figure in case.live:
        if figure.id in totals or case.part_of_any(figure, told.get(figure.said_in, ())):
            yield figure.id
        if case.is_state(figure):
            states.setdefault(figure.cell, []).append(figure)
    for figures in states.values():
        kept = {figure.id for figure in newest(figures)}
        yield from (figure.id for figure in figures if figure.id not in kept)


def _older_wholes(case: Case, *, of_one_voice: bool = False) -> Iterable[Figure]:
    for pair in islice(pairs.clashing(case), MOST_PAIRS):
        voice = not of_one_voice or case.same_voice(pair.larger, pair.smaller)
        if pair.older_whole and voice:
            yield pair.smaller


def _nearest(older: Figure, newer: Figure, case: Case) -> tuple[object, ...]:
    other_party = case.party_of(older) != case.party_of(newer)
    return not case.same_voice(older, newer), other_party, *_first(newer)


def _first(figure: Figure) -> tuple[object, ...]:
    return figure.time.first if figure.time else LAST, figure.low, natural(figure.id)
