"""What an answer to a card would make of a number of ours."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from claims.domain.reconciliation.planning.card import Card, CardKind, Choice
from claims.domain.reconciliation.planning.in_play import InPlay
from claims.domain.reconciliation.planning.kept_decisions import begun
from claims.domain.reconciliation.planning.settle import settle
from claims.domain.reconciliation.ranges import Range
from claims.domain.reconciliation.values import Case, Cell, Figure
from claims.domain.reconciliation.what_if import allowed


def touches(card: Card, uses: AbstractSet[str]) -> bool:
    """Whether an answer can change what the figures that a number of ours uses allow."""
    return card.kind is not CardKind.OPPOSED and not uses.isdisjoint(card.figures)


def allowed_after(
    case: Case, card: Card, choice: Choice, uses: AbstractSet[str], cell: Cell
) -> Range:
    """What the figures used allow for a count once a card is answered.

    What is set aside drops out, a range stands in the place of its figures, and the count that
    stands is used in the place of those that it leaves out.
    """
    before = begun(case)
    after = settle(card, choice, before)
    figures = tuple(_used(before, after, card, choice, uses))
    free = replace(case, figures=after.alone(figures).figures)
    return allowed(free, cell).range


def _used(
    before: InPlay, after: InPlay, card: Card, choice: Choice, uses: AbstractSet[str]
) -> Iterator[Figure]:
    named = set(uses)
    if choice.figure and touches(card, uses):
        named.add(choice.figure)
    for figure in sorted(named):
        if figure in after.by_id and figure in before.by_id:
            changed = after.by_id[figure] != before.by_id[figure]
            yield after.by_id[figure] if changed else before.case.by_id[figure]
        elif figure not in before.by_id and figure in before.case.by_id:
            yield before.case.by_id[figure]
    for key in after.ranges.keys() - before.ranges.keys():
        if not named.isdisjoint(after.ranges[key]):
            yield after.by_id[key]
