"""What one language has of words for numbers: plain tables, and the same made ready to compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum, auto
from fractions import Fraction
from functools import cached_property
from typing import Any, Generic, TypeVar

from claims.domain.number_parser.refusals import NoCount
from claims.domain.number_parser.tokens import Tokens, words_of
from claims.domain.vocabulary import Qualifier

# Below a number is the one hedge that is no qualifier of its own: at most one less.
BELOW = None
Hedge = Qualifier | None
T = TypeVar("T")


class Role(Enum):
    """What a phrase around a number does."""

    HEDGE = auto()
    PEOPLE = auto()
    LINK = auto()
    CONNECTOR = auto()
    """Leads on to more words for people: "killed and wounded"; at the end it is cut off."""
    REPORT = auto()
    """Leaves a number as it is, but makes no zero: "none reported"."""
    DOUBT = auto()
    """May change the number, and nobody says how: "so far", "feared"."""
    OPENER = auto()
    """Means something only with a hedge behind the number."""
    NO_COUNT = auto()
    NEGATION = auto()
    """Makes "nobody" what it is, and turns any other number into its contrary."""


@dataclass(frozen=True)
class Meaning:
    role: Role
    hedge: Hedge = Qualifier.PLAIN
    no_count: NoCount = NoCount.AMOUNT


class Phrases(Generic[T]):
    """Phrases and what they mean; where several begin alike, the longest counts."""

    def __init__(self, meanings: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, meaning in meanings:
            words = words_of(phrase)
            self._by_first.setdefault(words[0], []).append((words, meaning))
        for found in self._by_first.values():
            found.sort(key=lambda entry: -len(entry[0]))

    def match(self, words: Tokens, at: int) -> tuple[T, int] | None:
        """What stands here means, and where it ends."""
        if at >= len(words):
            return None
        for phrase, meaning in self._by_first.get(words[at].word, ()):
            end = at + len(phrase)
            if tuple(token.word for token in words[at:end]) == phrase:
                return meaning, end
        return None

    @property
    def first_words(self) -> frozenset[str]:
        return frozenset(self._by_first)

    @property
    def words(self) -> frozenset[str]:
        entries = (phrase for found in self._by_first.values() for phrase, _ in found)
        return frozenset(word for phrase in entries for word in phrase if word[0].isalpha())


@dataclass(frozen=True)
class Language:
    """Phrases are parted by commas; where two tables hold the same, the later table counts."""

    numbers: Mapping[str, int | Fraction]
    scales: Mapping[str, int]
    least: Mapping[str, int]
    """Plurals without a number, and the least they mean: fewer would not have been called so."""
    rounded: Mapping[str, int] = field(default_factory=dict)
    """Words for about so many: une vingtaine."""
    round_scales: Mapping[str, int] = field(default_factory=dict)
    """The same behind a number: deux centaines."""
    one_if_hedged: str = ""
    """Plurals that are one behind a hedge: тысячи, but около тысячи."""
    glued: Mapping[str, int] = field(default_factory=dict)
    """Scales only where they are written onto digits: 2m."""
    never_bare: str = ""
    """Scales that are no number alone, even where others are: тысяч."""
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Words that mean a range by themselves: triple figures."""
    articles: Mapping[str, int | Fraction] = field(default_factory=dict)
    """Numbers only before a scale: a dozen, half a million."""
    fractions: Mapping[str, Fraction] = field(default_factory=dict)
    """What more of its scale a number is: two and a half million, un million et demi."""
    before: Mapping[Hedge, str] = field(default_factory=dict)
    after: Mapping[Hedge, str] = field(default_factory=dict)
    between: Mapping[str, str] = field(default_factory=dict)
    """What opens a range, and what may then join its ends."""
    joins: str = "-"
    range_ends: str = ""
    """What closes a range; its ends may then be joined by ``within``."""
    within: str = ""
    """What may stand inside of a number: twenty and three."""
    within_from: int = 10
    attached: str = ""
    """An "and" that is written onto the word behind it."""
    inflected: Mapping[str, str] = field(default_factory=dict)
    """Numbers with an ending, and the words that they are read as: yirmiden, "yirmi den"."""
    compounds: bool = False
    """Whether the words of a number are written as one: dreitausend."""
    adjacent: bool = False
    """Whether two numbers side by side are a range: iki üç bin."""
    units_first: bool = False
    """Three and twenty."""
    bare_scales: bool = True
    """A scale alone is a number: mil, sto."""
    hundreds_of_digits: bool = True
    """Whether 20 hundred is written; 20 cent is money."""
    decimal_comma: bool = False
    with_english: bool = False
    """Of another script: English words beside its own cannot be taken for them."""
    nobody: str = ""
    nobody_if_denied: str = ""
    """Words for anybody: nobody only where the phrase denies it."""
    people: str = ""
    people_behind: str = ""
    """As people, but before a number they mean something else."""
    links: str = ""
    ages: str = ""
    """What makes an age of the number behind it: people over 60."""
    parts: str = ""
    """What begins to say who is among those counted; only behind the number."""
    connectors: str = ""
    and_is_more: bool = False
    """Whether "and" right behind a number adds to others: 23 और घायल."""
    negations: str = ""
    reports: str = ""
    doubts: str = ""
    openers: str = ""
    no_count: Mapping[NoCount, str] = field(default_factory=dict)
    ordinals: str = ""
    """Endings written onto digits that make an order of a number: 23e."""


def _meanings(
    language: Language, hedges: Mapping[Hedge, str], *, people: str, connectors: str = ""
) -> list[tuple[str, Meaning]]:
    plain = {
        Role.PEOPLE: people,
        Role.LINK: language.links,
        Role.CONNECTOR: connectors,
        Role.REPORT: language.reports,
        Role.DOUBT: language.doubts,
        Role.OPENER: language.openers,
        Role.NEGATION: language.negations,
    }
    found = [(p, Meaning(role)) for role, phrases in plain.items() for p in split(phrases)]
    found += [
        (p, Meaning(Role.NO_COUNT, no_count=kind))
        for kind, phrases in language.no_count.items()
        for p in split(phrases)
    ]
    found += [
        (p, Meaning(Role.HEDGE, hedge)) for hedge, phrases in hedges.items() for p in split(phrases)
    ]
    return list(dict(found).items())


def _before(language: Language) -> list[tuple[str, Meaning]]:
    ages = [(p, Meaning(Role.NO_COUNT)) for p in split(language.ages)]
    return [*_meanings(language, language.before, people=language.people), *ages]


def split(phrases: str) -> list[str]:
    return [phrase.strip() for phrase in phrases.split(", ") if phrase.strip()]


def each_before(phrases: str, *, behind: str) -> str:
    """Every one of the phrases with every one that may stand behind it."""
    return ", ".join(f"{first} {second}" for first in split(phrases) for second in split(behind))


def in_order(words: str, *, start: int = 0, step: int = 1) -> dict[str, int]:
    """Words for numbers in order; a slash parts forms of one, a stroke below its words."""
    return {
        word.replace("_", " "): start + step * place
        for place, forms_of_one in enumerate(words.split())
        for word in forms_of_one.split("/")
    }


def forms(table: str) -> dict[str, int]:
    """Lines such as "2: два две двух"."""
    lines = (line.split(":") for line in table.strip().splitlines())
    return {form: int(value) for value, found in lines for form in found.split()}


class Grammar:
    """A language made ready to compare words with."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.numbers = Phrases((p, Fraction(n)) for p, n in language.numbers.items())
        self.scales = Phrases({**language.scales, **language.round_scales}.items())
        self.round_scales = Phrases(language.round_scales.items())
        self.one_if_hedged = Phrases((p, p) for p in split(language.one_if_hedged))
        self.glued = Phrases(language.glued.items())
        self.never_bare = Phrases((p, p) for p in split(language.never_bare))
        self.fractions = Phrases(language.fractions.items())
        self.inflected = {words_of(p)[0]: words_of(own) for p, own in language.inflected.items()}
        self.least = Phrases(language.least.items())
        self.rounded = Phrases(language.rounded.items())
        self.spans = Phrases(language.spans.items())
        self.articles = Phrases((p, Fraction(n)) for p, n in language.articles.items())
        self.before = Phrases(_before(language))
        people = _listed(language.people, language.people_behind)
        behind = f"{language.connectors}, {language.parts}"
        self.after = Phrases(_meanings(language, language.after, people=people, connectors=behind))
        self.openings = Phrases((p, split(joins)) for p, joins in language.between.items())
        self.joins = Phrases((p, p) for p in split(language.joins))
        self.range_ends = Phrases((p, p) for p in split(language.range_ends))
        self.within = Phrases((p, p) for p in split(language.within))
        self.nobody = Phrases((p, p) for p in split(language.nobody))
        self.anybody = Phrases((p, p) for p in split(language.nobody_if_denied))
        self.ordinals = Phrases((p, p) for p in split(language.ordinals))

    @cached_property
    def first_of_number(self) -> frozenset[str]:
        tables = (self.numbers, self.scales, self.articles)
        return frozenset().union(*(table.first_words for table in tables))

    def parts_of(self, word: str) -> tuple[str, ...]:
        """The words of numbers that this one is made of, if it is made of nothing else."""
        if word in self.inflected:
            return self.inflected[word]
        return self._compound(word) if self.language.compounds else ()

    def _compound(self, word: str) -> tuple[str, ...]:
        for end in range(len(word) - 1, 1, -1):
            first, rest = word[:end], word[end:]
            if first not in self.first_of_number:
                continue
            parts = (rest,) if rest in self.first_of_number else self.parts_of(rest)
            if parts:
                return (first, *parts)
        return ()

    def tells(self, words: frozenset[str]) -> bool:
        """Whether a phrase of these words may be of the language."""
        if not words.isdisjoint(self.telling_words):
            return True
        return self.language.compounds and any(map(self.parts_of, words))

    @cached_property
    def telling_words(self) -> frozenset[str]:
        """By which the language is known: those that it may share with others are left out."""
        own = self.language
        shared = (*split(own.links), *split(own.connectors), *split(own.parts))
        words = {word for phrase in shared for word in words_of(phrase)} - self.range_ends.words
        known = self.words.union(self.inflected)
        return known.difference(word for word in words if word.isascii())

    @cached_property
    def words(self) -> frozenset[str]:
        tables = (value for value in vars(self).values() if isinstance(value, Phrases))
        joined = (Phrases([(p, p)]) for ps in self.language.between.values() for p in split(ps))
        return frozenset().union(*(table.words for table in (*tables, *joined)))


def together(own: Language, english: Language) -> Language:
    """A language with English beside it, its own words first."""
    changed: dict[str, Any] = {}
    for one in fields(Language):
        mine, theirs = getattr(own, one.name), getattr(english, one.name)
        if isinstance(mine, str):
            changed[one.name] = _listed(theirs, mine)
        elif isinstance(mine, Mapping):
            changed[one.name] = {**theirs, **mine} | {
                key: _listed(theirs[key], mine[key])
                for key in mine.keys() & theirs.keys()
                if isinstance(mine[key], str)
            }
    return replace(own, **changed)


def _listed(*phrases: str) -> str:
    return ", ".join(part for part in phrases if part)
