"""Two numbers that are the ends of a range, and the scale that both may share."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from claims.domain.number_parser.language import Grammar, Phrases
from claims.domain.number_parser.refusals import two_meanings
from claims.domain.number_parser.tokens import Tokens
from claims.domain.number_parser.values import (
    HUNDRED,
    THOUSAND,
    Number,
    read_first,
    read_number,
)


@dataclass(frozen=True)
class Ends:
    low: int
    high: int
    end: int
    asks: tuple[str, ...] = ()


def read_range(words: Tokens, at: int, grammar: Grammar, *, text: str) -> Ends | None:
    """Between 5 and 7, from 5 to 7, five to seven, 5-7, five or six."""
    opening = grammar.openings.match(words, at)
    joins, start = opening or (None, at)
    first = read_first(words, start, grammar)
    if first is None:
        return None
    if joins is None and (side_by_side := _side_by_side(words, first, grammar)):
        return side_by_side
    found = _joined(words, first, joins, grammar, text=text)
    if found is None:
        whole = read_first(words, start, grammar, joined=True)
        return None if whole is None else _joined(words, whole, joins, grammar, text=text)
    return found


def _joined(
    words: Tokens, first: Number, joins: list[str] | None, grammar: Grammar, *, text: str
) -> Ends | None:
    """The range that begins with ``first``, if another end follows."""
    closed = joins is None and bool(grammar.language.range_ends)
    for allowed in (
        Phrases((p, p) for p in joins) if joins else grammar.joins,
        *([grammar.within] if closed else []),
    ):
        second = _after_join(words, first, allowed, grammar)
        closing = second and grammar.range_ends.match(words, second.end)
        if second and (allowed is not grammar.within or closing):
            low, high = _ends(first, second, text)
            if low.denominator != 1 or (first.needs_scale and low == first.value):
                return None
            end = closing[1] if closing else second.end
            return Ends(int(low), int(high), end, first.asks + second.asks)
    return None


def _side_by_side(words: Tokens, first: Number, grammar: Grammar) -> Ends | None:
    """Two three hundred: a unit, the next one, and the scale of both."""
    is_unit = not first.has_digits and not first.scales and 0 < first.value < 10
    if not grammar.language.adjacent or not is_unit:
        return None
    second = read_number(words, first.end, grammar)
    if second is None or second.has_digits or second.mantissa != first.value + 1:
        return None
    return Ends(int(first.value * second.value / second.mantissa), int(second.value), second.end)


def _after_join(
    words: Tokens, first: Number, joins: Phrases[str], grammar: Grammar
) -> Number | None:
    joined = joins.match(words, first.end)
    return read_number(words, joined[1], grammar) if joined else None


def _ends(first: Number, second: Number, text: str) -> tuple[Fraction, Fraction]:
    """Both ends, with the scale that only the second names carried to the first."""
    low, high = first.value, second.value
    if _is_one_or_two(first, second):
        return low, low * high
    if not second.scales:
        if second.has_digits and not first.scales and _looks_short(low, high):
            raise two_meanings(text)
        return low, high
    if second.mantissa is not None and not first.scales and low < second.mantissa:
        return low * high / second.mantissa, high
    if low <= high and low < _mantissa_before_the_last(second):
        raise two_meanings(text)
    return low, high


def _is_one_or_two(first: Number, second: Number) -> bool:
    """A dozen or two."""
    one = bool(first.scales) and first.mantissa == 1
    return one and not second.scales and second.value == 2 < first.value


def _looks_short(low: Fraction, high: Fraction) -> bool:
    """20 to 30,000 may begin at 20,000; 2-300 at 200."""
    thousands = high >= THOUSAND and high % THOUSAND == 0 and low * THOUSAND < high
    hundreds = low < 10 and high < THOUSAND and high % HUNDRED == 0 and low * HUNDRED < high
    return low > 0 and (thousands or hundreds)


def _mantissa_before_the_last(number: Number) -> Fraction:
    """What stands before its last scale: 300 of "three hundred thousand"."""
    return number.value / number.scales[-1]
