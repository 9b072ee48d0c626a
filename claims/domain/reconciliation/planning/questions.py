"""What the planner asks of the solver: one model for each measure, asked again and again."""

from collections.abc import Sequence

from claims.domain.reconciliation import conflicts, model
from claims.domain.reconciliation.budget import Budget, Stopped
from claims.domain.reconciliation.lp import Prover
from claims.domain.reconciliation.planning.in_play import apart
from claims.domain.reconciliation.values import Case, Cell, Figure

MOST_ASKED = 200
"""Questions to the solver for one clash."""


def prover_of(measure: str, case: Case) -> Prover | None:
    """The model of everything a case counts by a measure; None where there is too much of it."""
    cells = frozenset(figure.cell for figure in case.figures if figure.cell.measure == measure)
    return prover_for(cells, case)


def prover_for(cells: frozenset[Cell], case: Case) -> Prover | None:
    if cells not in case.provers:
        large = model.too_large(case.events, case.categories, cells)
        made = None if large else Prover(model.build(case.events, case.categories, cells))
        case.provers[cells] = made
    found = case.provers[cells]
    return found if isinstance(found, Prover) else None


def one_clash(prover: Prover, figures: Sequence[Figure]) -> frozenset[str]:
    """A smallest set that cannot be true, or all figures where that takes too long."""
    try:
        return conflicts.first(prover, figures, Budget(MOST_ASKED * prover.cost))
    except Stopped:
        return frozenset(figure.id for figure in figures)


def fit(figures: Sequence[Figure], case: Case) -> bool:
    """Whether figures of one measure can all be true, or nothing proves that they cannot."""
    return _fit(figures, prover_of(figures[0].cell.measure, case))


def fit_there(figures: Sequence[Figure], case: Case) -> bool:
    """The same by a model of no more than their own cells, which is small for one place."""
    return _fit(figures, prover_for(frozenset(figure.cell for figure in figures), case))


def _fit(figures: Sequence[Figure], prover: Prover | None) -> bool:
    if len({figure.cell for figure in figures}) == 1:
        return not apart(figures)
    return prover is None or prover.ask(prover.model.spans(figures)).possible is not False
