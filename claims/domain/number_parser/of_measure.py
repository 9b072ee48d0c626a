"""Whether the words of a number go with what it is said to count; what does not is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claims.domain.measures import MEASURES, Measure
from claims.domain.number_parser.befell import BEFALLS, PHRASES
from claims.domain.number_parser.parsed import ParsedNumber
from claims.domain.number_parser.tokens import Tokens

ONE_THING = frozenset(
    {"home", "house", "building", "shop", "school", "bridge", "vehicle", "truck", "car", "bus"}
    | {"motorcycle", "tanker", "container", "attack"}
)
"""Only at the end: a bus driver is somebody."""
THINGS = frozenset({f"{one}s" for one in ONE_THING - {"bus"}} | {"buses", "گاڑیاں", "گاڑیوں"})


def of_measure(number: ParsedNumber, words: Tokens, measure: Measure) -> ParsedNumber:
    """The same; or asking, where 4,000 homes would be people and 12 injured would be dead."""
    if number.asks or not measure.of_people:
        return number
    odd = (*_things(words), *_befell_otherwise(words, MEASURES.same(measure.slug)))
    return replace(number, asks=odd)


def _things(words: Tokens) -> Iterator[str]:
    named = [token for token in words if not token.is_sign and not token.is_number]
    for token in named:
        if token.word in THINGS or (token is named[-1] and token.word in ONE_THING):
            yield token.typed


def _befell_otherwise(words: Tokens, counted: str) -> Iterator[str]:
    at = 0
    while counted in BEFALLS and at < len(words):
        goes_with, end = PHRASES.match(words, at) or (BEFALLS, at + 1)
        if counted not in goes_with:
            yield " ".join(token.typed for token in words[at:end])
        at = end
