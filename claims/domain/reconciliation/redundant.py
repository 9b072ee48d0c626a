"""Contradictions that only say at length what a shorter one says.

A statement that gives a total and its parts says each of them twice: as itself, and as what the
others leave. Whoever contradicts one of them contradicts the rest of the breakdown too.
"""

from collections.abc import Iterable, Sequence

from claims.domain.reconciliation.conflicts import Ids
from claims.domain.reconciliation.lp import Prover
from claims.domain.reconciliation.model import Span
from claims.domain.reconciliation.values import Case, Figure


def is_echo(figures: Ids, shorter: Iterable[Ids], case: Case, prover: Prover) -> bool:
    """Whether a shorter set differs only in one figure, which its statement says otherwise too."""
    if len({case.by_id[figure].said_in for figure in figures}) == 1:
        return False
    return any(
        _instead(figures, other, case, prover) for other in shorter if len(other) < len(figures)
    )


def _instead(figures: Ids, other: Ids, case: Case, prover: Prover) -> bool:
    replaced = [case.by_id[figure] for figure in other - figures]
    instead = [case.by_id[figure] for figure in sorted(figures - other)]
    if len(replaced) != 1 or {f.said_in for f in instead} != {replaced[0].said_in}:
        return False
    return _says_too(replaced[0], instead, prover)


def _says_too(figure: Figure, others: Sequence[Figure], prover: Prover) -> bool:
    """Whether the others leave no room above, or below, what the figure says."""
    spans, column = prover.model.spans(others), prover.model.column(figure.cell)
    outside: list[Span] = [(0, figure.low - 1)] if figure.low else []
    outside += [] if figure.high is None else [(figure.high + 1, None)]
    return column not in spans and any(
        prover.ask({**spans, column: span}).possible is False for span in outside
    )
