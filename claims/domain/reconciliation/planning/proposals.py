"""What the engine would answer where counts of the same people lie apart, and why.

It proposes the first of these that applies: what one statement says twice is settled by what
else is said; one voice's newer count replaces its older one; counts far apart are each shown;
else the count nearest to the counting stands; else a range. It never averages, and a range never
reaches beyond the counts it holds.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import permutations

from claims.domain.messages import gettext as _
from claims.domain.reconciliation.planning.card import Choice, Count
from claims.domain.reconciliation.planning.in_play import Bounds, InPlay, apart, hull
from claims.domain.reconciliation.planning.nearness import FAR, is_known, is_named, nearest, rank
from claims.domain.reconciliation.planning.parties import NO_PARTY, voice_of
from claims.domain.reconciliation.planning.questions import fit
from claims.domain.reconciliation.values import Case, Figure, before, natural
from claims.domain.vocabulary import Option, Qualifier

FAR_APART = 10
"""Counts lie far apart when they differ by more than this, and by more than half as much again."""

DAY = timedelta(days=1)

ONE_STATEMENT = _("of one statement’s two numbers, the one that is also said elsewhere")
FITTING = _("of one statement’s two numbers, the one with which the rest can be true")
FITTING_REST = _("as near to the counting as others, and the rest of the place has room for it")
NEITHER = _("one statement gives both, and nothing says which was meant")
NEWEST = _("the newest count of the same voice")
FAR_AWAY = _("the counts lie too far apart to be one range")
FINAL = _("said to be the final count by whoever is nearest to the counting")
APART_FROM_PARTIES = _("much nearer to the counting than the rest, and a member of no party here")
NEAREST = _("nearest to the counting")
NEWEST_AND_LARGEST = _("as near to the counting as others, and the newest and largest count")
AS_BEFORE = _("decided before")
FLOOR = _("a named source said more")
NO_BETTER = _("nothing says which count is nearer to the counting")


@dataclass(frozen=True)
class _Held:
    """A count with those of its carriers that still speak for it."""

    count: Count
    carriers: tuple[Figure, ...]

    def keep(self, gone: Container[str]) -> "_Held":
        return _Held(self.count, tuple(f for f in self.carriers if f.id not in gone))


def propose(counts: Iterable[Count], play: InPlay) -> Choice:
    listed = list(counts)
    left, why = _one_number_each([_held(count, play) for count in listed], play)
    left, newest = _newest_of_each_voice(left, play.case)
    why = newest or why
    if not apart(one.count for one in left):
        return _stands(_best(left, play.case), why or NEAREST, play.case)
    if len({f.said_in for one in left for f in one.carriers}) == 1:
        return as_range((one.count for one in left), NEITHER)
    return _meeting_floors(_between(left, play), left, listed, play.case)


def nearest_stands(counts: Iterable[Count], play: InPlay) -> Choice:
    """The answer that one count stands: the one nearest to the counting."""
    best = _best([_held(count, play) for count in counts], play.case)
    return _stands(best, NEAREST, play.case)


def as_before(before: Choice, counts: Iterable[Count], play: InPlay) -> Choice:
    """What was decided before, where that is still an answer; else a new proposal."""
    listed = list(counts)
    if before.option is not Option.STANDS:
        return replace(before, why=AS_BEFORE)
    same = [c for c in listed if (c.low, c.high) == (before.low, before.high)]
    return _stands(_held(same[0], play), AS_BEFORE, play.case) if same else propose(listed, play)


def as_range(counts: Iterable[Bounds], why: str, option: Option = Option.RANGE) -> Choice:
    """From the lowest to the highest of the counts."""
    low, high = hull(counts)
    return Choice(option, why, low, high, firm=option is not Option.RANGE)


def _held(count: Count, play: InPlay) -> _Held:
    return _Held(count, tuple(play.by_id[figure] for figure in count.carriers))


def _stands(held: _Held, why: str, case: Case) -> Choice:
    count, figure = held.count, min(held.carriers, key=lambda f: _first_named(f, case))
    return Choice(Option.STANDS, why, count.low, count.high, count.number, figure.id)


def _first_named(figure: Figure, case: Case) -> tuple[object, ...]:
    """Nearest to the counting, then earliest: the later voices repeat it."""
    time = figure.time.first.timestamp() if figure.time else float("inf")
    return -rank(figure, case), time, natural(figure.id)


def _one_number_each(held: list[_Held], play: InPlay) -> tuple[list[_Held], str]:
    """Where one statement gives two numbers, the one that something else speaks for."""
    told: dict[tuple[str, str], list[_Held]] = {}
    for one in held:
        for statement in {figure.said_in for figure in one.carriers}:
            told.setdefault(statement, []).append(one)
    why, gone = "", set()
    for statement in sorted(told):
        own = told[statement]
        chosen, reason = _meant(own, statement, play) if _differ(own) else (None, "")
        if chosen:
            why = reason
            others = (f for one in own if one is not chosen for f in one.carriers)
            gone |= {figure.id for figure in others if figure.said_in == statement}
    kept = [one.keep(gone) for one in held] if gone else held
    return [one for one in kept if one.carriers], why


def _differ(held: Sequence[_Held]) -> bool:
    return len(held) > 1 and apart(one.count for one in held)


def _meant(
    own: Sequence[_Held], statement: tuple[str, str], play: InPlay
) -> tuple[_Held | None, str]:
    elsewhere = [one for one in own if any(f.said_in != statement for f in one.carriers)]
    if len(elsewhere) == 1:
        return elsewhere[0], ONE_STATEMENT
    cell = own[0].carriers[0].cell
    rest = [f for f in play.by_measure[cell.measure] if f.cell != cell]
    same = [f for f in rest if f.said_in == statement]
    group = play.of({play.party[own[0].carriers[0].id], NO_PARTY}, rest)
    for others in (same, group):
        fitting = [one for one in own if fit([one.carriers[0], *others], play.case)]
        if len(fitting) == 1:
            return fitting[0], FITTING
    return None, ""


def _newest_of_each_voice(held: list[_Held], case: Case) -> tuple[list[_Held], str]:
    voices: dict[str, list[tuple[Figure, Count]]] = {}
    for one in held:
        for figure in one.carriers:
            # What is not dated replaces nothing, and nothing replaces it.
            if figure.time is not None:
                voices.setdefault(voice_of(figure, case), []).append((figure, one.count))
    gone = {
        older.id
        for said in voices.values()
        for (older, first), (newer, second) in permutations(said, 2)
        if first is not second and apart((first, second)) and _replaces(newer, older)
    }
    left = [kept for one in held if (kept := one.keep(gone)).carriers]
    return left, NEWEST if len(left) < len(held) else ""


def _replaces(newer: Figure, older: Figure) -> bool:
    """Said later, or the larger of two said on one day, of which only the day is known."""
    if newer.said_in == older.said_in or newer.time is None or older.time is None:
        return False
    if before(older, newer) or before(newer, older):
        return before(older, newer)
    one_day = all(f.time and f.time.last - f.time.first <= DAY for f in (newer, older))
    return one_day and newer.time.day == older.time.day and newer.low > older.low


def _between(held: Sequence[_Held], play: InPlay) -> Choice:
    """Between voices: far apart each is shown, else whoever is nearest to the counting."""
    proper = [one for one in held if one.count.high is not None] or list(held)
    most = max(nearest(one.carriers, play.case) for one in proper)
    top = [one for one in proper if nearest(one.carriers, play.case) == most]
    if _far_apart(proper):
        why = _stands_even_so(top, proper, play)
        if why:
            return _stands(top[0], why, play.case)
        return as_range((one.count for one in held), FAR_AWAY, Option.EACH)
    if len(top) == 1:
        return _stands(top[0], NEAREST, play.case)
    newest = [one for one in top if _is_newest(one, top)]
    if newest:
        return _stands(newest[0], NEWEST_AND_LARGEST, play.case)
    if not apart(one.count for one in top):
        return _stands(_best(top, play.case), NEAREST, play.case)
    return as_range((one.count for one in top), NO_BETTER)


def _far_apart(held: Sequence[_Held]) -> bool:
    low = min((one.count.high for one in held if one.count.high is not None), default=0)
    high = max(one.count.low for one in held)
    return high - low > FAR_APART and 2 * high > 3 * low


def _stands_even_so(top: Sequence[_Held], held: Sequence[_Held], play: InPlay) -> str:
    """Why one count stands against others far away; empty where it does not."""
    if len(top) > 1:
        return ""
    (first,) = top
    most = nearest(first.carriers, play.case)
    if any(f.final and rank(f, play.case) == most for f in first.carriers):
        return FINAL
    others = [one for one in held if one is not first]
    if not all(is_known(f, play.case) for one in others for f in one.carriers):
        return ""
    rest = max(nearest(one.carriers, play.case) for one in others)
    if most >= rest + FAR and all(play.party[f.id] == NO_PARTY for f in first.carriers):
        return APART_FROM_PARTIES
    return ""


def _is_newest(one: _Held, top: Sequence[_Held]) -> bool:
    others = [f for other in top if other is not one for f in other.carriers]
    return all(
        f.qualifier is not Qualifier.EXACTLY
        and f.low < one.count.low
        and any(before(f, newer) for newer in one.carriers)
        for f in others
    )


def _best(held: Sequence[_Held], case: Case) -> _Held:
    """Of counts that can all be true, the one nearest to the counting, and the narrowest."""

    def order(one: _Held) -> tuple[object, ...]:
        low, high = one.count.low, one.count.high
        width = float("inf") if high is None else high - low
        return -nearest(one.carriers, case), width, -low

    return min(held, key=order)


def _meeting_floors(
    choice: Choice, held: Sequence[_Held], listed: Sequence[Count], case: Case
) -> Choice:
    """What stands must meet what a named source counted at the least, unless that is older.

    Of all counts on the card, those that meet it close the range.
    """
    standing = [f for one in held for f in one.carriers if one.count.high is not None]
    floors = [
        one.count
        for one in held
        if one.count.high is None
        and choice.high is not None
        and one.count.low > choice.high
        and any(is_named(f, case) and not _older(f, standing) for f in one.carriers)
    ]
    if not floors:
        return choice
    least = max(floor.low for floor in floors)
    ends = (one.high for one in listed if one.high is not None)
    meeting = [_Span(least, high) for high in ends if high >= least]
    low, high = hull([_Span(choice.low or 0, choice.high), *floors, *meeting])
    return Choice(Option.RANGE, FLOOR, low, high)


def _older(floor: Figure, standing: Iterable[Figure]) -> bool:
    return all(before(floor, figure) for figure in standing)


@dataclass(frozen=True)
class _Span:
    low: int
    high: int | None
