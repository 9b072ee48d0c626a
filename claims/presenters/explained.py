"""Why two numbers may differ and not be at odds: one is no count of its own, or an older one."""

from __future__ import annotations

from dataclasses import dataclass

from claims.domain.figures import RUNNING
from claims.domain.measures import Measures, Nature
from claims.domain.moments import Moment, order
from claims.domain.parties import Parties, Party
from claims.presenters.counting_context import Cell
from claims.states.figure import FigureState


@dataclass(frozen=True)
class GivenCount:
    """A figure with who gave it, and when."""

    figure: FigureState
    claimant: str
    said: Moment | None

    @property
    def cell(self) -> Cell:
        return Cell(self.figure.event, self.figure.category, self.figure.measure)

    @property
    def moment(self) -> Moment | None:
        return self.figure.as_of or self.said


def explained(
    one: GivenCount, other: GivenCount, *, measures: Measures, parties: Parties | None, zone: str
) -> bool:
    """Parties that oppose each other are never explained away by time; ``None``: not known."""
    if one.figure.repeats or other.figure.repeats:
        return True
    earlier, later = _in_order(one, other, zone) or (None, None)
    if earlier is None or later is None or one.cell != other.cell:
        return False
    if parties is None or parties.opposed(*(_party(c, parties, zone) for c in (one, other))):
        return False
    if measures.of(measures.same(earlier.figure.measure)).nature is Nature.STATE:
        return True
    return _goes_on(earlier.figure) and _more(later.figure, earlier.figure)


def _in_order(
    one: GivenCount, other: GivenCount, zone: str
) -> tuple[GivenCount, GivenCount] | None:
    if one.moment is None or other.moment is None:
        return None
    came = order(one.moment, other.moment, zone)
    return {"before": (one, other), "after": (other, one)}.get(came)


def _party(count: GivenCount, parties: Parties, zone: str) -> Party | None:
    day = count.moment.day(zone) if count.moment else None
    return parties.party_of(count.claimant, day)


def _goes_on(figure: FigureState) -> bool:
    return figure.qualifier in RUNNING and not figure.final and not figure.estimate


def _more(later: FigureState, earlier: FigureState) -> bool:
    """Whether the later count is the larger; one with no upper end leaves it open."""
    return earlier.high is not None and later.low is not None and later.low > earlier.high
