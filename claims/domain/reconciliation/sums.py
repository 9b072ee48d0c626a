"""Figures worked out from others, figures that look like it, and who may be in them twice."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from claims.domain.figures import describe_range
from claims.domain.reconciliation import addups, overlaps
from claims.domain.reconciliation.finding import Finding, Words, make
from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.links import repeated_line
from claims.domain.reconciliation.phrases import asking, listed, people, placed, said, says
from claims.domain.reconciliation.values import Case, Figure

Signed = Sequence[tuple[str, Figure]]


def findings(case: Case) -> Iterator[Finding]:
    """Sums declared and sums guessed, each pair that may overlap told once."""
    seen: set[frozenset[str]] = set()
    for total, signed in _derived(case):
        yield make(
            Kind.DERIVED_FIGURE,
            [total, *(f for _, f in signed)],
            _worked_out(total, signed, case),
            case,
        )
        yield from _twice(total, [f for sign, f in signed if sign == "+"], case, seen)
    for match in addups.matches(case):
        figures = [match.total, *match.parts]
        yield make(Kind.ADD_UP_MATCH, figures, _equals(match.total, match.parts, case), case)
        yield from _twice(match.total, match.parts, case, seen)


def _derived(case: Case) -> Iterator[tuple[Figure, Signed]]:
    for figure in case.by_id.values():
        parts = [(sign, case.by_id[p]) for sign, p in figure.derived_from if p in case.by_id]
        if parts and case.in_use(figure):
            yield figure, parts


def _worked_out(total: Figure, signed: Signed, case: Case) -> Words:
    sum_, adds_up = _sum(signed), _adds_up(total, signed)
    verdict = "It adds up" if adds_up else "It does not add up"
    missed = "" if adds_up or _takes_too_much(signed) else f", not {said(total)}"
    plus = [figure for sign, figure in signed if sign == "+"]
    parts = listed(f"{'less ' if sign == '-' else ''}{placed(f, case)}" for sign, f in signed)
    sentence = (
        f"{says(total, case)}. It was not counted but worked out from {parts}. {verdict}:"
        f" {sum_}{missed}.{_double(plus, case)}"
    )
    return Words(sentence, sum_, asking([total], case, "whether anybody counted"))


def _equals(total: Figure, parts: Sequence[Figure], case: Case) -> Words:
    sum_ = _sum([("+", part) for part in parts])
    one = len({figure.said_in for figure in (total, *parts)}) == 1
    may = "the statement’s own breakdown" if one else "a sum of other counts rather than a count"
    sentence = (
        f"{says(total, case)}. That is exactly {listed(placed(part, case) for part in parts)}"
        f" ({sum_}), so it may be {may}.{_double(parts, case)}"
    )
    return Words(sentence, sum_, asking([total], case, "whether anybody counted the whole"))


def _sum(signed: Signed) -> str:
    """The terms and what they make; bounds where a part is no single number."""
    low, high = _bounds(signed)
    if _takes_too_much(signed):
        return f"{_terms(signed)}, which takes away more than there is"
    if low == high:
        return f"{_terms(signed)} = {low:,}"
    return f"{_terms(signed)}, which makes {describe_range(max(0, low), high)}"


def _terms(signed: Signed) -> str:
    signs = {"+": " + ", "-": " − "}
    terms = "".join(f"{signs[sign]}{_term(figure)}" for sign, figure in signed)
    return terms.removeprefix(" + ").strip()


def _term(figure: Figure) -> str:
    if figure.number is not None:
        return f"{figure.number:,}"
    return f"({describe_range(figure.low, figure.high)})"


def _bounds(signed: Signed) -> tuple[int, int | None]:
    """What the parts make, each read as the number that was said where there was one."""
    plus = [_ends(figure) for sign, figure in signed if sign == "+"]
    minus = [_ends(figure) for sign, figure in signed if sign == "-"]
    low = sum(low for low, _ in plus) - sum(high or 0 for _, high in minus)
    closed = [high for _, high in plus if high is not None]
    high = sum(closed) - sum(low for low, _ in minus) if len(closed) == len(plus) else None
    return (0 if any(high is None for _, high in minus) else low), high


def _takes_too_much(signed: Signed) -> bool:
    _, high = _bounds(signed)
    return high is not None and high < 0


def _ends(figure: Figure) -> tuple[int, int | None]:
    number = figure.number
    return (figure.low, figure.high) if number is None else (number, number)


def _adds_up(total: Figure, signed: Signed) -> bool:
    low, high = _bounds(signed)
    reaches = high is None or total.low <= high or total.number == high
    return reaches and (total.high is None or low <= total.high)


def _double(parts: Sequence[Figure], case: Case) -> str:
    """How many may be counted twice, also under the label that a repeat had changed."""
    told = ""
    twice = overlaps.counted_twice(parts, case)
    if twice:
        told = f" Up to {people(twice)} may be in it twice."
    first = [_as_first_said(part, case) for part in parts]
    before = overlaps.counted_twice(first, case) if first != list(parts) else twice
    if before and before != twice:
        told += f" As the parts were first said, up to {people(before)} may be in it twice."
    return told


def _as_first_said(figure: Figure, case: Case) -> Figure:
    line = repeated_line(figure, case)
    return replace(figure, cell=line[-1].cell) if line else figure


def _twice(
    total: Figure, parts: Sequence[Figure], case: Case, seen: set[frozenset[str]]
) -> Iterator[Finding]:
    for a, b in combinations(parts, 2):
        both = overlaps.at_most_in_both(a, b)
        pair = frozenset((a.id, b.id))
        if both == 0 or pair in seen or a.id == b.id or not _may_share(a, b, case):
            continue
        seen.add(pair)
        yield make(Kind.POSSIBLE_DOUBLE_COUNT, [a, b], _in_both(total, a, b, both, case), case)


def _may_share(a: Figure, b: Figure, case: Case) -> bool:
    same = b.id in a.same_people_as or a.id in b.same_people_as
    return same or case.may_overlap(a.cell, b.cell)


def _in_both(total: Figure, a: Figure, b: Figure, both: int | None, case: Case) -> Words:
    size = "some people" if both is None else f"up to {people(both)}"
    sentence = (
        f"{says(a, case)}; {says(b, case)}. {placed(total, case)} adds the two, though they may"
        f" have people in common: {size} may be counted twice."
    )
    arithmetic = f"{_ends(a)[0]:,} + {_ends(b)[0]:,}"
    return Words(sentence, arithmetic, asking([a, b], case, "whether they overlap"))
