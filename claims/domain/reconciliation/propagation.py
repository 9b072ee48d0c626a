"""Ranges by passing bounds between wholes and parts: quick, never too narrow, at times too wide."""

from collections import deque
from dataclasses import dataclass

from claims.domain.reconciliation.model import FREE, Model, Spans, lower_of

MOST_PASSES = 40
"""How often each row is looked at, at the most; ranges that creep stay a little wide."""


@dataclass
class Bounds:
    """The least and the most of every unknown of a model."""

    lows: list[int]
    highs: list[int | None]
    possible: bool = True


def narrow(model: Model, spans: Spans) -> Bounds:
    """Bounds that every world within the spans respects; not possible where some cross."""
    given = [spans.get(column, FREE) for column in range(model.columns)]
    bounds = Bounds([low for low, _ in given], [high for _, high in given])
    # Where nothing is said of a whole and its parts, there is nothing to pass on yet.
    queued = {row for column in spans for row in model.touching[column]}
    waiting = deque(sorted(queued))
    left = MOST_PASSES * len(model.rows)
    while waiting and left:
        left -= 1
        row = waiting.popleft()
        queued.discard(row)
        for column in _narrow_row(*model.rows[row], bounds):
            high = bounds.highs[column]
            if high is not None and bounds.lows[column] > high:
                bounds.possible = False
                return bounds
            fresh = [other for other in model.touching[column] if other not in queued]
            waiting.extend(fresh)
            queued.update(fresh)
    ends = zip(bounds.lows, bounds.highs, strict=True)
    bounds.possible = not any(high is not None and high < low for low, high in ends)
    return bounds


def _narrow_row(whole: int, parts: tuple[int, ...], bounds: Bounds) -> list[int]:
    """Tighten a whole and its parts by one another; the columns that changed."""
    lows, highs = bounds.lows, bounds.highs
    least = sum(lows[part] for part in parts)
    closed = [high for part in parts if (high := highs[part]) is not None]
    open_parts, most = len(parts) - len(closed), sum(closed)
    changed = []
    if _raise_to(whole, least, bounds) | _lower_to(whole, None if open_parts else most, bounds):
        changed.append(whole)
    top = highs[whole]
    for part in parts:
        low, high = lows[part], highs[part]
        room = None if top is None else top - (least - low)
        others = 0 if high is None else high
        alone = open_parts == (high is None)
        need = lows[whole] - (most - others) if alone else 0
        if _raise_to(part, need, bounds) | _lower_to(part, room, bounds):
            changed.append(part)
    return changed


def _raise_to(column: int, low: int, bounds: Bounds) -> bool:
    higher = low > bounds.lows[column]
    if higher:
        bounds.lows[column] = low
    return higher


def _lower_to(column: int, high: int | None, bounds: Bounds) -> bool:
    lower = lower_of(bounds.highs[column], high)
    changed = lower != bounds.highs[column]
    bounds.highs[column] = lower
    return changed
