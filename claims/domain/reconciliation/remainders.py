"""Totals whose named parts leave people over that no figure names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from claims.domain.messages import gettext as _
from claims.domain.messages import listed
from claims.domain.reconciliation.finding import Finding, Words, make
from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.phrases import asking, people, placed, says
from claims.domain.reconciliation.values import Case, Cell, Figure, natural

Named = dict[str, list[Figure]]


def findings(case: Case) -> Iterator[Finding]:
    """Those worth asking about: two parts or more were named, and they make most of the total."""
    for total, parts in _remainders(case):
        # Fewer than half of a total, "among them three children", were never meant to be all of it.
        if len(parts) > 1 and _left(total, parts) <= sum(_highs(parts)):
            yield _finding(total, parts, case)


def every(case: Case) -> Iterator[Finding]:
    """Each of them, however few people were named."""
    return (_finding(total, parts, case) for total, parts in _remainders(case))


def _remainders(case: Case) -> Iterator[tuple[Figure, Sequence[Figure]]]:
    """Totals with the parts that leave at least one person over."""
    by_cell: dict[Cell, list[Figure]] = {}
    for figure in case.live:
        by_cell.setdefault(figure.cell, []).append(figure)
    for total in case.live:
        for axis in ("event", "category"):
            for parts in _along(total, axis, by_cell, case):
                if len(_highs(parts)) == len(parts) and _left(total, parts) >= 1:
                    yield total, parts


def _along(
    total: Figure, axis: str, by_cell: dict[Cell, list[Figure]], case: Case
) -> Iterator[Sequence[Figure]]:
    tree = case.events if axis == "event" else case.categories
    whole = getattr(total.cell, axis)
    for grouping, slugs in tree.parts.get(whole, {}).items():
        named = {
            slug: own
            for slug in slugs
            if (own := _own(by_cell.get(replace(total.cell, **{axis: slug}), ()), total))
        }
        closed = grouping in tree.by_slug[whole].complete and len(named) == len(slugs)
        if named and not closed and not total.leaves_people_out:
            yield _one_each(named)


def _own(figures: Iterable[Figure], total: Figure) -> list[Figure]:
    """The parts that the total's own claimant named with it."""
    return [figure for figure in figures if figure.said_in == total.said_in]


def _one_each(named: Named) -> list[Figure]:
    chosen = [_most_of(figures) for figures in named.values()]
    return sorted(chosen, key=lambda figure: natural(figure.id))


def _most_of(figures: Sequence[Figure]) -> Figure:
    """The figure that leaves the fewest over, among those that say at most."""
    closed = [figure for figure in figures if figure.high is not None]
    return max(closed or figures, key=lambda figure: figure.high or 0)


def _highs(parts: Iterable[Figure]) -> list[int]:
    return [part.high for part in parts if part.high is not None]


def _left(total: Figure, parts: Iterable[Figure]) -> int:
    return total.low - sum(_highs(parts))


def _finding(total: Figure, parts: Sequence[Figure], case: Case) -> Finding:
    left = _left(total, parts)
    arithmetic = f"{' − '.join(f'{n:,}' for n in [total.low, *_highs(parts)])} = {left:,}"
    sentence = _(
        "%(said)s. The parts that are named, %(parts)s, leave at least %(people)s (%(sum)s)"
        " unaccounted for.",
        said=says(total, case),
        parts=listed(placed(p, case) for p in parts),
        people=people(left),
        sum=arithmetic,
    )
    words = Words(sentence, arithmetic, asking([total], case, _("Ask %(who)s who they are.")))
    return make(Kind.UNACCOUNTED_REMAINDER, [total, *parts], words, case)
