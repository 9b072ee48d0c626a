"""Check the figures of one event: everything noticed, every range, who stands behind it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from claims.domain.reconciliation import (
    clashes,
    copies,
    finding,
    measure_sums,
    model,
    pairs,
    ranges,
    remainders,
    rounding,
    series,
    shapes,
    standing_figures,
    sums,
    timing,
)
from claims.domain.reconciliation.budget import RANGES, SEARCH, Budget, Stopped
from claims.domain.reconciliation.conflicts import Ids, is_echo, search
from claims.domain.reconciliation.finding import Finding, make
from claims.domain.reconciliation.independence import originators
from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.lp import Prover
from claims.domain.reconciliation.ranges import Range
from claims.domain.reconciliation.values import Case, Cell, Figure, by_statement


@dataclass(frozen=True)
class Result:
    findings: tuple[Finding, ...]
    ranges: tuple[Range, ...]
    originators: int
    complete: bool
    """False where the search for contradictions, or for a range, stopped early."""
    gives_way: tuple[tuple[str, ...], ...] = ()
    """Smallest sets of figures without which the others could all be true; never applied."""


def check(
    case: Case,
    cells: Iterable[Cell] = (),
    behind: Iterable[str] | None = None,
    *,
    effort: int = SEARCH,
) -> Result:
    """Everything about a case.

    `cells` are those whose ranges are wanted, else every named one; `behind` are the figures
    whose originators are counted, else all; `effort` is what the search may cost.
    """
    run = _Run(case, effort)
    asked = tuple(dict.fromkeys(cells)) or ranges.named_cells(case)
    for measure in sorted({cell.measure for cell in asked} | {f.cell.measure for f in case.live}):
        run.measure(measure, [cell for cell in asked if cell.measure == measure])
    run.links()
    figures = case.figures if behind is None else [case.by_id[f] for f in behind if f in case.by_id]
    found = {cell.cell: cell for cell in run.ranges}
    return Result(
        findings=tuple(sorted(_once(run.noticed), key=finding.order)),
        ranges=tuple(found[cell] for cell in asked),
        originators=originators(figures, case),
        complete=run.complete,
        gives_way=tuple(run.gives_way),
    )


def _once(noticed: Iterable[Finding]) -> list[Finding]:
    """Different smallest sets can stand for one and the same breakdown."""
    first: dict[tuple[Kind, frozenset[str]], Finding] = {}
    for one in noticed:
        first.setdefault((one.kind, frozenset(one.figures)), one)
    return list(first.values())


@dataclass
class _Run:
    case: Case
    effort: int
    noticed: list[Finding] = field(default_factory=list)
    ranges: list[Range] = field(default_factory=list)
    gives_way: list[tuple[str, ...]] = field(default_factory=list)
    complete: bool = True

    def __post_init__(self) -> None:
        self.searching, self.ranging = Budget(self.effort), Budget(RANGES)
        found = list(islice(pairs.clashing(self.case), pairs.MOST + 1))
        self.complete = len(found) <= pairs.MOST
        self.pairs = found[: pairs.MOST]
        self.overtaken = standing_figures.overtaken(self.case)
        self._know_the_past()
        self.bounding = standing_figures.bounding(self.case)
        self.noticed += [self._of_pair(pair) for pair in self.pairs if self._is_told(pair)]
        self.noticed += series.findings(self.overtaken, self.case)
        self.noticed += measure_sums.findings(self.case, self.past[False])

    def _know_the_past(self) -> None:
        """What is held against nothing any more, and what its own voice has counted again."""
        case = self.case
        self.revised = standing_figures.revised(case)
        newer = {**self.revised, **self.overtaken}
        self.past = {
            opposed: standing_figures.past(newer, case, opposed=opposed)
            for opposed in (False, True)
        }
        again = {f: n for f, n in newer.items() if case.same_voice(case.by_id[f], n)}
        self.counted_again = standing_figures.past(again, case)

    def _is_told(self, pair: pairs.Pair) -> bool:
        """Not what time explains: of one voice's fall, only its own two counts."""
        if pair.kind is Kind.OVERTAKEN_BY_LATER_COUNT:
            return False
        if pair.revised and self.revised[pair.larger.id] is pair.smaller:
            return True
        figures = [pair.larger, pair.smaller]
        past = self.past[self.case.opposed(figures)]
        return pair.kind is Kind.SELF_INCONSISTENT or past.isdisjoint(f.id for f in figures)

    def links(self) -> None:
        """What follows from how figures were linked, and from numbers that add up."""
        for source in (copies.findings, sums.findings, remainders.findings):
            try:
                self.noticed.extend(source(self.case))
            except Stopped:
                self.complete = False

    def measure(self, measure: str, asked: Sequence[Cell]) -> None:
        case = self.case
        live = [figure for figure in case.live if figure.cell.measure == measure]
        known = [pair for pair in self.pairs if _within(pair, measure)]
        cells = {figure.cell for figure in live} | set(asked)
        if model.too_large(case.events, case.categories, cells):
            self.complete = False
            self.ranges += ranges.impossible(asked) if known else ranges.unknown(asked)
            return
        prover = Prover(model.build(case.events, case.categories, cells))
        self.complete = self.complete and prover.model.exact
        for figures in self._held_together(live):
            ids = {figure.id for figure in figures}
            pairs_of = [pair for pair in known if {pair.larger.id, pair.smaller.id} <= ids]
            self._conflicts(prover, figures, pairs_of)
        bounding = [figure for figure in self.bounding if figure.cell.measure == measure]
        for figures, cells_of in timing.asked_together(bounding, asked, case):
            self._ranges(prover, figures, cells_of)

    def _held_together(self, live: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
        """Figures of one moment; what was counted again only inside its own statement."""
        past = self.counted_again
        yield from timing.moments([f for f in live if f.id not in past], self.case)
        yield from (
            said for said in by_statement(live).values() if not past.isdisjoint(f.id for f in said)
        )

    def _conflicts(
        self, prover: Prover, live: Sequence[Figure], known: Sequence[pairs.Pair]
    ) -> None:
        case = self.case
        ids = [frozenset((pair.larger.id, pair.smaller.id)) for pair in known]

        def condense(figures: Ids) -> str:
            return shapes.too_many_alike([case.by_id[figure] for figure in figures], case)

        found = search(prover, live, dict.fromkeys(ids), condense, self.searching)
        for figures in found.sets:
            if is_echo(figures, [*ids, *found.sets], case, prover):
                continue
            members = [figure for figure in live if figure.id in figures]
            self.noticed += self._of_set(members, prover)
        self.complete = self.complete and found.complete
        self.gives_way += [tuple(f.id for f in live if f.id in way) for way in found.gives_way]

    def _ranges(self, prover: Prover, figures: Sequence[Figure], asked: Sequence[Cell]) -> None:
        told, settled = ranges.allowed(figures, asked, prover, self.ranging, self.case)
        self.ranges += told
        self.complete = self.complete and settled

    def _of_pair(self, pair: pairs.Pair) -> Finding:
        figures = [pair.larger, pair.smaller]
        if pair.kind is Kind.SELF_INCONSISTENT and pair.larger.cell != pair.smaller.cell:
            shape = shapes.Shape(Kind.SUM_EXCEEDS_TOTAL, (pair.larger,), pair.smaller)
            wide = shapes.widened(shape, self.case)
            if len(wide.parts) > 1:
                words = clashes.of_shape(wide, self.case, {})
                return make(pair.kind, wide.figures, words, self.case)
        words = clashes.of_pair(pair, self.case)
        by_time = pair.older_whole or pair.revised
        return make(pair.kind, figures, words, self.case, by_time=by_time)

    def _of_set(self, figures: Sequence[Figure], prover: Prover) -> Iterator[Finding]:
        loosened = rounding.all_loosened(figures, self.case)
        if prover.ask(prover.model.spans(loosened)).possible:
            return
        shape = shapes.shape_of(figures, self.case, prover)
        if timing.explains(shape, self.case, self.overtaken):
            return
        kind = Kind.SELF_INCONSISTENT if shape.one_statement else shape.kind
        words = clashes.of_shape(shape, self.case, _uses(figures, prover))
        by_time = clashes.by_time(shape, self.case)
        yield make(kind, shape.figures, words, self.case, by_time=by_time)


def _within(pair: pairs.Pair, measure: str) -> bool:
    return pair.larger.cell.measure == measure == pair.smaller.cell.measure


def _uses(figures: Sequence[Figure], prover: Prover) -> Mapping[str, tuple[int, int]]:
    """How often each figure enters the proof as least and as most; empty without a proof."""
    spans = prover.model.spans(figures)
    weights = prover.ask(spans).weights or {}
    found = {}
    for figure in figures:
        column = prover.model.column(figure.cell)
        weight, (low, high) = weights.get(column, 0), spans[column]
        least = weight if weight > 0 and figure.low == low else 0
        most = -weight if weight < 0 and figure.high == high else 0
        found[figure.id] = (least, most)
    return found if any(least or most for least, most in found.values()) else {}
