"""HiGHS as a prover: whether counts can all be true, and how low or high one can be.

The solver is imported when the first question is put, so that pages which ask none never load it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, SupportsInt

from claims.domain.reconciliation import proof
from claims.domain.reconciliation.model import FREE, Model, Span, Spans

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_WORLDS = 8
"""Worlds that a prover remembers."""
TRUSTED = 10**6
"""Beyond this, what floating point says without a proof in whole numbers is not believed."""
OPTIONS: dict[str, object] = {
    "output_flag": False,
    "presolve": "off",  # without it an impossible model always yields the rows to blame
    "solver": "simplex",
    "threads": 1,
    "random_seed": 0,
    "simplex_iteration_limit": 200_000,
    "mip_max_nodes": 2_000,
}


@dataclass(frozen=True)
class Verdict:
    """Whether some world fits; None where neither could be proved."""

    possible: bool | None
    world: proof.World | None = None
    weights: proof.Weights | None = None
    """What is to blame; None where the whole is."""


@cache
def _solver() -> tuple[ModuleType, ModuleType]:
    return import_module("highspy"), import_module("numpy")


class Prover:
    """One model, put to the solver once and asked many times."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.cost = model.columns + len(model.rows)
        """Units of work that one question takes."""
        self._highs, self._np = _solver()
        self._now: list[Span] = [FREE] * model.columns
        self._solver = self._highs.Highs()
        for name, value in OPTIONS.items():
            self._solver.setOptionValue(name, value)
        self._solver.passModel(self._program())
        self._worlds: deque[proof.World] = deque(maxlen=MOST_WORLDS)

    def ask(self, spans: Spans) -> Verdict:
        """Whether a world fits the spans; one that was met before need not be looked for."""
        for column, (low, high) in spans.items():
            # The solver refuses crossed bounds and would go on with the old ones.
            if high is not None and low > high:
                return Verdict(False, weights={column: 0})
        known = next((world for world in self._worlds if proof.within(spans, world)), None)
        if known:
            return Verdict(True, known)
        answer = self._asked(spans)
        if answer.world:
            self._worlds.appendleft(answer.world)
        return answer

    def _asked(self, spans: Spans) -> Verdict:
        self._set(spans)
        status = self._run()
        if status == self._highs.HighsModelStatus.kOptimal:
            return self._world(spans)
        if status == self._highs.HighsModelStatus.kInfeasible:
            return self._refusal(spans)
        return Verdict(None)

    def least(self, column: int, spans: Spans, *, sign: int = 1) -> tuple[int | None, Verdict]:
        """The lowest a column can be (with sign -1: the highest, negated; None is open)."""
        self._set(spans)
        self._cost(column, sign)
        status = self._run()
        statuses = self._highs.HighsModelStatus
        try:
            if status != statuses.kOptimal:
                proved = status in (statuses.kUnbounded, statuses.kUnboundedOrInfeasible)
                return None, Verdict(proved or None)
            return self._optimum(column, spans, sign)
        finally:
            self._cost(column, 0)

    def _optimum(self, column: int, spans: Spans, sign: int) -> tuple[int | None, Verdict]:
        found = self._solver.getSolution()
        world = proof.is_world(self.model, spans, found.col_value)
        proved = proof.of_least(self.model, spans, column, found.row_dual, sign)
        least = proved.least if proved else None
        if world is None or sign * world[column] != least:
            whole = self._whole(spans)
            world = whole.world or world
            # Whole numbers can be further apart than the proof in fractions reaches.
            trusted = _largest(spans) <= TRUSTED and whole.world is not None
            least = sign * whole.world[column] if trusted and whole.world else least
        settled = world is not None and least == sign * world[column]
        return least, Verdict(settled or None, world)

    def _world(self, spans: Spans) -> Verdict:
        world = proof.is_world(self.model, spans, self._solver.getSolution().col_value)
        return Verdict(True, world) if world else self._whole(spans)

    def _refusal(self, spans: Spans) -> Verdict:
        _, exists, ray = self._solver.getDualRay()
        found = proof.of_impossible(self.model, spans, list(ray)) if exists else None
        if found:
            return Verdict(False, weights=found.weights)
        return Verdict(False if _largest(spans) <= TRUSTED else None)

    def _whole(self, spans: Spans) -> Verdict:
        """The same question put in whole numbers; slow, and hardly ever needed."""
        columns = self._np.arange(self.model.columns, dtype=self._np.int32)
        kinds = self._highs.HighsVarType
        self._integrality(columns, kinds.kInteger)
        try:
            status = self._run()
            values = self._solver.getSolution().col_value
        finally:
            self._integrality(columns, kinds.kContinuous)
        if status == self._highs.HighsModelStatus.kOptimal:
            world = proof.is_world(self.model, spans, values)
            return Verdict(True if world else None, world)
        refused = status == self._highs.HighsModelStatus.kInfeasible
        return Verdict(False if refused and _largest(spans) <= TRUSTED else None)

    def _integrality(self, columns: NDArray[np.int32], kind: SupportsInt) -> None:
        kinds = self._np.full(len(columns), int(kind), dtype=self._np.uint8)
        self._solver.changeColsIntegrality(len(columns), columns, kinds)

    def _run(self) -> object:
        self._solver.run()
        return self._solver.getModelStatus()

    def _cost(self, column: int, cost: int) -> None:
        self._solver.changeColCost(column, float(cost))

    def _set(self, spans: Spans) -> None:
        """Tell the solver only what changed since the last question."""
        changed = {
            column: FREE
            for column, span in enumerate(self._now)
            if span is not FREE and column not in spans
        }
        changed.update({c: span for c, span in spans.items() if self._now[c] != span})
        if not changed:
            return
        for column, span in changed.items():
            self._now[column] = span
        columns = self._np.array(list(changed), dtype=self._np.int32)
        lows, highs = self._ends(list(changed.values()))
        self._solver.changeColsBounds(len(changed), columns, lows, highs)

    def _ends(self, spans: Sequence[Span]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        unlimited = self._highs.kHighsInf
        lows = self._np.array([float(low) for low, _ in spans])
        highs = [unlimited if high is None else float(high) for _, high in spans]
        return lows, self._np.array(highs)

    def _program(self) -> object:
        """The model as HiGHS takes it: every row is its parts less its whole, and is nothing."""
        rows, numpy = self.model.rows, self._np
        program = self._highs.HighsLp()
        program.num_col_, program.num_row_ = self.model.columns, len(rows)
        program.col_cost_ = numpy.zeros(self.model.columns)
        program.col_lower_, program.col_upper_ = self._ends(self._now)
        program.row_lower_ = program.row_upper_ = numpy.zeros(len(rows))
        index = [column for whole, parts in rows for column in (whole, *parts)]
        value = [sign for _, parts in rows for sign in (-1.0, *[1.0] * len(parts))]
        lengths = [0, *(1 + len(parts) for _, parts in rows)]
        matrix = program.a_matrix_
        matrix.format_ = self._highs.MatrixFormat.kRowwise
        matrix.start_ = numpy.cumsum(numpy.array(lengths, dtype=numpy.int32), dtype=numpy.int32)
        matrix.index_ = numpy.array(index, dtype=numpy.int32)
        matrix.value_ = numpy.array(value)
        return program


def _largest(spans: Spans) -> int:
    return max((max(low, high or 0) for low, high in spans.values()), default=0)
