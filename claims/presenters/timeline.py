"""What was said when: the claims that most reports carry, and our own figure, in one order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.domain.moments import Moment
from claims.domain.vocabulary import Lifecycle
from claims.presenters.figure_index import RecordedClaim
from claims.presenters.moments import When, stated
from claims.presenters.names import Names
from claims.presenters.position_history import HeldValue, PositionStep, held_values
from claims.presenters.status_headings import carried, who_and_what

UNSAID = frozenset({Lifecycle.MERGED, Lifecycle.MISATTRIBUTED, Lifecycle.CONTEXT})


@dataclass(frozen=True)
class Said:
    """``who`` is empty for ourselves, and where the words begin with the name."""

    when: When
    at: datetime
    who: str
    text: str
    href: str = ""
    ours: bool = False
    corrected: bool = False


def said_when(
    claims: Iterable[RecordedClaim],
    ours: Sequence[PositionStep],
    names: Names,
    *,
    zones: Mapping[str, str],
    zone: str,
    at_most: int,
) -> tuple[Said, ...]:
    """In the zone of each event; what has no time has no place in it."""
    dated = [c for c in claims if c.state.said and c.state.lifecycle not in UNSAID]
    used = {figure.claim for step in ours[-1:] for figure in step.state.uses}
    widest = _one_of_each_statement(dated, used)[:at_most]
    told = [_claimed(claim, names, zones.get(claim.state.event, "UTC")) for claim in widest]
    stated_at = {step.seq: step.state.stated for step in ours}
    own = [_own(value, stated_at[value.seq]) for value in held_values(ours, zone)]
    return tuple(sorted((one for one in (*told, *own) if one), key=lambda one: one.at))


def _one_of_each_statement(
    claims: Sequence[RecordedClaim], used: Collection[str]
) -> list[RecordedClaim]:
    """What our figure rests on, most carry, or we examined; a second claim of a statement last.

    ``claims`` come the newest first, as what is alike stays.
    """

    def weight(claim: RecordedClaim) -> tuple[bool, int, bool]:
        return claim.uid in used, carried(claim), claim.state.examined

    foremost: dict[tuple[str, str], RecordedClaim] = {}
    for claim in sorted(claims, key=weight):
        foremost[claim.state.claimant, claim.state.utterance or claim.uid] = claim
    first = {claim.uid for claim in foremost.values()}
    return sorted(claims, key=lambda claim: (claim.uid in first, *weight(claim)), reverse=True)


def _claimed(claim: RecordedClaim, names: Names, zone: str) -> Said | None:
    state, when = claim.state, stated(claim.state.said, zone)
    if when is None or state.said is None:
        return None
    who, text = who_and_what(claim, names)
    return Said(when, state.said.at, who, text, claim.href)


def _own(value: HeldValue, at: Moment | None) -> Said | None:
    if at is None or value.stated_at is None:
        return None
    return Said(value.stated_at, at.at, "", value.amount, ours=True, corrected=value.corrected)
