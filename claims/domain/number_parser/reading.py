"""One phrase read in one language: every word of it has a part to play, or is asked about."""

from __future__ import annotations

from dataclasses import dataclass, field

from claims.domain.errors import RuleBroken
from claims.domain.figures import bounds
from claims.domain.messages import gettext as _
from claims.domain.number_parser import refusals
from claims.domain.number_parser.language import BELOW, Grammar, Hedge, Meaning, Phrases, Role
from claims.domain.number_parser.parsed import ParsedNumber
from claims.domain.number_parser.ranges import read_range
from claims.domain.number_parser.refusals import NoCount
from claims.domain.number_parser.tokens import Token, Tokens
from claims.domain.number_parser.values import read_number
from claims.domain.vocabulary import Qualifier

HARMLESS = frozenset(',;:.!"“”«»„()،؛۔।')
PLAIN_HEDGES = frozenset({Qualifier.PLAIN})


@dataclass(frozen=True)
class _Core:
    """The number itself, without what stands around it."""

    end: int
    value: int | None = None
    low: int | None = None
    high: int | None = None
    hedge: Hedge = Qualifier.PLAIN
    asks: tuple[str, ...] = ()
    is_nobody: bool = False
    needs_denial: bool = False
    """Means nobody only where the phrase denies it."""


@dataclass
class Reading:
    """A phrase while it is read from left to right."""

    text: str
    words: Tokens
    grammar: Grammar
    nouns: Phrases[Meaning]
    hedges: list[Hedge] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    is_open: bool = False
    leaves_zero_open: bool = False
    is_negated: bool = False

    def read(self) -> ParsedNumber:
        """Raises ``RuleBroken`` where the phrase holds no number of people, or several."""
        core = self._up_to_the_number()
        self._behind_the_number(core)
        if core.value == 0 and (self.unknown or self.leaves_zero_open):
            raise refusals.nothing_known(self.text)
        is_denied_in_vain = self.is_negated and core.value != 0
        if is_denied_in_vain or (core.needs_denial and not self.is_negated):
            raise refusals.not_understood(self.text)
        return self._result(core)

    def _up_to_the_number(self) -> _Core:
        at, plain = 0, slice(0)
        while at < len(self.words):
            core = self._core(at)
            found = self._around(self.grammar.before, at)
            if found is not None and found[0].role is Role.HEDGE:
                plain = self._beside(plain, *found, start=at)
            if core is not None and (found is None or found[1] <= core.end):
                return core
            if found is not None:
                at = self._note(*found, start=at)
            elif self.words[at].is_number:
                raise refusals.not_understood(self.text)
            else:
                at = self._note_unknown(at)
        raise self._without_number()

    def _beside(self, plain: slice, meaning: Meaning, end: int, *, start: int) -> slice:
        """Where a word stands that makes nothing of a number.

        Torn from the hedge that it may belong to ("just people under"), it is asked about.
        """
        if meaning.hedge in PLAIN_HEDGES:
            return slice(start, end)
        both = self.words[plain] + self.words[start:end]
        whole = self.grammar.before.match(both, 0)
        if self.words[plain] and whole and whole[1] == len(both) and whole[0] != meaning:
            self.unknown.append(_typed(self.words[plain]))
        return slice(0)

    def _without_number(self) -> RuleBroken:
        if self.leaves_zero_open:
            return refusals.nothing_known(self.text)
        return refusals.not_understood(self.text)

    def _core(self, at: int) -> _Core | None:
        least = self.grammar.least.match(self.words, at)
        if least and not self._is_one(at, least[1]):
            return _Core(least[1], low=least[0], hedge=Qualifier.UNSTATED)
        span = self.grammar.spans.match(self.words, at)
        if span:
            return _Core(span[1], None, *span[0], Qualifier.BETWEEN)
        ends = read_range(self.words, at, self.grammar, text=self.text)
        if ends:
            low, high = bounds(Qualifier.BETWEEN, None, low=ends.low, high=ends.high)
            return _Core(ends.end, None, low, high, Qualifier.BETWEEN, ends.asks)
        number = read_number(self.words, at, self.grammar)
        if number:
            hedge = Qualifier.ABOUT if number.is_rounded else Qualifier.PLAIN
            return _Core(number.end, int(number.value), hedge=hedge, asks=number.asks)
        nobody = self.grammar.nobody.match(self.words, at)
        if nobody:
            return _Core(nobody[1], 0, is_nobody=True)
        anybody = self.grammar.anybody.match(self.words, at)
        return _Core(anybody[1], 0, is_nobody=True, needs_denial=True) if anybody else None

    def _is_one(self, at: int, end: int) -> bool:
        """Whether a form that is a plural by itself is one behind the hedge that stands here."""
        one = self.grammar.one_if_hedged.match(self.words, at)
        is_hedged = any(hedge not in PLAIN_HEDGES for hedge in self.hedges)
        return is_hedged and one is not None and one[1] == end

    def _behind_the_number(self, number: _Core) -> None:
        at = start = number.end
        if self._is_ordinal(at):
            raise refusals.not_a_count(self.text, NoCount.AMOUNT)
        while at < len(self.words):
            found = self._around(self.grammar.after, at)
            if at == start and found and self._adds(found[0]):
                raise refusals.not_a_count(self.text, NoCount.INCREASE)
            core = self._core(at) if found is None or found[1] == at + 1 else None
            if core is not None and (found is None or found[1] < core.end):
                raise self._two_numbers(number, core)
            if found is not None:
                at = self._note(*found, start=at)
            elif self.words[at].is_number or self._is_scale(at):
                raise refusals.several_numbers(self.text)
            else:
                at = self._note_unknown(at, is_next=at == start)

    def _two_numbers(self, number: _Core, other: _Core) -> RuleBroken:
        """A word for nobody beside a number is no second number: it denies the first."""
        is_denied = number.is_nobody != other.is_nobody
        refused = refusals.not_understood if is_denied else refusals.several_numbers
        return refused(self.text)

    def _is_ordinal(self, at: int) -> bool:
        ending = self.grammar.ordinals.match(self.words, at)
        return ending is not None and self.words[at].is_glued

    def _adds(self, meaning: Meaning) -> bool:
        return meaning.role is Role.CONNECTOR and self.grammar.language.and_is_more

    def _is_scale(self, at: int) -> bool:
        return self.grammar.scales.match(self.words, at) is not None

    def _around(self, table: Phrases[Meaning], at: int) -> tuple[Meaning, int] | None:
        """The longest phrase of the language or of the event that stands here."""
        found = [match for one in (table, self.nouns) if (match := one.match(self.words, at))]
        return max(found, key=lambda match: match[1], default=None)

    def _note(self, meaning: Meaning, end: int, *, start: int) -> int:
        role = meaning.role
        if role is Role.NO_COUNT:
            raise refusals.not_a_count(self.text, meaning.no_count)
        if role is Role.HEDGE:
            self.hedges.append(meaning.hedge)
        if role is Role.REPORT:
            self.leaves_zero_open = True
        if role is Role.NEGATION:
            self.is_negated = True
        if role is Role.OPENER:
            self.is_open = True
        if role is Role.DOUBT or (role is Role.CONNECTOR and self._is_last(end)):
            self.unknown.append(_typed(self.words[start:end]))
        return end

    def _is_last(self, at: int) -> bool:
        """Whether the phrase is cut off here: "23 and"."""
        return all(token.word in HARMLESS for token in self.words[at:])

    def _note_unknown(self, at: int, *, is_next: bool = False) -> int:
        """A word without a part to play; signs that only part other words are passed over."""
        before = self.words[at - 1] if at else None
        after = self.words[at + 1] if at + 1 < len(self.words) else None
        sign = self.words[at].word
        if sign == "-":
            is_quiet = not is_next and _is_word(before) and _is_word(after)
        elif sign == ".":
            is_quiet = before is not None and before.word != "."
        else:
            is_quiet = sign in HARMLESS
        if not is_quiet:
            self.unknown.append(self.words[at].typed)
        return at + 1

    def _result(self, core: _Core) -> ParsedNumber:
        hedge = self._hedge(core)
        value, low, high = core.value, core.low, core.high
        if value is not None:
            if hedge is BELOW and value == 0:
                raise RuleBroken(_("Nothing is fewer than none: check the number."))
            if hedge is BELOW:
                hedge, value = Qualifier.AT_MOST, value - 1
            low, high = bounds(hedge or Qualifier.PLAIN, value)
        asks = tuple(dict.fromkeys([*core.asks, *self.unknown]))
        return ParsedNumber(hedge or Qualifier.PLAIN, value, low, high, asks)

    def _hedge(self, core: _Core) -> Hedge:
        """The one hedge of the phrase; several that differ are not weighed against each other."""
        hedges = {hedge for hedge in self.hedges if hedge not in PLAIN_HEDGES}
        unclear = len(hedges) > 1 or (hedges and core.value is None)
        if unclear or (self.is_open and not hedges):
            raise refusals.not_understood(self.text)
        return hedges.pop() if hedges else core.hedge


def _is_word(token: Token | None) -> bool:
    return token is not None and token.word[:1].isalpha()


def _typed(words: Tokens) -> str:
    return " ".join(token.typed for token in words)
