"""The fields of a thing under the keys that a dossier has for them."""

from __future__ import annotations

from datetime import date

from claims.domain.moments import Moment
from claims.domain.vocabulary import Word
from claims.states.base import State, fields_of
from claims.states.encoding import part_of, type_of
from claims.states.names import ClaimUid, EventUid, ReportUid, SourceUid

_UIDS = (SourceUid, EventUid, ReportUid, ClaimUid)


def in_dossier(state: State, zone: str = "UTC", **given: object) -> dict[str, object]:
    """All that a state says, moments in the zone of the event.

    What it is made of and what it refers to is ``given`` by the names of the fields, in the words
    of the dossier at hand. Raises ``KeyError`` where one of those is not.
    """
    kind = type(state)
    return {
        about.dossier: given[name]
        if name in given or _is_given(kind, name)
        else dossier_value(getattr(state, name), zone)
        for name, about in fields_of(kind).items()
        if about.dossier
    }


def _is_given(kind: type[State], name: str) -> bool:
    return type_of(kind, name) in _UIDS or part_of(kind, name) is not None


def dossier_value(value: object, zone: str) -> object:
    """A plain value, a day, a moment or a word of a vocabulary as a dossier writes it."""
    if isinstance(value, Moment):
        return value.text(zone)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Word):
        return value.value
    return list(value) if isinstance(value, tuple) else value
