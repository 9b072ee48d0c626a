"""What we decided where counts could not all be true, as readers are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.domain.figures import describe_range
from claims.domain.vocabulary import Option
from claims.presenters.counting_context import Cell, CountingContext
from claims.presenters.figure_index import Ref, refs
from claims.presenters.figures import FigureLine
from claims.presenters.moments import When, stated
from claims.states.position import DecidedState, PositionState


@dataclass(frozen=True)
class PublicDecision:
    """``told`` is what was decided, ``figures`` are those that it was about."""

    told: str
    figures: tuple[str, ...]
    reason: str
    at: When | None


def public_decisions(
    state: PositionState,
    lines: Mapping[Ref, FigureLine],
    counting: CountingContext,
    zone: str,
) -> Iterator[PublicDecision]:
    cell = Cell(state.event, state.category, state.measure)
    for one in state.decisions:
        named = (lines[ref].beside(cell) for ref in refs(one.figures) if ref in lines)
        told = _told(one, counting)
        yield PublicDecision(told, tuple(named), one.reason, stated(one.decided, zone))


def _told(one: DecidedState, counting: CountingContext) -> str:
    about = counting.counts(Cell(one.event, one.category, one.measure)) if one.category else ""
    names = {"count": about, "range": describe_range(one.low, one.high)}
    return {
        Option.STANDS: _("%(count)s: %(range)s stands."),
        Option.RANGE: _("%(count)s: no single count stands, but %(range)s."),
        Option.EACH: _("%(count)s: each count is shown, with whose it is."),
        Option.BOTH: _("The counts of two parties are shown side by side."),
        Option.LEAVES_SOME_OUT: _("A count of the whole may leave some out."),
        Option.LEAVE_OUT: _("Figures that cannot be true with the others are left out."),
        Option.NOT_THE_SAME: _("These do not count the same."),
        Option.LATER: "",
    }[one.option] % names
