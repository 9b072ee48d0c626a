"""Which subjects an answer was made from: what is written of one of them later may change it.

Noticed are the rows and entries that were read, and the uids that were asked for, found or not. An
answer made of something else (a count, numbers of rows) also reads what these are counted under.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection

UID = re.compile(r"[0-9a-f]{32}")

_noticed: ContextVar[set[str] | None] = ContextVar("noticed", default=None)


@contextmanager
def noticed() -> Iterator[set[str]]:
    """The uids of what is read meanwhile; a notice taken further out is told of them, too."""
    found: set[str] = set()
    outer = _noticed.get()
    token = _noticed.set(found)

    def asked_for(execute: Callable[..., Any], sql: str, params: Any, *more: Any) -> Any:
        if _noticed.get() is found:
            found.update(_uids_in(params))
        return execute(sql, params, *more)

    try:
        with connection.execute_wrapper(asked_for):
            yield found
    finally:
        _noticed.reset(token)
        if outer is not None:
            outer |= found


@contextmanager
def unnoticed() -> Iterator[None]:
    """For what every answer reads, whatever it says."""
    token = _noticed.set(None)
    try:
        yield
    finally:
        _noticed.reset(token)


def note(*uids: str) -> None:
    """Say that these were read, by a way on which nobody would notice."""
    found = _noticed.get()
    if found is not None:
        found.update(uid for uid in uids if uid)


def all_of(kind: str) -> str:
    """What a list of all subjects of a kind is made from."""
    return f"all of {kind}"


def is_noticing() -> bool:
    """Whether somebody wants to know: then nothing made before may be answered with."""
    return _noticed.get() is not None


def _uids_in(params: Any) -> Iterator[str]:
    """In what a statement was asked with; lists may stand in it, and JSON."""
    if isinstance(params, str):
        yield from UID.findall(params) if len(params) != 64 else ()
    elif isinstance(params, Mapping):
        yield from _uids_in(list(params.values()))
    elif isinstance(params, Sequence) and not isinstance(params, bytes):
        for one in params:
            yield from _uids_in(one)
