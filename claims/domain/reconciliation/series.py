"""Counts that went on: what later counts of the same people overtook, in one line for each."""

from collections.abc import Iterator, Mapping, Sequence

from claims.domain.moments import LAST
from claims.domain.reconciliation import clashes
from claims.domain.reconciliation.finding import Finding, Words, make
from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.pairs import went_on
from claims.domain.reconciliation.values import Case, Figure, natural


def findings(overtaken: Mapping[str, Figure], case: Case) -> Iterator[Finding]:
    """None where one voice merely went on counting: there is nothing to decide."""
    for newest, older in _series(overtaken, case):
        if all(went_on(f) and case.same_voice(f, newest) for f in older):
            continue
        words = _went_on(newest, older, case)
        yield make(Kind.OVERTAKEN_BY_LATER_COUNT, [newest, *older], words, case)


def _series(
    overtaken: Mapping[str, Figure], case: Case
) -> Iterator[tuple[Figure, Sequence[Figure]]]:
    """Each count that nothing overtook, with those that lead up to it, the oldest first."""
    found: dict[str, list[Figure]] = {}
    for key in sorted(overtaken, key=natural):
        newest = overtaken[key]
        while newest.id in overtaken:
            newest = overtaken[newest.id]
        found.setdefault(newest.id, []).append(case.by_id[key])
    for key, older in found.items():
        yield case.by_id[key], sorted(older, key=_oldest_first)


def _oldest_first(figure: Figure) -> tuple[object, ...]:
    return figure.time.first if figure.time else LAST, figure.low, natural(figure.id)


def _went_on(newest: Figure, older: Sequence[Figure], case: Case) -> Words:
    if len(older) == 1:
        return clashes.of_overtaken(newest, older[0], case)
    return clashes.of_series([*older, newest], case)
