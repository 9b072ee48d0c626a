"""A published state in words: the labels of its fields, and names for what it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import get_args

from claims.domain.moments import Moment
from claims.domain.vocabulary import Word
from claims.models.desk.base import Publishable
from claims.models.desk.claim import Claim
from claims.models.desk.event import Event
from claims.models.desk.source import Report, Source
from claims.presenters.moments import minute, when
from claims.states.base import State, fields_of
from claims.states.encoding import type_of
from claims.states.figure import FigureName
from claims.states.names import ClaimUid, EventUid, ReportUid, SourceUid

MODELS: dict[object, type[Publishable]] = {
    ClaimUid: Claim,
    EventUid: Event,
    ReportUid: Report,
    SourceUid: Source,
}
"""What the desk has for the uids that states refer by."""


class Spelling:
    """Spells what states hold, with each name looked up once."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self._names: dict[str, str] = {}

    def field(self, state: State, name: str) -> str:
        """What a field of a state says, on one line; empty where there is nothing."""
        return self._spell(getattr(state, name), type_of(type(state), name))

    def lines(self, state: State) -> tuple[str, ...]:
        """All that a state says, a line for each field."""
        return tuple(self._lines(state))

    def _lines(self, state: State) -> Iterator[str]:
        for name, about in fields_of(type(state)).items():
            if said := self.field(state, name):
                yield f"{about.label}: {said}"

    def _spell(self, value: object, kind: object) -> str:
        if isinstance(value, tuple):
            return "; ".join(self._spell(one, get_args(kind)[0]) for one in value)
        if isinstance(value, State):
            return self._part(value)
        if isinstance(value, str) and value and kind in MODELS:
            return self._called(value, MODELS[kind])
        return self._plain(value)

    def _plain(self, value: object) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, Word):
            return value.label if value else ""
        if isinstance(value, Moment):
            return when(value.at, value.precision, self.zone).text
        if isinstance(value, datetime):
            return minute(value, self.zone).text
        return "" if value is None else str(value)

    def _part(self, part: State) -> str:
        # What only names a figure is named; what says more of it is said line by line.
        if isinstance(part, FigureName) and type(part) is FigureName:
            return f"{part.key} ({self._called(part.claim, Claim)})"
        return ", ".join(self.lines(part))

    def _called(self, uid: str, model: type[Publishable]) -> str:
        """What the desk calls the thing of this uid."""
        if uid not in self._names:
            subject = model._base_manager.filter(uid=uid).first()
            self._names[uid] = str(subject) if subject else uid
        return self._names[uid]
