"""How a dossier is put together: which objects stand in which, and what absence means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claims.domain import dossier_format
from claims.dossier.errors import Place

Object = dict[str, Any]


def _children() -> dict[str, dict[str, str]]:
    """For each kind of object the keys under which other objects stand, and their kinds."""
    whole = dossier_format.schema()
    kinds = {"dossier": whole, **whole["$defs"]}
    return {
        kind: {key: inner for key, prop in shape["properties"].items() if (inner := _inner(prop))}
        for kind, shape in kinds.items()
        if "properties" in shape
    }


def _inner(prop: Object) -> str:
    name = str(prop.get("items", prop).get("$ref", "")).rpartition("/")[2]
    return name if name in dossier_format.KEY_ORDER else ""


CHILDREN = _children()

DEFAULTS: dict[str, Object] = {
    "event": {"grouping": "main"},
    "category": {"grouping": "main"},
    "report": {"link": True, "medium": "article"},
    "claim": {"publication": "draft", "lifecycle": "current"},
    "citation": {"first": False},
    "figure": {
        "includes_attackers": "not_stated",
        "breakdown_complete": "not_stated",
        "final": False,
        "treatment": "use",
    },
    "derived_from": {"sign": "+"},
    "evidence": {"confidential": False},
    "history": {"change": "update"},
    "link": {"state": "confirmed"},
    "position": {"established": True},
}

MOMENTS: dict[str, tuple[str, ...]] = {
    "report": ("published_at", "accessed_at"),
    "claim": ("said_at",),
    "figure": ("as_of",),
    "stance": ("stated_at", "asked_at"),
    "history": ("at",),
    "position": ("as_of", "at"),
    "answer": ("at",),
}


def walk(
    shape: Object, kind: str = "dossier", place: Place = ()
) -> Iterator[tuple[str, Place, Object]]:
    """Every object with its kind and its place, outer ones first."""
    yield kind, place, shape
    for key, inner in CHILDREN[kind].items():
        found = shape.get(key)
        if isinstance(found, dict):
            yield from walk(found, inner, (*place, key))
        for number, item in enumerate(found if isinstance(found, list) else []):
            yield from walk(item, inner, (*place, key, number))


def trees(
    nodes: list[Object], place: Place, parent: str = ""
) -> Iterator[tuple[Object, Place, str, int]]:
    """The nodes of a tree with place, slug of the parent and number among the siblings."""
    for number, node in enumerate(nodes):
        here = (*place, number)
        yield node, here, parent, number
        yield from trees(node.get("parts") or [], (*here, "parts"), node["slug"])


def events(dossier: Object) -> Iterator[tuple[Object, Place, str, int]]:
    """The event and its parts; the event's own place is ``event``."""
    root = dossier["event"]
    yield root, ("event",), "", 0
    yield from trees(root.get("parts") or [], ("event", "parts"), root["slug"])


def claims(dossier: Object) -> list[Object]:
    return list(dossier.get("claims", []))


def figures(dossier: Object) -> Iterator[tuple[Object, Place, Object]]:
    """Every figure with its place and its claim."""
    for n, claim in enumerate(claims(dossier)):
        for m, figure in enumerate(claim.get("figures", [])):
            yield figure, ("claims", n, "figures", m), claim
