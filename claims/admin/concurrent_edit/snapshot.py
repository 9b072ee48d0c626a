"""A thing and its rows as they stood when a form was opened: read from the desk's history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from claims.models.desk.base import DeskModel


@dataclass(frozen=True)
class Then:
    """``owner`` is None where nothing tells how it stood: then every difference is asked about."""

    owner: Any = None
    at: datetime | None = None

    def rows(self, model: Any, owner_field: str, now: DeskModel) -> dict[str, Any]:
        """The rows a thing had, by key. Ask only for those that the form showed."""
        if self.at is None:
            return {}
        kept = model.history.filter(**{owner_field: now.pk}).order_by("id", "history_id")
        by_row = groupby(kept, key=lambda state: state.id)
        found = ((key, self._last(list(states))) for key, states in by_row)
        return {str(key): state.instance for key, state in found if state is not None}

    def _last(self, states: Sequence[Any]) -> Any | None:
        """As a row stood then. One the form showed though it came later was made with its owner."""
        by_then = [state for state in states if self.at and state.history_date <= self.at]
        if by_then:
            return by_then[-1] if by_then[-1].history_type != "-" else None
        return states[0] if states[0].history_type == "+" else None


def then(now: DeskModel, seen: str) -> Then:
    """As it stood at the version a form says it was opened at."""
    version = number(seen)
    if not 0 < version <= now.version:
        return Then()
    history: Any = type(now).history
    state = history.filter(id=now.pk, version__lte=version).order_by("-history_id").first()
    return Then(state.instance, state.history_date) if state else Then()


def number(text: str) -> int:
    """What a form sent as a number; 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
