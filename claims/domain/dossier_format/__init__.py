"""The dossier's format: its JSON Schema, and the order in which exports write keys."""

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


def _key_order() -> dict[str, tuple[str, ...]]:
    whole = schema()
    kinds = {"dossier": whole, **whole["$defs"]}
    return {
        kind: tuple(shape["properties"]) for kind, shape in kinds.items() if "properties" in shape
    }


KEY_ORDER = _key_order()
"""For each kind of object in a dossier its keys, in the order people read them."""


def in_order(kind: str, mapping: Mapping[str, V]) -> dict[str, V]:
    """The same mapping with its keys in the dossier's order; refuses keys it has not."""
    unknown = mapping.keys() - set(KEY_ORDER[kind])
    if unknown:
        raise ValueError(f"A {kind} has no {', '.join(sorted(unknown))}.")
    return {key: mapping[key] for key in KEY_ORDER[kind] if key in mapping}
