"""How many of which people, as each side counts them last, beside what we say ourselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from claims.domain.messages import capitalised
from claims.domain.moments import FIRST
from claims.domain.parties import Parties
from claims.domain.status import Status
from claims.presenters.counting_context import Cell, CountingContext
from claims.presenters.figures import FigureLine
from claims.presenters.position import PublicPosition
from claims.presenters.position_in_words import not_established

DEAD = "killed"
MOST_ROWS = 4
MOST_NAMED = 3


@dataclass(frozen=True)
class SideCount:
    """What one side said last; ``wrong`` where we found that it is not so.

    ``whom`` is set where it counts others than the row does.
    """

    who: str
    figure: str
    href: str
    wrong: bool
    whom: str = ""


@dataclass(frozen=True)
class GroupCount:
    """One row: the people, our own figure, and who counts what; ``more`` of them have no room.

    ``sure`` is how sure we are of ours; ``elsewhere`` how many figures of something else it is made
    of, where none of the same count is among those it rests on.
    """

    whom: str
    ours: str
    concluded: bool
    sides: tuple[SideCount, ...]
    more: int
    sure: str = ""
    elsewhere: int = 0


@dataclass(frozen=True)
class GroupCounts:
    """``what`` is counted, and where, if the event has a place."""

    what: str
    rows: tuple[GroupCount, ...]


def group_counts(
    lines: Sequence[FigureLine],
    positions: Iterable[PublicPosition],
    counting: CountingContext,
    parties: Parties,
    place: str,
) -> GroupCounts | None:
    """Everyone first, then the groups we speak of, then those on which the sides differ.

    Where none of these counts the dead, all of them do who say how many there are.
    """
    ours = {p.cell: p for p in positions if p.cell.event == counting.here}
    counted = _newest(lines, counting, parties)
    worth = {cell for cell in {*ours, *counted} if cell in ours or _differ(counted[cell])}
    if worth and not any(counting.measures.same(cell.measure) == DEAD for cell in worth):
        worth |= {cell for cell in counted if counting.measures.same(cell.measure) == DEAD}
    shown = sorted(
        worth, key=lambda cell: (not cell.is_toll, cell not in ours, counting.rank(cell))
    )[:MOST_ROWS]
    if not shown:
        return None
    measures = {cell.measure for cell in shown}
    alike = len(measures) == 1
    rows = []
    for cell in shown:
        used = _rests_on(ours.get(cell), lines)
        told = _foremost(cell, used, counted.get(cell, ()), parties)
        if not (told or used):
            told = _weighed(ours.get(cell), lines)
        elsewhere = 0 if any(line.cell == cell for line in used) else len(used)
        rows.append(_row(cell, ours.get(cell), told, elsewhere, counting, alike))
    return GroupCounts(_what(measures, counting, place), tuple(rows))


def _what(measures: Iterable[str], counting: CountingContext, place: str) -> str:
    """The heading of the rows: what they count where they all count one thing, and where."""
    one, *others = measures
    if others:
        return place or _("Counts")
    what = counting.measures.of(one).heading
    return _("%(measure)s, %(place)s") % {"measure": what, "place": place} if place else what


def _newest(
    lines: Iterable[FigureLine], counting: CountingContext, parties: Parties
) -> Mapping[Cell, Sequence[FigureLine]]:
    """Of each cell of the event itself, the last count of each side: parties, then outsiders."""
    found: dict[Cell, dict[str, FigureLine]] = {}
    for line in sorted(lines, key=lambda x: x.at or FIRST, reverse=True):
        if line.live and line.cell.event == counting.here:
            sides = found.setdefault(line.cell, {})
            if _holds(line, sides, counting, parties):
                sides.setdefault(_side(line, parties), line)
    return {
        cell: sorted(by_side.values(), key=lambda x: not _party(x, parties))
        for cell, by_side in found.items()
    }


def _holds(
    line: FigureLine, newer: Mapping[str, FigureLine], counting: CountingContext, parties: Parties
) -> bool:
    """Whether a count is told beside newer ones: of what comes and goes only those of its time.

    Parties count for themselves, whenever they last did.
    """
    if not counting.measures.is_state(line.cell.measure) or _party(line, parties):
        return True
    outside = (other for other in newer.values() if not _party(other, parties))
    return all(other.at == line.at for other in outside)


def _rests_on(ours: PublicPosition | None, lines: Iterable[FigureLine]) -> Sequence[FigureLine]:
    used = ours.used if ours else frozenset()
    return [line for line in lines if line.ref in used]


def _weighed(ours: PublicPosition | None, lines: Iterable[FigureLine]) -> Sequence[FigureLine]:
    """Where nobody counts just these people, what we weighed and left out."""
    return [line for line in lines if ours and line.ref in ours.weighed]


def _foremost(
    cell: Cell, used: Iterable[FigureLine], newest: Sequence[FigureLine], parties: Parties
) -> Sequence[FigureLine]:
    """What our own figure rests on, then what those say last who have not been heard yet."""
    first = [line for line in used if line.cell == cell]
    heard = {_side(line, parties) for line in first}
    rest = [line for line in newest if line not in first]
    return [*first, *sorted(rest, key=lambda line: _side(line, parties) in heard)]


def _side(line: FigureLine, parties: Parties) -> str:
    return _party(line, parties) or line.who.voice


def _party(line: FigureLine, parties: Parties) -> str:
    """The party that whoever counted stood with, or that they spoke for."""
    day = line.at.date() if line.at else None
    for who in (line.who.uid, line.who.voice):
        if party := parties.party_of(who, day):
            return f"party {party.slug}"
    return ""


def _differ(lines: Iterable[FigureLine]) -> bool:
    """Whether two of them cannot be one number."""
    return any(_above(a, b) or _above(b, a) for a, b in combinations(lines, 2))


def _above(one: FigureLine, other: FigureLine) -> bool:
    low, high = one.drawn.low, other.drawn.high
    return low is not None and high is not None and low > high


def _row(
    cell: Cell,
    ours: PublicPosition | None,
    lines: Sequence[FigureLine],
    elsewhere: int,
    counting: CountingContext,
    alike: bool,
) -> GroupCount:
    """``alike``: the heading of the rows says what is counted."""
    sure = ours.sureness if ours and ours.stated_a_number else ""
    return GroupCount(
        whom=counting.whom(cell) if alike else capitalised(counting.counted(cell)),
        ours=_ours(ours),
        concluded=ours is not None,
        sides=tuple(
            SideCount(
                who=x.who.called,
                figure=x.figure,
                href=x.href,
                wrong=x.status.code == Status.REFUTED,
                whom=counting.whom(x.cell) if x.cell != cell else "",
            )
            for x in lines[:MOST_NAMED]
        ),
        more=max(0, len(lines) - MOST_NAMED),
        sure=sure,
        elsewhere=elsewhere if sure else 0,
    )


def _ours(position: PublicPosition | None) -> str:
    if position is None:
        # Translators: what we say of how many there were, where we have not stated a number.
        return _("no figure yet")
    return position.amount if position.stated_a_number else not_established()
