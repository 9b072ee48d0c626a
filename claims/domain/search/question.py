"""What a question asks for: its words, without those that every question has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claims.domain import spelling
from claims.domain.search.alike import Answer, alike, stems
from claims.domain.search.tokens import (
    ARABIC,
    IN_NAMES,
    LATIN,
    SHAPE,
    folded,
    is_long,
    is_unspaced,
    pieces,
    raw_words,
)
from claims.domain.search.values import Days, Value, values

MOST_WORDS = 10
SHORTEST_PREFIX = 3
_EVERYDAY = """
a about after all also am an and any are as at be because been before being between both but by
can could did do does doing done during ever every for from give had happen happened happening
has have he her here him his how i if in into is it its itself just know known latest many may
me might most much must my no nor not now number of off on only or other our out over please
really reported said same say says she should show so some still tell than that the their them
then there these they this those to toll tolls too total true under until up upon us was we well
were what when where whether which while who whom whose why will with would you your
"""
PASSED_OVER = frozenset(_EVERYDAY.split())
"""No obstacle to an answer: left out where anything else is asked."""
_OPERATORS = frozenset({"AND", "OR", "NOT"})


@dataclass(frozen=True)
class Term:
    """One thing asked for, by a word or by the token of a number or a date.

    ``others`` are tokens of other spellings, ``stems`` the word without its ending, ``alike`` other
    words for the same: each answers it as well.
    ``days`` are those of a date, from the first to the last; ``typed`` is how it was asked.
    """

    word: str
    others: tuple[str, ...] = ()
    stems: tuple[Answer, ...] = ()
    alike: tuple[Answer, ...] = ()
    days: Days | None = None
    typed: str = field(default="", compare=False)

    @property
    def begins(self) -> bool:
        """Whether longer words answer too; of numbers and the shortest words only the same."""
        if is_unspaced(self.word):
            return len(self.word) == 1
        return len(self.word) >= SHORTEST_PREFIX and any(map(str.isalpha, self.word))

    @property
    def asked(self) -> tuple[Answer, ...]:
        """The tokens of the word itself, each with whether longer ones answer too."""
        return ((self.word, self.begins), *self.stems)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All tokens that answer it."""
        return (*self.asked, *((other, False) for other in self.others), *self.alike)

    def answered_by(self, word: str) -> bool:
        """Whether a folded word answers it, other spellings of names aside."""
        return any(
            word == asked or (begins and word.startswith(asked))
            for asked, begins in (*self.asked, *self.alike)
        )


def terms(question: str) -> tuple[Term, ...]:
    """What a question asks for; where it is nothing but such words as every question has, these."""
    asked = list(_asked(question))
    telling = [term for term, passed_over in asked if not passed_over]
    found = {term.word: term for term in reversed(telling or [term for term, _ in asked])}
    return tuple(reversed(found.values()))[:MOST_WORDS]


def _asked(question: str) -> Iterator[tuple[Term, bool]]:
    """Each term, and whether it may be passed over: numbers and dates as one, words one by one."""
    place = 0
    for value in values(question):
        yield from _words(question[place : value.start])
        yield _of_value(value, question), False
        place = value.end
    yield from _words(question[place:])


def _of_value(value: Value, question: str) -> Term:
    typed = question[value.start : value.end]
    return Term(value.token, days=value.days, typed=typed)


def _words(text: str) -> Iterator[tuple[Term, bool]]:
    raw = [(one, word) for one in raw_words(text) for word in folded(one)]
    passed = [word in PASSED_OVER and not _is_acronym(typed, text) for typed, word in raw]
    # Names of two words may be written as one; not with what stands between.
    words = [word if not over else "" for (_, word), over in zip(raw, passed, strict=True)]
    for n, (typed, word) in enumerate(raw):
        tokens = pieces(word)
        for token in tokens[:-1] or tokens:
            term = Term(token, _others(words, n), stems(token), alike(token), typed=typed)
            yield term, passed[n]


def _is_acronym(typed: str, text: str) -> bool:
    """WHO is a body, and who is not; of a question in capitals nobody can tell."""
    plain = typed.isupper() and len(typed) > 1 and typed not in _OPERATORS
    return plain and any(c.islower() for c in text)


def _others(asked: Sequence[str], n: int) -> tuple[str, ...]:
    """Other spellings of a word, and of it with a neighbour: abdul karim, عبدالکریم."""
    alone, after = asked[n], "".join(asked[n : n + 2])
    before = "".join(asked[n - 1 : n + 1]) if n else alone
    tokens = [other for word in (alone, after, before) for other in _other_spellings(word)]
    return tuple(dict.fromkeys(tokens))


def _other_spellings(word: str) -> Iterator[str]:
    """Latin words are compared by their shapes, consonants alone only across scripts."""
    bare = spelling.consonants(word)
    if len(bare) < IN_NAMES:
        return
    if spelling.is_latin(word):
        yield ARABIC + bare
        if is_long(word):
            yield SHAPE + spelling.shape(word)
    else:
        yield LATIN + bare
