"""What stands above the status: that a claim was taken back, replaced or was never said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.domain.vocabulary import Grounds, Lifecycle
from claims.presenters.moments import When, minute
from claims.presenters.names import ClaimName, Names

LIFECYCLES = {
    Lifecycle.SUPERSEDED: ("Superseded", "A newer claim has taken its place."),
    Lifecycle.WITHDRAWN: ("Withdrawn", "Whoever made this claim has withdrawn it."),
    Lifecycle.MISATTRIBUTED: ("Misattributed", "We found that the source named did not say this."),
    Lifecycle.MERGED: ("Merged", "This was the same claim as another; we keep it there."),
}


@dataclass(frozen=True)
class Notice:
    label: str
    sentence: str
    when: When | None = None
    claim: ClaimName | None = None


def fate(lifecycle: str, *, retracted: bool) -> str:
    """What stands beside the status in a list: nothing for most claims."""
    known = LIFECYCLES.get(Lifecycle(lifecycle))
    words = [
        label for label in ("Retracted" if retracted else "", known[0] if known else "") if label
    ]
    return ", ".join(words).capitalize()


def notices(
    state: Mapping[str, Any], names: Names, *, zone: str, newest: ClaimName | None = None
) -> tuple[Notice, ...]:
    return tuple(_notices(state, names, zone, newest))


def _notices(
    state: Mapping[str, Any], names: Names, zone: str, newest: ClaimName | None
) -> Iterator[Notice]:
    if taken_back := state.get("retracted"):
        at = minute(datetime.fromisoformat(taken_back["at"]), zone)
        yield Notice("Retracted", f"We no longer stand by this. {taken_back['reason']}", at)
    lifecycle = Lifecycle(state["lifecycle"])
    if lifecycle in LIFECYCLES:
        merged = names.claim(state["merged_into"]) if state["merged_into"] else None
        yield Notice(*LIFECYCLES[lifecycle], claim=merged or newest)


def withheld(about: Mapping[str, Any] | None, zone: str) -> Notice:
    """Says when and on which ground, and nothing else."""
    if about is None:
        return Notice("Withheld", "What stood here was removed.")
    ground = Grounds(about["grounds"]).label
    at = minute(datetime.fromisoformat(about["at"]), zone)
    return Notice("Withheld", f"What stood here was removed, on the ground of {ground}.", at)
