"""What a state names: the uids of other subjects, with the field that names them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from claims.states.base import State, fields_of
from claims.states.encoding import type_of
from claims.states.names import ClaimUid, EventUid, ReportUid, SourceUid

UIDS = (ClaimUid, EventUid, ReportUid, SourceUid)


def references(state: State) -> list[tuple[str, str]]:
    """Each pair of a field of this state and a uid that it names, itself or in one of its parts."""
    return sorted(set(_references(state)))


def _references(state: State) -> Iterator[tuple[str, str]]:
    kind = type(state)
    for name in fields_of(kind):
        value = getattr(state, name)
        held = type_of(kind, name)
        if value and held in UIDS:
            yield name, value
        elif isinstance(value, tuple) and set(get_args(held)) & set(UIDS):
            yield from ((name, uid) for uid in value)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, State):
                yield from ((name, uid) for _, uid in _references(part))
