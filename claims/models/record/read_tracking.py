"""Which subjects an answer was made from: what is written of one of them later may change it.

Noticed are the rows and entries that were read, and the uids that were asked by, found or not: by
themselves, or as what others name (the claims about an event, the reports of a publisher).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

UID = re.compile(r"[0-9a-f]{32}")
# Asked so, a statement is about these subjects alone; asked otherwise, about whatever names them.
BY_ITSELF = re.compile(
    r'"(?:uid|subject)" (?:= %s|IN \(%s(?:, %s)*\)'
    r"|= ANY\(%s\)|IN \(SELECT value FROM json_each\(%s\)\))"
)

_noticed: ContextVar[set[str] | None] = ContextVar("noticed", default=None)


@contextmanager
def noticed() -> Iterator[set[str]]:
    """The uids of what is read meanwhile; a notice taken further out is told of them, too."""
    found: set[str] = set()
    outer = _noticed.get()
    token = _noticed.set(found)

    def asked_for(
        execute: Callable[..., object], sql: str, params: object, *more: object
    ) -> object:
        if _noticed.get() is found:
            found.update(_asked_by(sql, params))
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


def naming(uid: str) -> str:
    """What is made from whatever names a subject."""
    return f"naming {uid}"


def all_of(kind: str) -> str:
    """What a list of all subjects of a kind is made from."""
    return f"all of {kind}"


def is_noticing() -> bool:
    """Whether somebody wants to know: then nothing made before may be answered with."""
    return _noticed.get() is not None


def _asked_by(sql: str, params: object) -> Iterator[str]:
    alone = _places_alone(sql)
    listed = params if isinstance(params, list | tuple) else [params]
    for place, param in enumerate(listed):
        for uid in _uids_in(param):
            yield uid
            if place not in alone:
                yield naming(uid)


def _places_alone(sql: str) -> set[int]:
    """Which parameters stand for a subject itself; none where they cannot be counted."""
    found: set[int] = set()
    if "%%" not in sql:
        for asked in BY_ITSELF.finditer(sql):
            first = sql.count("%s", 0, asked.start())
            found.update(range(first, first + asked[0].count("%s")))
    return found


def _uids_in(param: object) -> Iterator[str]:
    """In what a statement was asked with; lists may stand in it, and JSON."""
    if isinstance(param, str):
        yield from UID.findall(param) if len(param) != 64 else ()  # a digest holds no uid
    elif isinstance(param, Mapping):
        yield from _uids_in(list(param.values()))
    elif isinstance(param, Sequence) and not isinstance(param, bytes):
        for one in param:
            yield from _uids_in(one)
