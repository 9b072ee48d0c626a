"""Whether a number is the final count of the body whose office it is, and nobody contradicts it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claims.domain.categories import ATTACKERS
from claims.domain.status import Status
from claims.domain.vocabulary import SourceKind
from claims.presenters.counting_context import CountingContext
from claims.presenters.figures import FigureLine

COURTS = frozenset({SourceKind.COURT})
OFFICES = COURTS | {SourceKind.POLICE, SourceKind.HEALTH, SourceKind.OFFICIAL}
"""Whose office it is to count, in a disaster without parties."""

UNSETTLED = frozenset({Status.DISPUTED, Status.REFUTED})


def final_official(
    used: Sequence[FigureLine], lines: Iterable[FigureLine], counting: CountingContext
) -> bool:
    """It is a word for a sentence, not a status: the claim stays where its decisions put it."""
    parties = bool(counting.members) or ATTACKERS in counting.categories.nodes
    offices = COURTS if parties else OFFICES
    final = all(
        x.final
        and x.live
        and x.who.kind in offices
        and x.who.uid not in counting.members
        and x.status.code not in UNSETTLED
        for x in used
    )
    return bool(used) and final and not any(_contradicts(one, x) for x in used for one in lines)


def _contradicts(one: FigureLine, mine: FigureLine) -> bool:
    """Another live number of the same count that no later word of theirs explains."""
    if one.cell != mine.cell or not one.live or one.status.code == Status.REFUTED:
        return False
    earlier = bool(one.at and mine.at and one.at < mine.at)
    above = _above(one, mine)
    if earlier and (not above or one.who.uid == mine.who.uid):
        return False
    return above or _above(mine, one)


def _above(one: FigureLine, other: FigureLine) -> bool:
    low, high = one.drawn.low, other.drawn.high
    return low is not None and high is not None and low > high
