"""Smallest sets of figures that cannot all be true, found under a budget that is told.

A set that only says at length what a shorter one says is an echo. A statement that gives a total
and its parts says each of them twice: as itself, and as what the others leave. Whoever contradicts
one of them contradicts the rest of the breakdown too.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from claims.domain.reconciliation.budget import Budget, Stopped
from claims.domain.reconciliation.hitting_sets import Mask, Walk, bits
from claims.domain.reconciliation.lp import Prover, Verdict
from claims.domain.reconciliation.model import Span
from claims.domain.reconciliation.proof import World
from claims.domain.reconciliation.values import Case, Figure

MOST_SETS = 60
MOST_WAYS = 5

Ids = frozenset[str]


@dataclass
class Conflicts:
    """What was found for one measure; `possible` is None where it could not be decided."""

    possible: bool | None = None
    sets: list[Ids] = field(default_factory=list)
    """Each cannot be true together, and could be if any one of it gave way."""
    gives_way: list[Ids] = field(default_factory=list)
    """The smallest sets without which everything else could be true."""
    complete: bool = True


Condense = Callable[[Ids], str]
"""Names a figure to leave out of further search, where a set is one of very many alike."""


def search(
    prover: Prover,
    figures: Sequence[Figure],
    pairs: Iterable[Ids],
    condense: Condense,
    budget: Budget,
) -> Conflicts:
    """Every minimal set beyond the pairs already known, as far as the budget goes."""
    return _Search(prover, figures, pairs, condense, budget).run()


def first(prover: Prover, figures: Sequence[Figure], budget: Budget) -> Ids:
    """One minimal set, of two figures or more; empty where all can be true."""
    looking = _Search(prover, figures, (), lambda ids: "", budget)
    return looking.one()


class _Search:
    def __init__(
        self,
        prover: Prover,
        figures: Sequence[Figure],
        pairs: Iterable[Ids],
        condense: Condense,
        budget: Budget,
    ) -> None:
        self.prover, self.figures, self.condense = prover, figures, condense
        self.budget = budget
        self.bit = {figure.id: 1 << n for n, figure in enumerate(figures)}
        self.everything = (1 << len(figures)) - 1
        known = sorted(sum(self.bit[figure] for figure in pair) for pair in pairs)
        self.walk = Walk(self.everything, known, self._probe, budget)
        self.fitting: list[Mask] = []
        """For each world met so far the figures that are true in it."""
        self.found = Conflicts(possible=False if known else None)

    def run(self) -> Conflicts:
        try:
            self._first_ones()
            self.walk.run()
            self._tell_ways()
        except Stopped:
            self.found.complete = False
        return self.found

    def one(self) -> Ids:
        return self._ids(self._probe(self.everything))

    def _first_ones(self) -> None:
        """Some conflicts quickly: leave out one figure of each that is met."""
        kept = self.everything
        for conflict in self.walk.conflicts:
            if conflict & kept == conflict:
                kept &= ~_highest(conflict)
        while conflict := self._probe(kept):
            self.walk.conflicts.append(conflict)
            kept &= ~_highest(conflict)

    def _tell_ways(self) -> None:
        fewest = min((way.bit_count() for way in self.walk.ways), default=0)
        ways = sorted(way for way in self.walk.ways if way.bit_count() == fewest and way)
        self.found.gives_way = [self._ids(way) for way in ways[:MOST_WAYS]]

    def _probe(self, kept: Mask) -> Mask:
        """A minimal conflict among the kept figures, or 0 where they can all be true."""
        verdict = self._ask(kept)
        if verdict.possible is None:
            self.found.complete = False
        if verdict.possible and kept == self.everything:
            self.found.possible = True
        if verdict.possible is not False:
            return 0
        self.found.possible = False
        conflict = self._shrink(self._to_blame(kept, verdict))
        return self._note(conflict)

    def _note(self, conflict: Mask) -> Mask:
        if len(self.found.sets) == MOST_SETS:
            raise Stopped
        ids = self._ids(conflict)
        self.found.sets.append(ids)
        dropped = self.condense(ids)
        if dropped:
            self.found.complete = False
            return self.bit[dropped]
        return conflict

    def _shrink(self, blamed: Mask) -> Mask:
        """Drop every figure without which the rest still cannot be true."""
        for bit in bits(blamed):
            if not bit & blamed:
                continue
            verdict = self._ask(blamed & ~bit)
            if verdict.possible is False:
                blamed = self._to_blame(blamed & ~bit, verdict)
            if verdict.possible is None:
                self.found.complete = False
        return blamed

    def _to_blame(self, kept: Mask, verdict: Verdict) -> Mask:
        """For each bound that the proof uses one figure that gives it."""
        if verdict.weights is None:
            return kept
        spans = self.prover.model.spans(self._of(kept))
        givers: dict[int, list[Figure]] = {}
        for figure in self._of(kept):
            givers.setdefault(self.prover.model.column(figure.cell), []).append(figure)
        blamed = 0
        for column, weight in verdict.weights.items():
            low, high = spans[column]
            if weight >= 0:
                blamed |= next(self.bit[f.id] for f in givers[column] if f.low == low)
            if weight <= 0:
                blamed |= next(self.bit[f.id] for f in givers[column] if f.high == high)
        return blamed

    def _ask(self, kept: Mask) -> Verdict:
        self.budget.spend(kept.bit_count() + len(self.fitting))
        if any(not kept & ~true for true in self.fitting):
            return Verdict(True)
        self.budget.spend(self.prover.cost)
        verdict = self.prover.ask(self.prover.model.spans(self._of(kept)))
        if verdict.world is not None:
            self.fitting.append(self._true_in(verdict.world))
        return verdict

    def _true_in(self, world: World) -> Mask:
        found = 0
        for figure in self.figures:
            count = world[self.prover.model.column(figure.cell)]
            if figure.low <= count and (figure.high is None or count <= figure.high):
                found |= self.bit[figure.id]
        return found

    def _of(self, mask: Mask) -> list[Figure]:
        flags = reversed(f"{mask:b}")
        return [figure for figure, on in zip(self.figures, flags, strict=False) if on == "1"]

    def _ids(self, mask: Mask) -> Ids:
        return frozenset(figure.id for figure in self._of(mask))


def _highest(mask: Mask) -> Mask:
    return 1 << (mask.bit_length() - 1)


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
