"""Our own figures for one event, checked together as everybody else's are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claims.domain.chains import SourceFacts, Sources
from claims.domain.figures import describe_range
from claims.domain.measures import MEASURES, Measures
from claims.domain.messages import gettext as _
from claims.domain.messages import listed
from claims.domain.reconciliation import phrases
from claims.domain.reconciliation.check_case import check
from claims.domain.reconciliation.kinds import CONTRADICTIONS
from claims.domain.reconciliation.trees import Tree
from claims.domain.reconciliation.values import Case, Cell, Figure

US = SourceFacts("us", _("We"))


@dataclass(frozen=True)
class Stated:
    """One position that gives a number."""

    cell: Cell
    low: int | None
    high: int | None


def disagreements(
    events: Tree, categories: Tree, positions: Sequence[Stated], *, measures: Measures = MEASURES
) -> Iterator[str]:
    """A sentence for each set of positions that cannot all be true: parts may not exceed wholes."""
    figures = tuple(
        Figure(
            str(n),
            replace(stated.cell, measure=measures.same(stated.cell.measure)),
            stated.low or 0,
            stated.high,
            US.key,
            utterance=str(n),
        )
        for n, stated in enumerate(positions)
    )
    case = Case(events, categories, Sources({US.key: US}), figures, measures=measures)
    for found in check(case).findings:
        if found.kind in CONTRADICTIONS:
            told = listed(_told(positions[int(n)], case) for n in found.figures)
            if found.arithmetic:
                yield _(
                    "These positions of ours cannot all be true (%(sums)s): %(counts)s.",
                    sums=found.arithmetic,
                    counts=told,
                )
            else:
                yield _("These positions of ours cannot all be true: %(counts)s.", counts=told)


def _told(stated: Stated, case: Case) -> str:
    amount = describe_range(stated.low, stated.high)
    measure = case.measures.of(stated.cell.measure).name
    return phrases.counted(amount, measure, stated.cell, case)
