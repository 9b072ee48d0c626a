"""The API for people who write programs: one page, made from its own description."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse

from claims.api.description import description
from claims.api.fields import MOMENT
from claims.domain.messages import gettext as _
from claims.lookup.cache import PageRequest, record_page
from claims.presenters.page import page

RATES = {
    "s": _("%(number)s a second"),
    "m": _("%(number)s a minute"),
    "h": _("%(number)s an hour"),
    "d": _("%(number)s a day"),
}


@record_page()
def docs(request: PageRequest) -> HttpResponse:
    described = description()
    context = {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "canonical": f"{settings.SITE_URL}{request.path}",
        "path": request.path,
        "rate": _rate(),
        "groups": groups(described),
        "shapes": shapes(described),
    }
    return page("claims/api_docs.html", context)


def _rate() -> str:
    number, __, period = settings.API_RATE.partition("/")
    return RATES[period[0]].placed(number=number)


Part = Mapping[str, Any]
WORDS = {
    "string": "text",
    "integer": "whole number",
    "boolean": "true or false",
    "array": "list",
    "null": "null",
}

FORMATS = {"date": "date", "date-time": "date and time"}


@dataclass(frozen=True)
class Kind:
    """What stands in a field: words, or another shape by name."""

    words: str
    shape: str = ""
    either: tuple[str, ...] = ()
    null: bool = False


@dataclass(frozen=True)
class Row:
    name: str
    kind: Kind
    says: str


@dataclass(frozen=True)
class Address:
    path: str
    says: tuple[str, ...]
    parameters: tuple[Row, ...]
    gives: str


@dataclass(frozen=True)
class Group:
    title: str
    addresses: tuple[Address, ...]


@dataclass(frozen=True)
class Shape:
    name: str
    says: str
    rows: tuple[Row, ...]


def groups(described: Part) -> list[Group]:
    """Addresses by what they are about, in the order of the description."""
    found: dict[str, list[Address]] = {}
    for path, methods in described["paths"].items():
        asked = methods["get"]
        found.setdefault(asked["tags"][0], []).append(_address(path, asked))
    return [Group(title, tuple(addresses)) for title, addresses in found.items()]


def _address(path: str, asked: Part) -> Address:
    given = asked["responses"]["200"]["content"]["application/json"]["schema"]
    parameters = tuple(
        Row(p["name"], kind_of(p["schema"]), p.get("description", ""))
        for p in asked.get("parameters", ())
        if p["in"] == "query"
    )
    return Address(path, tuple(asked["description"].split("\n")), parameters, kind_of(given).shape)


def shapes(described: Part) -> list[Shape]:
    return [Shape(name, *_shape(part)) for name, part in sorted(_components(described))]


def _components(described: Part) -> Iterator[tuple[str, Part]]:
    yield from described["components"]["schemas"].items()


def _shape(part: Part) -> tuple[str, tuple[Row, ...]]:
    rows = (
        Row(name, kind_of(field), field.get("description", ""))
        for name, field in part["properties"].items()
    )
    return part.get("description", ""), tuple(rows)


def kind_of(field: Part) -> Kind:
    if "$ref" in field:
        return Kind("", field["$ref"].rpartition("/")[2])
    if "allOf" in field:
        return kind_of(field["allOf"][0])
    if "oneOf" in field:
        one, *rest = field["oneOf"]
        return Kind("", kind_of(one).shape, null=bool(rest))
    if "anyOf" in field:
        if "$ref" in field["anyOf"][0]:  # a shape, or the same with fewer fields
            return kind_of(field["anyOf"][0])
        return Kind(", ".join(kind_of(one).words for one in field["anyOf"]))
    return _plain(field)


def _plain(field: Part) -> Kind:
    types = field["type"] if isinstance(field["type"], list) else [field["type"]]
    null = "null" in types
    words = WORDS[types[0]]
    if types[0] == "array":
        inside = kind_of(field["items"])
        return Kind(
            "list of" if inside.shape else f"list: {inside.words}", inside.shape, inside.either
        )
    either = tuple(str(word) for word in field.get("enum", ()) if word)
    return Kind("one of" if either else _exactly(field, words), "", either, null)


def _exactly(field: Part, words: str) -> str:
    if field.get("pattern") == MOMENT:
        return "time in UTC"
    return FORMATS.get(field.get("format", ""), words)
