"""One number where it stands: digits, words, scales, and words for about so many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from claims.domain.number_parser.language import Grammar
from claims.domain.number_parser.tokens import Token, Tokens

HUNDRED, THOUSAND = 100, 1_000
_COMMA_OR_POINT = re.compile(r"\d{1,3}[,.]\d{3}")


@dataclass(frozen=True)
class Number:
    value: Fraction
    end: int
    mantissa: Fraction | None = None
    """What stands before its last scales; None where it is made of several."""
    scales: tuple[int, ...] = ()
    needs_scale: bool = False
    """1.5, where only the other end of a range names the million."""
    is_rounded: bool = False
    has_digits: bool = False
    asks: tuple[str, ...] = ()


def read_number(words: Tokens, at: int, grammar: Grammar) -> Number | None:
    """The number that begins here, if a whole one does."""
    rounded = grammar.rounded.match(words, at)
    if rounded:
        return Number(Fraction(rounded[0]), rounded[1], is_rounded=True)
    found = _Sum(words, at, grammar).read(joined=True) if _begins(words, at, grammar) else None
    return None if found is None or found.needs_scale else found


def read_first(words: Tokens, at: int, grammar: Grammar, *, joined: bool = False) -> Number | None:
    """The first end of a range: its scale may stand behind the other, and "and" ends it.

    With ``joined`` an "and" may stand inside of it: a hundred and fifty to two hundred.
    """
    return _Sum(words, at, grammar).read(joined=joined) if _begins(words, at, grammar) else None


def _begins(words: Tokens, at: int, grammar: Grammar) -> bool:
    """Asked first, for most words of a phrase begin no number."""
    if at >= len(words):
        return False
    return words[at].value is not None or words[at].word in grammar.first_of_number


class _Sum:
    """A number while it is read: thousands that are done, and hundreds that are not."""

    def __init__(self, words: Tokens, at: int, grammar: Grammar) -> None:
        self.words, self.start, self.at, self.grammar = words, at, at, grammar
        self.total = Fraction(0)
        self.current: Fraction | None = None
        self.least = 10**30
        self.scales: list[int] = []
        self.mantissa: Fraction | None = None
        self.digits: Token | None = None
        self.is_simple = True
        self.is_rounded = False
        self.is_done = False

    def read(self, *, joined: bool) -> Number | None:
        while not self.is_done and (
            self._step(self.at)
            or self._fraction(is_first=not joined)
            or self._step_over_hyphen()
            or (joined and self._step_over_and())
        ):
            pass
        value = self.total + (self.current or 0)
        is_cut = not self.is_done and self.grammar.fractions.match(self.words, self.at)
        if self.at == self.start or is_cut:
            return None
        return Number(
            value,
            self.at,
            self.mantissa if self.is_simple else None,
            tuple(self.scales),
            value.denominator != 1 or self._is_bare_decimal(),
            is_rounded=self.is_rounded,
            has_digits=self.digits is not None,
            asks=self._asks(),
        )

    def _fraction(self, *, is_first: bool) -> bool:
        """What more of its scale the number is, before that scale or behind it.

        The scale of the first end of a range may stand behind the other: two and a half to three
        million.
        """
        found = self.grammar.fractions.match(self.words, self.at)
        if not found or not self.is_simple or self.mantissa is None:
            return False
        part, end = found
        following = self._scale_at(end)
        if not self.scales:
            is_whole = self.mantissa.denominator == 1 and self.mantissa < THOUSAND
            return is_whole and (is_first or following is not None) and self._add(part, end)
        if len(self.scales) > 1 or (following and following[0] != self.scales[0]):
            return False
        # A million and a half, and the same with its scale again: and half a million.
        self.mantissa, self.is_done = self.mantissa + part, True
        self.total, self.current = self.mantissa * self.scales[0], None
        self.at = following[1] if following else end
        return True

    def _step_over_hyphen(self) -> bool:
        is_hyphen = self.at < len(self.words) and self.words[self.at].word == "-"
        return is_hyphen and self.current is not None and self._number_word(self.at + 1)

    def _step_over_and(self) -> bool:
        joiner = self.grammar.within.match(self.words, self.at)
        if joiner is None or (self.digits is not None and not self.scales):
            return False
        so_far = self.total if self.current is None else self.current
        is_enough = so_far >= self.grammar.language.within_from
        ahead = is_enough or (self.grammar.language.units_first and so_far > 0)
        return ahead and self._step(joiner[1], joined=True)

    def _step(self, at: int, *, joined: bool = False) -> bool:
        return (
            self._article(at)
            or self._digit(at)
            or self._scale(at, joined=joined)
            or self._number_word(at, joined=joined)
        )

    def _article(self, at: int) -> bool:
        found = self.grammar.articles.match(self.words, at)
        if self.current is not None or not found:
            return False
        if self._scale_at(found[1]) is None:
            return False
        return self._take(found[0], found[1])

    def _digit(self, at: int) -> bool:
        token = self.words[at] if at < len(self.words) else None
        if token is None or token.value is None or self.current is not None:
            return False
        value, is_scaled = token.value, self._scale_at(at + 1) is not None
        if is_scaled and _COMMA_OR_POINT.fullmatch(token.typed):
            # 1.200 million and 1,200 million are the same to some, and not to others.
            if self.grammar.language.decimal_comma:
                return False
            value = Fraction(token.typed) if token.is_thousand else value
        # 2k5 is 2,500 to some.
        if value >= self.least or (token.is_glued and self.scales):
            return False
        self.digits = token
        return self._take(value, at + 1)

    def _number_word(self, at: int, *, joined: bool = False) -> bool:
        found = self.grammar.numbers.match(self.words, at)
        if not found or found[0] >= self.least:
            return False
        value, end = found
        if self.current is None:
            return self._take(value, end)
        if self.digits is not None and not self.scales:
            return False
        if value < _room(self.current):
            return self._add(value, end)
        tens_last = joined and self.grammar.language.units_first and value % 10 == 0
        if tens_last and 0 < self.current % HUNDRED < 10 < value < HUNDRED:
            return self._add(value, end)
        return False

    def _take(self, value: Fraction, end: int) -> bool:
        if self.scales:
            self.is_simple = False
        self.current, self.mantissa, self.scales, self.at = value, value, [], end
        return True

    def _add(self, value: Fraction, end: int) -> bool:
        self.is_simple = self.is_simple and not self.scales
        self.current = (self.current or 0) + value
        self.mantissa, self.scales, self.at = self.current, [], end
        return True

    def _scale(self, at: int, *, joined: bool = False) -> bool:
        found = self._scale_at(at)
        if not found or not self._may_follow(found[0], at):
            return False
        scale, end = found
        self.is_rounded = self.is_rounded or self._is_round(at)
        if self.current is None and not self.scales:
            return self._bare(scale, end)
        if joined or (self.current is None and scale < THOUSAND):
            return self._hundred_more(scale, end)
        if self.current is None:
            # The scale of a scale: a thousand crore.
            self.total = self.total * scale
        elif scale < THOUSAND and (scale != HUNDRED or self.current < HUNDRED):
            self.current = self.current * scale
        elif scale < THOUSAND or scale >= self.least:
            return False
        else:
            self.total, self.current, self.least = self.total + self.current * scale, None, scale
        self.scales.append(scale)
        self.at = end
        return True

    def _may_follow(self, scale: int, at: int) -> bool:
        """Whether this scale can belong to what was read so far."""
        if self.current is None and not self.scales:
            return self.grammar.never_bare.match(self.words, at) is None
        is_money = scale == HUNDRED and self._is_money()
        return not is_money and not (self._is_round(at) and self.current is None)

    def _is_round(self, at: int) -> bool:
        return self.grammar.round_scales.match(self.words, at) is not None

    def _is_money(self) -> bool:
        return self.digits is not None and not self.grammar.language.hundreds_of_digits

    def _bare(self, scale: int, end: int) -> bool:
        if not self.grammar.language.bare_scales:
            return False
        self.mantissa = Fraction(1)
        self.scales, self.at = [scale], end
        if scale < THOUSAND:
            self.current = Fraction(scale)
        else:
            self.total, self.least = Fraction(scale), scale
        return True

    def _hundred_more(self, scale: int, end: int) -> bool:
        """A thousand and hundred: without a number before it, it is one."""
        bare = self.grammar.language.bare_scales
        if not bare or self.current is not None or scale >= THOUSAND:
            return False
        self.is_simple = False
        self.current, self.scales, self.at = Fraction(scale), [scale], end
        return True

    def _scale_at(self, at: int) -> tuple[int, int] | None:
        found = self.grammar.scales.match(self.words, at)
        if found is None and at < len(self.words) and self.words[at].is_glued:
            return self.grammar.glued.match(self.words, at)
        return found

    def _is_bare_decimal(self) -> bool:
        return self.digits is not None and self.digits.is_decimal and not self.scales

    def _asks(self) -> tuple[str, ...]:
        digits = self.digits
        if digits is None or not digits.is_thousand or self.scales:
            return ()
        return () if self.grammar.language.decimal_comma else (digits.typed,)


def _room(value: Fraction) -> int:
    """Below which a number can still be added in words: ten behind twenty, a hundred behind 200."""
    room = 1
    while value and value % (room * 10) == 0:
        room *= 10
    return room
