"""Questions for a number: how many of whom, and what befell them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from claims.domain.measures import Measures
from claims.domain.search.question import PASSED_OVER, Term
from claims.domain.search.tokens import words

_HOW_MANY = re.compile(r"\b(?:how many|how much|number of|count of|tolls?|total)\b", re.IGNORECASE)


def asks_how_many(question: str) -> bool:
    return _HOW_MANY.search(question) is not None


def measures_asked(terms: Sequence[Term], measures: Measures) -> frozenset[str]:
    """The one slug of each measure that a question names, the fullest names alone."""
    found = {
        measures.same(one.slug): max(
            _named(terms, one.name), _named(terms, one.slug.replace("-", " "))
        )
        for one in reversed(list(measures))
    }
    most = max(found.values(), default=0)
    return frozenset(slug for slug, n in found.items() if n == most) if most else frozenset()


def named_most(terms: Sequence[Term], names: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Which of some things, each with its name, a question names in full: the longest names."""
    found = [(_named(terms, name), key) for key, name in names]
    most = max((n for n, _ in found), default=0)
    return frozenset(key for n, key in found if n == most) if most else frozenset()


def names_it(term: Term, name: str) -> bool:
    """Whether a term is answered by a word of a name."""
    return any(map(term.answered_by, words(name)))


def _named(terms: Sequence[Term], name: str) -> int:
    """How many words of a name a question has, if it has them all."""
    telling = [word for word in words(name) if word not in PASSED_OVER]
    whole = all(any(term.answered_by(word) for term in terms) for word in telling)
    return len(telling) if whole else 0
