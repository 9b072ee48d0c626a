"""Figures worked out from others, figures that look like it, and who may be in them twice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from claims.domain.figures import describe_range
from claims.domain.messages import gettext as _
from claims.domain.messages import joined, listed
from claims.domain.reconciliation import addups, overlaps
from claims.domain.reconciliation.addups import AddUp
from claims.domain.reconciliation.finding import Finding, Words, make
from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.links import repeated_line
from claims.domain.reconciliation.phrases import asking, people, placed, said, says
from claims.domain.reconciliation.values import Case, Figure

Signed = Sequence[tuple[str, Figure]]


def findings(case: Case) -> Iterator[Finding]:
    """Sums declared and sums guessed, each pair that may overlap told once."""
    seen: set[frozenset[str]] = set()
    for total, signed in _derived(case):
        yield make(
            Kind.DERIVED_FIGURE,
            [total, *(f for __, f in signed)],
            _worked_out(total, signed, case),
            case,
        )
        yield from _twice(total, [f for sign, f in signed if sign == "+"], case, seen)
    yield from _guessed(addups.matches(case), case, seen)


def every(case: Case) -> Iterator[Finding]:
    """A sum for each number that equals one, by chance or of other days too."""
    return _guessed(addups.matches(case, likely=False), case, set())


def _guessed(matches: Iterable[AddUp], case: Case, seen: set[frozenset[str]]) -> Iterator[Finding]:
    for match in matches:
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
    plus = [figure for sign, figure in signed if sign == "+"]
    places = {
        "said": says(total, case),
        "parts": listed(_part(sign, figure, case) for sign, figure in signed),
        "sum": sum_,
    }
    if adds_up:
        told = _(
            "%(said)s. It was not counted but worked out from %(parts)s. It adds up: %(sum)s.",
            **places,
        )
    elif _takes_too_much(signed):
        told = _(
            "%(said)s. It was not counted but worked out from %(parts)s. It does not add up:"
            " %(sum)s.",
            **places,
        )
    else:
        told = _(
            "%(said)s. It was not counted but worked out from %(parts)s. It does not add up:"
            " %(sum)s, not %(number)s.",
            **places,
            number=said(total),
        )
    asked = asking([total], case, _("Ask %(who)s whether anybody counted."))
    return Words(joined([told, *_double(plus, case)]), sum_, asked)


def _part(sign: str, figure: Figure, case: Case) -> str:
    part = placed(figure, case)
    return _("less %(figure)s", figure=part) if sign == "-" else part


def _equals(total: Figure, parts: Sequence[Figure], case: Case) -> Words:
    sum_ = _sum([("+", part) for part in parts])
    places = {
        "said": says(total, case),
        "parts": listed(placed(part, case) for part in parts),
        "sum": sum_,
    }
    if len({figure.said_in for figure in (total, *parts)}) == 1:
        told = _(
            "%(said)s. That is exactly %(parts)s (%(sum)s), so it may be the statement’s own"
            " breakdown.",
            **places,
        )
    else:
        told = _(
            "%(said)s. That is exactly %(parts)s (%(sum)s), so it may be a sum of other counts"
            " rather than a count.",
            **places,
        )
    asked = asking([total], case, _("Ask %(who)s whether anybody counted the whole."))
    return Words(joined([told, *_double(parts, case)]), sum_, asked)


def _sum(signed: Signed) -> str:
    """The terms and what they make; bounds where a part is no single number."""
    low, high = _bounds(signed)
    terms = _terms(signed)
    if _takes_too_much(signed):
        return _("%(terms)s, which takes away more than there is", terms=terms)
    if low == high:
        return _("%(terms)s = %(number)s", terms=terms, number=f"{low:,}")
    made = describe_range(max(0, low), high)
    return _("%(terms)s, which makes %(range)s", terms=terms, range=made)


def _terms(signed: Signed) -> str:
    terms: str = ""
    for sign, figure in signed:
        if sign == "-" and not terms:
            terms = _("− %(term)s", term=_term(figure))
        elif sign == "-":
            terms = _("%(terms)s − %(term)s", terms=terms, term=_term(figure))
        else:
            terms = (
                _("%(terms)s + %(term)s", terms=terms, term=_term(figure))
                if terms
                else _term(figure)
            )
    return terms


def _term(figure: Figure) -> str:
    if figure.number is not None:
        return f"{figure.number:,}"
    return _("(%(range)s)", range=describe_range(figure.low, figure.high))


def _bounds(signed: Signed) -> tuple[int, int | None]:
    """What the parts make, each read as the number that was said where there was one."""
    plus = [_ends(figure) for sign, figure in signed if sign == "+"]
    minus = [_ends(figure) for sign, figure in signed if sign == "-"]
    low = sum(low for low, __ in plus) - sum(high or 0 for __, high in minus)
    closed = [high for __, high in plus if high is not None]
    high = sum(closed) - sum(low for low, __ in minus) if len(closed) == len(plus) else None
    return (0 if any(high is None for __, high in minus) else low), high


def _takes_too_much(signed: Signed) -> bool:
    high = _bounds(signed)[1]
    return high is not None and high < 0


def _ends(figure: Figure) -> tuple[int, int | None]:
    number = figure.number
    return (figure.low, figure.high) if number is None else (number, number)


def _adds_up(total: Figure, signed: Signed) -> bool:
    low, high = _bounds(signed)
    reaches = high is None or total.low <= high or total.number == high
    return reaches and (total.high is None or low <= total.high)


def _double(parts: Sequence[Figure], case: Case) -> Iterator[str]:
    """How many may be counted twice, also under the label that a repeat had changed."""
    twice = overlaps.counted_twice(parts, case)
    if twice:
        yield _("Up to %(people)s may be in it twice.", people=people(twice))
    first = [_as_first_said(part, case) for part in parts]
    before = overlaps.counted_twice(first, case) if first != list(parts) else twice
    if before and before != twice:
        yield _(
            "As the parts were first said, up to %(people)s may be in it twice.",
            people=people(before),
        )


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
    places = {
        "one": says(a, case),
        "other": says(b, case, begins=False),
        "sum": placed(total, case, begins=True),
    }
    if both is None:
        told = _(
            "%(one)s; %(other)s. %(sum)s adds the two, though they may have people in common: some"
            " people may be counted twice.",
            **places,
        )
    else:
        told = _(
            "%(one)s; %(other)s. %(sum)s adds the two, though they may have people in common: up to"
            " %(people)s may be counted twice.",
            **places,
            people=people(both),
        )
    arithmetic = f"{_ends(a)[0]:,} + {_ends(b)[0]:,}"
    return Words(told, arithmetic, asking([a, b], case, _("Ask %(who)s whether they overlap.")))
