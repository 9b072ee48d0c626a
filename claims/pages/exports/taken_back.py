"""What a row of a download says where we took its claim back, and all it says where it is withheld.

A claim that we retracted keeps its words, for they stay readable on its page; of one that was
withheld no more is left than its address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from claims.domain.canonical import moment_text
from claims.lookup.withheld import withheld_states
from claims.models.record.rows import PublishedClaim
from claims.states.claim import ClaimState

COLUMNS = ("taken_back_at", "taken_back_why")
Told = Callable[[PublishedClaim], dict[str, Any]]


def taken_back(rows: Iterable[PublishedClaim], known: Mapping[int, ClaimState]) -> Told:
    """When and why, of each of these claims; empty where we stand by it."""
    gone = withheld_states(row.uid for row in rows if row.withheld)

    def told(row: PublishedClaim) -> dict[str, Any]:
        if row.uid in gone:
            about = gone[row.uid].withheld
            return _columns(moment_text(about.at), str(about.grounds.label))
        state = known.get(row.since)
        back = state.retracted if state else None
        return _columns(moment_text(back.at), back.reason) if back else _columns("", "")

    return told


def _columns(at: str, why: str) -> dict[str, Any]:
    return dict(zip(COLUMNS, (at, why), strict=True))
