"""Contradictions in sentences: who said what, the sum, why not all can be true, what to ask."""

from collections.abc import Mapping, Sequence

from claims.domain.reconciliation import phrases
from claims.domain.reconciliation.finding import Words
from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.pairs import Pair
from claims.domain.reconciliation.phrases import asking, said, statement
from claims.domain.reconciliation.shapes import Shape
from claims.domain.reconciliation.values import Case, Figure, before

OLDER_WHOLE = "The whole is the older count: it may have been overtaken since."
OLDER_PARTS = "The parts are older counts: they may have been overtaken since."
NOT_ALL = "they cannot all be true."


def of_pair(pair: Pair, case: Case) -> Words:
    larger, smaller = pair.larger, pair.smaller
    arithmetic = f"{larger.low:,} > {smaller.high:,}"
    if pair.kind is Kind.OVERTAKEN_BY_LATER_COUNT:
        asked = asking([larger, smaller], case, "whether the count had gone on")
        return Words(_overtaken(larger, smaller, case), arithmetic, asked)
    told = f"{statement([larger, smaller], case)}. {_same_people(pair)}"
    return Words(_with_parties(told, [larger, smaller], case), arithmetic, _differ(pair, case))


def of_shape(shape: Shape, case: Case, uses: Mapping[str, tuple[int, int]]) -> Words:
    """A set of three figures or more; `uses` tells how often each enters as least and as most."""
    total = shape.total
    if total is None:
        return _together(shape.parts, case, uses)
    if shape.kind is Kind.PARTS_CANNOT_REACH_TOTAL:
        return _short(total, shape.parts, case)
    return _over(total, shape.parts, case)


def _overtaken(later: Figure, earlier: Figure, case: Case) -> str:
    final = "" if earlier.final else " and the first was not said to be final"
    return (
        f"{statement([earlier, later], case)}. The later count is larger ({later.low:,} against"
        f" {earlier.high:,}){final}, so it was probably overtaken."
    )


def _same_people(pair: Pair) -> str:
    larger, smaller = pair.larger, pair.smaller
    more = f"{larger.low:,} is more than {smaller.high:,}"
    if larger.cell == smaller.cell:
        return f"Both count the same people, and {more}: they cannot both be true."
    if pair.older_whole:
        return f"Everyone in the first count belongs to the second, and {more}. {OLDER_WHOLE}"
    return (
        f"Everyone in the first count belongs to the second, and {more}: they cannot both be true."
    )


def _differ(pair: Pair, case: Case) -> str:
    larger, smaller = pair.larger, pair.smaller
    if larger.cell == smaller.cell:
        return asking([larger, smaller], case, "when and how they counted")
    if pair.older_whole:
        return asking([smaller], case, "for a newer count of the whole")
    part = phrases.whom(larger.cell, case)
    return asking([smaller], case, f"whether the {said(smaller)} leave out any of these: {part}")


def _over(total: Figure, parts: Sequence[Figure], case: Case) -> Words:
    least, terms = sum(part.low for part in parts), _terms([part.low for part in parts])
    told = (
        f"{statement([*parts, total], case)}. The parts have nobody in common and make at least"
        f" {terms} = {least:,}, more than the {total.high:,} that {phrases.own(total, case)}"
        f" allows{_by_time(before_all(total, parts, case), OLDER_WHOLE)}"
    )
    return Words(
        _with_parties(told, [*parts, total], case),
        f"{terms} = {least:,} > {total.high:,}",
        asking([total], case, "whether the total leaves some of them out"),
    )


def _short(total: Figure, parts: Sequence[Figure], case: Case) -> Words:
    highs = [part.high or 0 for part in parts]
    most, terms = sum(highs), _terms(highs)
    told = (
        f"{statement([*parts, total], case)}. The parts leave nobody out and make at most"
        f" {terms} = {most:,}, fewer than the {total.low:,} that {phrases.own(total, case)} needs"
        f"{_by_time(after_all(total, parts, case), OLDER_PARTS)}"
    )
    return Words(
        _with_parties(told, [*parts, total], case),
        f"{terms} = {most:,} < {total.low:,}",
        asking([total], case, "who else was counted"),
    )


def before_all(total: Figure, parts: Sequence[Figure], case: Case) -> bool:
    """Whether every part is known to be later than the total, and nobody opposes anybody."""
    return all(before(total, part) for part in parts) and not case.opposed([total, *parts])


def after_all(total: Figure, parts: Sequence[Figure], case: Case) -> bool:
    return all(before(part, total) for part in parts) and not case.opposed([total, *parts])


def _by_time(by_time: bool, explained: str) -> str:
    """How the sentence ends: that time may explain it, or that nothing does."""
    return f". {explained}" if by_time else f": {NOT_ALL}"


def _together(figures: Sequence[Figure], case: Case, uses: Mapping[str, tuple[int, int]]) -> Words:
    """Figures of several wholes and parts: what some need against what others leave room for."""
    asked = asking(figures, case, "whom each number leaves out")
    if not uses:
        told = f"{statement(figures, case)}. They cannot all be true."
        return Words(_with_parties(told, figures, case), settles=asked)
    needs = [(uses[f.id][0], f.low) for f in figures if uses[f.id][0]]
    rooms = [(uses[f.id][1], f.high or 0) for f in figures if uses[f.id][1]]
    need, room = sum(n * low for n, low in needs), sum(n * high for n, high in rooms)
    left, right = _weighted(needs), _weighted(rooms)
    told = (
        f"{statement(figures, case)}. For all of them to be true, {left} = {need:,} would"
        f" have to fit where there is room for {right} = {room:,}: they cannot all be true."
    )
    return Words(
        _with_parties(told, figures, case), f"{left} = {need:,} > {room:,} = {right}", asked
    )


def _with_parties(told: str, figures: Sequence[Figure], case: Case) -> str:
    """Opposing parties are never excused by the time between their counts."""
    if not case.opposed(figures):
        return told
    return f"{told} They are on opposing sides, so a later count does not explain it away."


def _terms(numbers: Sequence[int]) -> str:
    return " + ".join(f"{number:,}" for number in numbers)


def _weighted(terms: Sequence[tuple[int, int]]) -> str:
    return " + ".join(f"{n:,}" if times == 1 else f"{times} × {n:,}" for times, n in terms) or "0"
