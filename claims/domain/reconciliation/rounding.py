"""Round numbers that were said as round: “500” beside “around 500” and “over 500” is no count."""

from collections.abc import Iterable
from dataclasses import replace

from claims.domain.figures import bounds
from claims.domain.reconciliation.values import Case, Figure
from claims.domain.vocabulary import Qualifier


def apart(larger: Figure, smaller: Figure, case: Case) -> bool:
    """Whether two figures whose bounds lie apart differ by more than how one number was said."""
    if larger.value != smaller.value:
        return True
    low, high = loosened(larger, case).low, loosened(smaller, case).high
    return high is not None and low > high


def loosened(figure: Figure, case: Case) -> Figure:
    """The figure; one that was said as round with the bounds of "about"."""
    if not _as_round(figure, case):
        return figure
    low, high = bounds(Qualifier.ABOUT, figure.value)
    return replace(figure, low=low or 0, high=high)


def all_loosened(figures: Iterable[Figure], case: Case) -> list[Figure]:
    return [loosened(figure, case) for figure in figures]


def _as_round(figure: Figure, case: Case) -> bool:
    value = figure.value
    if value is None or value % 10 or figure.qualifier is not Qualifier.PLAIN or figure.final:
        return False
    alone = figure.low == figure.high == value
    return alone and value > 0 and (figure.cell.measure, value) in case.hedged
