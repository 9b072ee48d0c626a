"""Sets of figures of different cells that cannot all be true, as decisions have settled them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from claims.domain.reconciliation import conflicts, measure_sums, pairs, rounding
from claims.domain.reconciliation.budget import Budget
from claims.domain.reconciliation.conflicts import Ids
from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.lp import Prover
from claims.domain.reconciliation.planning.in_play import InPlay
from claims.domain.reconciliation.planning.parties import NO_PARTY
from claims.domain.reconciliation.planning.questions import one_clash, prover_of
from claims.domain.reconciliation.shapes import Shape
from claims.domain.reconciliation.values import Case, Cell, Figure, by_statement, natural

SEARCH = 30_000
"""Units of work for the sets of one party and measure, before a move is chosen."""
MOST = 500
"""Sets across measures that are looked at before a move is chosen."""


@dataclass(frozen=True)
class Clash:
    """A smallest set of figures that cannot all be true, and those of which the most is used."""

    figures: tuple[Figure, ...]
    as_most: Ids

    @property
    def ids(self) -> Ids:
        return frozenset(figure.id for figure in self.figures)


def clashing(play: InPlay) -> Iterator[Clash]:
    """What cannot be true of each party's figures together with those of no party."""
    seen: set[Ids] = set()
    for clash in _of_all(play):
        if clash.ids not in seen:
            seen.add(clash.ids)
            yield clash


def _of_all(play: InPlay) -> Iterator[Clash]:
    for measure, said in play.by_measure.items():
        prover = prover_of(measure, play.case) if len({f.cell for f in said}) > 1 else None
        if prover is None:
            continue
        if play.case.measures.is_state(measure):
            together: Iterator[Sequence[Figure]] = iter(by_statement(said).values())
        else:
            together = _groups(play, said)
        for figures in together:
            yield from of_one_measure(prover, figures, play.case)
    if any(play.case.wholes_of(measure) for measure in play.by_measure):
        for figures in _groups(play, play.figures):
            yield from across_measures(play.alone(figures))


def _groups(play: InPlay, said: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """Each party's figures with those of no party: what must be true together."""
    seen: set[Ids] = set()
    for party in play.parties or (NO_PARTY,):
        figures = play.of(play.allied(party) | {NO_PARTY}, said)
        ids = frozenset(figure.id for figure in figures)
        if ids not in seen:
            seen.add(ids)
            yield figures


def of_one_measure(
    prover: Prover, figures: Sequence[Figure], case: Case, effort: int = SEARCH
) -> list[Clash]:
    """Smallest sets that cannot be true, as far as the effort goes; at least one if there is."""
    if prover.ask(prover.model.spans(figures)).possible is not False:
        return []
    loosened = rounding.all_loosened(figures, case)
    if prover.ask(prover.model.spans(loosened)).possible is not False:
        return []
    # A solver of its own: what it blames must not hang on what it was asked before.
    prover, tightest = Prover(prover.model), _tightest(loosened)
    found = conflicts.search(prover, tightest, (), lambda ids: "", Budget(effort))
    sets = found.sets or [one_clash(prover, tightest)]
    by_id = {figure.id: figure for figure in loosened}
    return [_clash(sorted(ids, key=natural), by_id, prover) for ids in sets]


def _tightest(figures: Sequence[Figure]) -> list[Figure]:
    """For each cell the figures that give its least and its most: the others bind no further."""
    kept: dict[str, Figure] = {}
    cells: dict[Cell, list[Figure]] = {}
    for figure in figures:
        cells.setdefault(figure.cell, []).append(figure)
    for same in cells.values():
        low = max(figure.low for figure in same)
        high = min((f.high for f in same if f.high is not None), default=None)
        both = next((f for f in same if f.low == low and f.high == high), None)
        least = both or next(f for f in same if f.low == low)
        most = both or next((f for f in same if high is not None and f.high == high), least)
        kept.update({least.id: least, most.id: most})
    return list(kept.values())


def used_as_most(figures: Sequence[Figure], play: InPlay) -> Ids:
    """Of figures of different cells those of which the most is used, if they clash at all."""
    measure = figures[0].cell.measure
    if any(figure.cell.measure != measure for figure in figures):
        found = across_measures(play.alone(figures))
        return frozenset(figure for clash in found for figure in clash.as_most)
    prover = prover_of(measure, play.case)
    if prover is None or prover.ask(prover.model.spans(figures)).possible is not False:
        return frozenset()
    ids = [figure.id for figure in figures]
    return _clash(ids, play.by_id, prover).as_most


def _clash(ids: Sequence[str], by_id: Mapping[str, Figure], prover: Prover) -> Clash:
    figures = tuple(by_id[figure] for figure in ids)
    spans = prover.model.spans(figures)
    weights = prover.ask(spans).weights
    column = prover.model.column
    as_most = frozenset(
        f.id
        for f in figures
        if f.high is not None
        and (weights is None or weights.get(column(f.cell), 0) <= 0)
        and f.high == spans[column(f.cell)][1]
    )
    return Clash(figures, as_most)


def across_measures(case: Case) -> Iterator[Clash]:
    """Parts and wholes of different measures: nobody was killed who was not aboard."""
    for pair in islice(pairs.clashing(case), MOST):
        if pair.larger.cell.measure != pair.smaller.cell.measure:
            yield Clash((pair.larger, pair.smaller), frozenset({pair.smaller.id}))
    for shape in islice(measure_sums.clashing(case), MOST):
        yield Clash(tuple(shape.figures), _used_as_most(shape))


def _used_as_most(shape: Shape) -> Ids:
    if shape.kind is Kind.PARTS_CANNOT_REACH_TOTAL or shape.total is None:
        return frozenset(part.id for part in shape.parts)
    return frozenset({shape.total.id})
