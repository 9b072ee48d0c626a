"""What may be asked of each address: known by name, said in a sentence, refused otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.http import QueryDict

from claims import filters
from claims.api.problems import Refused
from claims.domain.as_of import HIGHEST_ENTRY
from claims.domain.iso import shown
from claims.domain.status import LABELS
from claims.lookup.public import known_query

TEXT: Mapping[str, Any] = {"type": "string", "pattern": r"^[^\u0000]*\S[^\u0000]*$"}
SLUG = {**TEXT, "maxLength": 120}
# Times of the clock may also leave out the seconds and the offset.
A_MOMENT = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": HIGHEST_ENTRY},
        {"type": "string", "format": "date"},
        {"type": "string", "format": "date-time"},
    ]
}
MOMENT = "an ISO date (2024-08-26), date and time (2024-08-26T18:00+05:00) or entry number"


@dataclass(frozen=True)
class Parameter:
    """``many``: may be given more than once."""

    name: str
    says: str
    schema: Mapping[str, Any] = field(default_factory=lambda: TEXT)
    many: bool = False


AS_OF = Parameter(
    "as_of",
    f"How things stood: {MOMENT}. A date means its end. A number gives exactly what was then"
    " shown; a time gives how it stood as the record now has it.",
    A_MOMENT,
)
CHANGED_SINCE = Parameter(
    "changed_since",
    f"Only what was recorded since: {MOMENT}. A date means its beginning; a number leaves that"
    " entry itself out.",
    A_MOMENT,
)


def before(pattern: str) -> Parameter:
    says = "The place in the list, as next holds it. Do not make one up."
    return Parameter("before", says, {"type": "string", "pattern": pattern})


def limit(usual: int, most: int) -> Parameter:
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": usual}
    return Parameter("limit", f"How many to give at once: 1 to {most}.", schema)


LEAN = "lean"


@cache
def fields(names: tuple[str, ...], lean: tuple[str, ...]) -> Parameter:
    """Which fields of each thing in a list are given; all where nobody asks for fewer."""
    one = "|".join(names)
    says = (
        "Only these fields of each thing in the list, separated by commas, as in slug,url; or"
        f" {LEAN} for {', '.join(lean)}. Left out: all."
    )
    schema = {"type": "string", "pattern": f"^({LEAN}|({one})(,({one}))*)$", "maxLength": 1000}
    return Parameter("fields", says, schema)


def chosen(query: QueryDict, names: tuple[str, ...], lean: tuple[str, ...]) -> set[str] | None:
    """The fields that were asked for; None where all are to be given."""
    asked = query.get("fields")
    if asked is None:
        return None
    if asked == LEAN:
        return set(lean)
    wanted = asked.split(",")
    if unknown := next((name for name in wanted if name not in names), None):
        known = f"Known are: {', '.join((LEAN, *names))}."
        raise Refused({"fields": [f"There is no field {shown(unknown)} here. {known}"]})
    return set(wanted)


STATUS = Parameter(
    "status",
    "Where verification stands. May be given more than once.",
    {"type": "string", "enum": [str(status) for status in LABELS]},
    many=True,
)
EXAMINED = Parameter(
    "examined",
    "yes: an editor has examined it; no: nobody has examined it yet.",
    {"type": "string", "enum": list(filters.EXAMINED)},
)
SOURCE = Parameter("source", "Slug of the source that says it.", SLUG)
EVENT = Parameter("event", "Slug of an event; its parts are included.", SLUG)
MEASURE = Parameter(
    "measure",
    "What is counted, such as killed or injured, in any word for it.",
    {**TEXT, "maxLength": 60},
)
Q = Parameter("q", "Words to search for.", {**TEXT, "maxLength": filters.LONGEST_QUESTION})
DAY = {"type": "string", "format": "date"}
SINCE = Parameter("since", "Said on or after this day, such as 2024-08-26.", DAY)
UNTIL = Parameter("until", "Said on or before this day, such as 2024-08-26.", DAY)
OF_CLAIMS = (STATUS, EXAMINED, SOURCE, EVENT, MEASURE, Q, SINCE, UNTIL)


def read(query: QueryDict, known: Iterable[Parameter]) -> QueryDict:
    """The query in one order. What nobody knows, or was given twice, is refused by name."""
    by_name = {parameter.name: parameter for parameter in known}
    wrong = {}
    for name, values in query.lists():
        if name not in by_name:
            wrong[name[:60]] = [f"There is no parameter {shown(name)} here. {_known(by_name)}"]
        elif said := _wrong(by_name[name], values):
            wrong[name] = said
    if wrong:
        raise Refused(wrong)
    return known_query(query, tuple(by_name))


def _wrong(parameter: Parameter, values: Sequence[str]) -> list[str]:
    """What the schema of a parameter refuses by itself."""
    if len(values) > 1 and not parameter.many:
        return [f"“{parameter.name}” can be given once only."]
    longest, words = parameter.schema.get("maxLength"), parameter.schema.get("enum")
    for value in values:
        if not value.strip():
            return [f"“{parameter.name}” is empty: give it a value or leave it out."]
        if longest and len(value) > longest:
            return [f"“{parameter.name}” takes {longest} characters at most."]
        if words and value not in words:
            return [f"{shown(value)} is not known here. Known are: {', '.join(words)}."]
    return []


def _known(names: Iterable[str]) -> str:
    listed = ", ".join(sorted(names))
    return f"Known are: {listed}." if listed else "None is known."


def size(query: QueryDict, usual: int, most: int) -> int:
    """How many were asked for."""
    asked = query.get("limit", str(usual)).strip()
    if not (asked.isascii() and asked.isdigit() and len(asked) < 6 and 1 <= int(asked) <= most):
        raise Refused({"limit": [f"Write a whole number from 1 to {most}."]})
    return int(asked)
