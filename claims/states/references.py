"""What a state names: the uids of other subjects, with the field that names them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args, get_origin

from claims.states.base import State, fields_of
from claims.states.encoding import part_of, type_of
from claims.states.names import ClaimUid, EventUid, ReportUid, SourceUid

UIDS = (ClaimUid, EventUid, ReportUid, SourceUid)


def references(state: State) -> list[tuple[str, str]]:
    """Each pair of a field of this state and a uid that it names, itself or in one of its parts."""
    return sorted(set(_references(state)))


def _references(state: State) -> Iterator[tuple[str, str]]:
    for name, names_one, names_many, parts in _naming(type(state)):
        value = getattr(state, name)
        if not value:
            continue
        if names_one:
            yield name, value
        if names_many:
            yield from ((name, uid) for uid in value)
        if parts:
            for part in value if isinstance(value, tuple) else (value,):
                yield from ((name, uid) for _, uid in _references(part))


_Naming = tuple[tuple[str, bool, bool, bool], ...]
_NAMING: dict[type[State], _Naming] = {}


def _naming(kind: type[State]) -> _Naming:
    """The fields that lead to names: those of one, of several, and parts that may name others."""
    if kind not in _NAMING:
        found = []
        for name in fields_of(kind):
            held = type_of(kind, name)
            many = get_origin(held) is tuple and bool(set(get_args(held)) & set(UIDS))
            found.append((name, held in UIDS, many, part_of(kind, name) is not None))
        _NAMING[kind] = tuple(one for one in found if any(one[1:]))
    return _NAMING[kind]
