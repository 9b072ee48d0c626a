"""The dossier's format: its JSON Schema, and what follows from it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

V = TypeVar("V")

FORMAT = "counterclaim-dossier/1"

_TEXT = (Path(__file__).parent / "schema.json").read_text(encoding="utf-8")


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12); a fresh copy each time."""
    found: dict[str, Any] = json.loads(_TEXT)
    return found


def _keys() -> dict[str, dict[str, dict[str, Any]]]:
    whole = schema()
    kinds = {"dossier": whole, **whole["$defs"]}
    return {kind: shape["properties"] for kind, shape in kinds.items() if "properties" in shape}


KEYS = _keys()
"""For each kind of object in a dossier its keys, each with what the schema says of it."""

KEY_ORDER = {kind: tuple(keys) for kind, keys in KEYS.items()}
"""For each kind of object its keys, in the order people read them."""

DEFAULTS = {
    kind: {key: about["default"] for key, about in keys.items() if "default" in about}
    for kind, keys in KEYS.items()
}
"""For each kind of object what the absence of a key means, where it means something."""


def _definition(about: dict[str, Any]) -> str:
    name = str(about.get("items", about).get("$ref", "")).rpartition("/")[2]
    return name.removeprefix("optional_")


HOLDS = {
    kind: {key: _definition(about) for key, about in keys.items()} for kind, keys in KEYS.items()
}
"""For each kind of object the definition of what its keys hold, one or several."""


def keys_that_hold(definition: str) -> dict[str, tuple[str, ...]]:
    """For each kind of object those of its keys that hold what is so defined."""
    return {
        kind: tuple(key for key, held in keys.items() if held == definition)
        for kind, keys in HOLDS.items()
    }


def in_order(kind: str, mapping: Mapping[str, V]) -> dict[str, V]:
    """The same mapping with its keys in the dossier's order; refuses keys it has not."""
    unknown = mapping.keys() - set(KEY_ORDER[kind])
    if unknown:
        raise ValueError(f"A {kind} has no {', '.join(sorted(unknown))}.")
    return {key: mapping[key] for key in KEY_ORDER[kind] if key in mapping}
