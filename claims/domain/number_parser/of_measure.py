"""Whether the words of a number go with what it is said to count; what does not is asked about."""

from __future__ import annotations

from dataclasses import replace

from claims.domain.measures import MEASURES, Measure
from claims.domain.number_parser.parsed import ParsedNumber
from claims.domain.number_parser.tokens import Tokens

THINGS = frozenset(
    {"homes", "houses", "buildings", "shops", "schools", "bridges", "vehicles", "trucks", "cars"}
    | {"buses", "motorcycles", "tankers", "containers", "attacks"}
)
BEFELL = {
    **dict.fromkeys(("killed", "dead", "died"), "killed"),
    **dict.fromkeys(("injured", "wounded", "hurt"), "injured"),
    **{name: name for name in ("missing", "rescued", "freed", "arrested", "displaced")},
}
"""What some words say that befell people, each by the one slug of its measure."""


def of_measure(number: ParsedNumber, words: Tokens, measure: Measure) -> ParsedNumber:
    """The same; or asking, where 4,000 homes would be people and 12 injured would be dead."""
    if number.asks or not measure.of_people:
        return number
    counted = MEASURES.same(measure.slug)
    odd = [
        token.typed
        for token in words
        if token.word in THINGS
        or (counted in BEFELL.values() and BEFELL.get(token.word, counted) != counted)
    ]
    return replace(number, asks=tuple(odd))
