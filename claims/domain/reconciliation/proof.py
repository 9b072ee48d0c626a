"""Answers of the solver, checked in whole numbers: it counts in floating point, people do not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.domain.reconciliation.model import FREE, Model, Spans

SCALES = (1, 2, 3, 4, 6, 12, 60)
"""Multipliers of rows are simple fractions: these make whole numbers of them."""

World = list[int]
Weights = Mapping[int, int]
"""By column: how often its least (above zero) or its most (below zero) enters a sum."""


@dataclass(frozen=True)
class Proof:
    """That a scaled unknown, or nothing at all, cannot be less than a number."""

    at_least: int
    scale: int
    weights: Weights

    @property
    def least(self) -> int:
        """The bound in people, rounded up: people come whole."""
        return -(-self.at_least // self.scale)


def is_world(model: Model, spans: Spans, values: Sequence[float]) -> World | None:
    """The values as whole numbers, where they satisfy every row and span exactly."""
    world = [round(value) for value in values]
    if min(world, default=0) < 0 or not within(spans, world):
        return None
    for whole, parts in model.rows:
        if world[whole] != sum([world[part] for part in parts]):
            return None
    return world


def within(spans: Spans, world: World) -> bool:
    """Whether every span holds what a world has there."""
    for column, (low, high) in spans.items():
        if world[column] < low or (high is not None and world[column] > high):
            return False
    return True


def of_impossible(model: Model, spans: Spans, ray: Sequence[float]) -> Proof | None:
    """A sum of rows that no counts within the spans can satisfy."""
    largest = max((abs(m) for m in ray), default=0.0)
    if not largest:
        return None
    sizes = sorted({round(abs(m), 9) for m in ray if abs(m) > largest * 1e-9})
    for unit in (*sizes[:3], largest):
        for sign in (1, -1):
            found = _with_multipliers(model, spans, [sign * m / unit for m in ray], None)
            if found and found.at_least > 0:
                return found
    return None


def of_least(
    model: Model, spans: Spans, column: int, duals: Sequence[float], sign: int
) -> Proof | None:
    """How low a column can be at the least (or, with sign -1, its negative)."""
    found = [
        proof
        for direction in (1, -1)
        if (
            proof := _with_multipliers(model, spans, [direction * d for d in duals], (column, sign))
        )
    ]
    return max(found, key=lambda proof: proof.least, default=None)


def _with_multipliers(
    model: Model, spans: Spans, multipliers: Sequence[float], goal: tuple[int, int] | None
) -> Proof | None:
    for scale in SCALES:
        scaled = [(row, m * scale) for row, m in enumerate(multipliers) if abs(m) > 1e-9]
        if all(abs(m - round(m)) < 1e-6 for _, m in scaled):
            return _sum(model, spans, [(row, round(m)) for row, m in scaled], goal, scale)
    return None


def _sum(
    model: Model,
    spans: Spans,
    multipliers: list[tuple[int, int]],
    goal: tuple[int, int] | None,
    scale: int,
) -> Proof | None:
    """Rows times multipliers, bounded by the spans of what remains; right for any multipliers."""
    weights: dict[int, int] = {goal[0]: goal[1] * scale} if goal else {}
    for row, times in multipliers:
        whole, parts = model.rows[row]
        weights[whole] = weights.get(whole, 0) - times
        for part in parts:
            weights[part] = weights.get(part, 0) + times
    total, used = 0, {}
    for column, weight in weights.items():
        low, high = spans.get(column, FREE)
        bound = low if weight > 0 else high
        if weight and bound is None:
            return None
        if weight and bound:
            total += weight * bound
        if weight and not (weight > 0 and low == 0):
            used[column] = weight
    return Proof(total, scale, used)
