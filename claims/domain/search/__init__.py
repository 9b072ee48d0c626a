"""What of a text is searched (``tokens``, ``values``), and what a question asks for."""

from claims.domain.search.question import MOST_WORDS, Term, terms
from claims.domain.search.tokens import (
    LONGEST_TOKEN,
    MOST_BYTES,
    SIGNS,
    STATED,
    index,
    index_of_names,
    vocabulary,
    words,
)
from claims.domain.search.values import day_tokens

__all__ = [
    "LONGEST_TOKEN",
    "MOST_BYTES",
    "MOST_WORDS",
    "SIGNS",
    "STATED",
    "Term",
    "day_tokens",
    "index",
    "index_of_names",
    "terms",
    "vocabulary",
    "words",
]
