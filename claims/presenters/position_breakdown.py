"""A least that is made of counts by place, spelt out: never a number nobody can follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.domain.messages import Message, listed
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import SourceKind
from claims.presenters.counting_context import Cell, CountingContext
from claims.presenters.figures import FigureLine
from claims.states.position import PositionState

OFFICIAL = frozenset(
    {
        SourceKind.MILITARY,
        SourceKind.GOVERNMENT,
        SourceKind.OFFICIAL,
        SourceKind.POLICE,
        SourceKind.COURT,
    }
)
MORE = _("There may be more.")


@dataclass(frozen=True)
class ExplainedSum:
    """The counts of some places, and those of people anywhere who may be others besides.

    ``most`` is what they make where the highest are right and nobody is counted twice.
    """

    places: tuple[tuple[str, int], ...]
    besides: tuple[FigureLine, ...]
    least: int
    most: int

    @property
    def differ(self) -> bool:
        """Whether some place was counted more than once, with different numbers."""
        return self.most - sum(line.drawn.point for line in self.besides) > self.least


def explained_sum(
    state: PositionState, cell: Cell, used: Sequence[FigureLine], counting: CountingContext
) -> ExplainedSum | None:
    """What makes up a position, where its numbers are exactly what its figures add up to."""
    if not state.established or state.best is not None:
        return None
    places = _by_place(used, cell, counting)
    besides = [x for x in used if x.cell.event == cell.event and counting.inside(x.cell, cell)]
    if len(places) < 2 or _nested(places, counting):
        return None
    least = {place: min(x.drawn.low or 0 for x in counts) for place, counts in places.items()}
    most = sum(max(map(_highest, counts)) for counts in places.values())
    most += sum(map(_highest, besides))
    if state.low != sum(least.values()) or state.high not in (None, most):
        return None
    named = [(counting.shortly(places[place][0].cell), number) for place, number in least.items()]
    return ExplainedSum(tuple(named), tuple(besides), state.low, most)


def _by_place(
    used: Iterable[FigureLine], cell: Cell, counting: CountingContext
) -> dict[str, list[FigureLine]]:
    """Counts of the same people in parts of the event, in the order of the parts."""
    found: dict[str, list[FigureLine]] = {}
    for line in sorted(used, key=lambda x: counting.rank(x.cell)):
        part = line.cell.event != cell.event and counting.inside(line.cell, cell)
        if part and line.cell.category == cell.category:
            found.setdefault(line.cell.event, []).append(line)
    return found


def _nested(places: Iterable[str], counting: CountingContext) -> bool:
    """Whether one of them lies in another, so that adding them counts people twice."""
    listed = list(places)
    return any(a != b and counting.events.within(a, b) for a in listed for b in listed)


def _highest(line: FigureLine) -> int:
    return line.drawn.point if line.drawn.high is None else line.drawn.high


def whose(used: Sequence[FigureLine], names: str) -> str:
    """Officials together are called so; others by their names."""
    official = all(line.who.kind in OFFICIAL for line in used)
    return _("officials’ figures") if official else _("the figures of %(who)s", who=names)


def spelt_out(found: ExplainedSum) -> str:
    """Place by place; then, as a condition, what the highest would make."""
    places: str = ""
    for place, number in found.places:
        # Translators: a place and how many there, such as “Kalat 14”.
        one = _("%(place)s %(number)s", place=place, number=f"{number:,}")
        places = _("%(before)s, %(next)s", before=places, next=one) if places else one
    if found.most == found.least:
        told = _(" (%(places)s).", places=places)
    else:
        told = _where_most(found, places)
    return f"{told} {MORE}"


def _where_most(found: ExplainedSum, places: str) -> Message:
    number, others = f"{found.most:,}", listed(_own(line) for line in found.besides)
    if not others:
        told = _(" (%(places)s); %(number)s if the highest are right.")
        return told.placed(places=places, number=number)
    told = _(" (%(places)s); %(number)s if %(others)s are counted nowhere else.")
    if found.differ:
        told = _(
            " (%(places)s); %(number)s if the highest are right and %(others)s are counted nowhere"
            " else."
        )
    return told.placed(places=places, number=number, others=others)


def _own(line: FigureLine) -> str:
    name = line.who.in_sentence
    if name.endswith("s"):
        return _("%(who)s’ %(number)s", who=name, number=line.figure)
    return _("%(who)s’s %(number)s", who=name, number=line.figure)
