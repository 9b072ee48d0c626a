"""From the words of a number to its qualifier and bounds. What is not understood is never guessed.

Every language that knows a word of the phrase reads it; a number is taken only where those that
understand the whole phrase agree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from claims.domain.errors import RuleBroken
from claims.domain.measures import Measure
from claims.domain.messages import gettext as _
from claims.domain.number_parser import refusals
from claims.domain.number_parser.language import Grammar, Meaning, Phrases, Role, together
from claims.domain.number_parser.languages import ENGLISH, OTHERS
from claims.domain.number_parser.of_measure import of_measure
from claims.domain.number_parser.parsed import ParsedNumber
from claims.domain.number_parser.reading import Reading
from claims.domain.number_parser.tokens import FRACTIONS, Token, Tokens, tokens, words_of

__all__ = ["ParsedNumber", "parse_number", "read_said"]


@dataclass(frozen=True)
class _Attempt:
    """What one language makes of a phrase."""

    strange: int
    """How many of its words the language does not know at all."""
    number: ParsedNumber | None = None
    problem: RuleBroken | None = None

    @property
    def understood(self) -> bool:
        return self.number is not None and not self.number.asks


def read_said(
    text: str, *, nouns: Iterable[str] = (), measure: Measure | None = None
) -> ParsedNumber:
    """What these words say of a measure; refuses what would have to be asked about."""
    number = parse_number(text, nouns=nouns, measure=measure)
    if number.asks:
        raise RuleBroken(
            _(
                "We cannot tell whether “%(text)s” means %(meaning)s: we do not know what"
                " %(asked_words)s makes of it. Write it %(examples)s.",
                text=text,
                meaning=number.meaning,
                asked_words=number.asked_words,
                examples=refusals.EXAMPLES,
            )
        )
    return number


def parse_number(
    text: str, *, nouns: Iterable[str] = (), measure: Measure | None = None
) -> ParsedNumber:
    """What these words say, with the words to ask about; ``nouns`` name who is counted here.

    Where its ``measure`` is known, words that count something else are asked about, too.

    Raises ``RuleBroken`` with a sentence where there is no number of people, or more than one.
    """
    # Folding would make a footnote's mark or a fraction into a digit of the number.
    if any(unicodedata.category(one) in ("No", "Nl") and one not in FRACTIONS for one in text):
        raise refusals.not_understood(text)
    words = tokens(text)
    # What databases write where nothing is known; in German it is a zero.
    if [token.word for token in words] == ["null"]:
        raise refusals.nothing_known(text)
    if not words:
        raise RuleBroken(
            _("Give the number as it was said, %(examples)s.", examples=refusals.EXAMPLES)
        )
    own = Phrases((noun, Meaning(Role.PEOPLE)) for noun in nouns if tokens(noun))
    attempts = [_attempt(text, words, grammar, own) for grammar in _grammars(words)]
    number = _agreed(text, attempts)
    return of_measure(number, words, measure) if measure else number


def _grammars(words: Tokens) -> list[Grammar]:
    """English, and every language that knows a word of the phrase."""
    found = frozenset(token.word for token in words)
    known = [number for number in range(len(OTHERS)) if _own_grammar(number).tells(found)]
    return [_english(), *(_grammar(number) for number in known)]


@cache
def _english() -> Grammar:
    return Grammar(ENGLISH)


@cache
def _own_grammar(number: int) -> Grammar:
    return Grammar(OTHERS[number])


@cache
def _grammar(number: int) -> Grammar:
    language = OTHERS[number]
    return Grammar(together(language, ENGLISH) if language.with_english else language)


def _attempt(text: str, words: Tokens, grammar: Grammar, nouns: Phrases[Meaning]) -> _Attempt:
    words = _parted(words, grammar)
    own = nouns.words
    strange = sum(
        token.word[0].isalpha() and token.word not in grammar.words and token.word not in own
        for token in words
    )
    try:
        return _Attempt(strange, Reading(text, words, grammar, nouns).read())
    except RuleBroken as problem:
        return _Attempt(strange, problem=problem)


def _parted(words: Tokens, grammar: Grammar) -> Tokens:
    """With words that are written as one made into words of their own: "and", endings, numbers."""
    found: list[Token] = []
    for token in words:
        joiner, rest = token.word[:1], token.word[1:]
        if not joiner.isalpha() or token.word in grammar.words:
            found.append(token)
        elif parts := grammar.parts_of(token.word):
            found += [Token(part, part) for part in parts]
        elif joiner == grammar.language.attached and rest in grammar.words:
            found += [Token(joiner, joiner), Token(token.typed[1:], rest)]
        elif joiner == grammar.language.attached and (parts := grammar.parts_of(rest)):
            found += [Token(part, part) for part in (joiner, *parts)]
        else:
            found.append(token)
    return tuple(found)


def _agreed(text: str, attempts: list[_Attempt]) -> ParsedNumber:
    understood = {attempt.number for attempt in attempts if attempt.understood}
    for attempt in attempts:
        if attempt.strange == 0 and isinstance(attempt.problem, refusals.NotACount):
            raise attempt.problem
    if len(understood) > 1:
        raise refusals.two_meanings(text)
    if understood and (number := understood.pop()):
        return number
    best = min(attempts, key=lambda attempt: attempt.strange)
    if best.number is None:
        raise best.problem or refusals.not_understood(text)
    asked = {word for phrase in best.number.asks for word in words_of(phrase)}
    if not _all_scales().isdisjoint(asked):
        raise refusals.several_numbers(text)
    return best.number


@cache
def _all_scales() -> frozenset[str]:
    """Words for a hundred and more in any language: a number beside one is never the bare one."""
    return frozenset().union(*(Grammar(one).scales.words for one in (ENGLISH, *OTHERS)))
