"""What binds before any decision: what was replaced, overtaken or told again needs none."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from claims.domain.messages import gettext as _
from claims.domain.reconciliation import rounding
from claims.domain.reconciliation.pairs import may_overtake, went_on
from claims.domain.reconciliation.planning.in_play import InPlay, NotBinding, apart
from claims.domain.reconciliation.planning.parties import NO_PARTY, opposed, party_of, voice_of
from claims.domain.reconciliation.standing_figures import past
from claims.domain.reconciliation.suggestions import is_telling
from claims.domain.reconciliation.values import Case, Cell, Figure, before, natural
from claims.domain.vocabulary import Treatment

Cells = Mapping[Cell, Sequence[Figure]]
Parties = Mapping[str, str]

_TREATED = {
    Treatment.LEAVE_OUT: _("left out"),
    Treatment.RECORD_ERROR: _("our recording error"),
}


def in_play(case: Case) -> InPlay:
    """The figures of a case as far as they bind, each with its party and why it does not."""
    cells = _by_cell(case.live)
    party = _parties(cells, case)
    told = [NotBinding(f.id, _set_aside(f, case)) for f in case.by_id.values() if f.id not in party]
    sides = len(set(party.values()) - {NO_PARTY}) > 1
    overtaken = dict(_overtaken(cells, party, case, sides=sides))
    told += [
        NotBinding(key, _("overtaken by %(later)s", later=later.id))
        for key, later in overtaken.items()
    ]
    parts = _with_old_totals(overtaken, case)
    told += [NotBinding(key, _("told as part of a count that no longer stands")) for key in parts]
    binding = (_as_far_as_it_binds(f, {*overtaken, *parts}, case) for f in case.live)
    figures = [figure for figure in binding if figure]
    rounded = dict(_rounded(_by_cell(figures), case))
    return InPlay(
        case=case,
        figures=tuple(rounded.get(figure.id, figure) for figure in figures),
        rounded=frozenset(rounded),
        party=party,
        not_binding=tuple(sorted(told, key=lambda one: natural(one.figure))),
    )


def _with_old_totals(overtaken: Mapping[str, Figure], case: Case) -> frozenset[str]:
    """Parts given with a total in whose place the same voice gave another.

    Where somebody else counted more, the parts may still be all that is known of them.
    """
    own = {key: new for key, new in overtaken.items() if case.same_voice(case.by_id[key], new)}
    return past(own, case) - overtaken.keys()


def _as_far_as_it_binds(figure: Figure, overtaken: Container[str], case: Case) -> Figure | None:
    """An overtaken count stays a floor, for counts grow; an overtaken state says nothing."""
    if figure.id not in overtaken:
        return figure
    return None if case.is_state(figure) else replace(figure, high=None)


def _rounded(cells: Cells, case: Case) -> Iterator[tuple[str, Figure]]:
    """Round numbers that lie apart only by how one number was said: "500" and "over 500"."""
    for figures in cells.values():
        loosened = {f.id: rounding.loosened(f, case) for f in figures}
        for figure in figures:
            same = [other for other in figures if other.value == figure.value]
            if loosened[figure.id] != figure and apart([figure, *same]):
                yield figure.id, loosened[figure.id]


def _by_cell(figures: Sequence[Figure]) -> Cells:
    found: dict[Cell, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.cell, []).append(figure)
    return found


def _set_aside(figure: Figure, case: Case) -> str:
    """Why a figure bounds nothing, whatever else is said."""
    if figure.treatment is not Treatment.USE:
        return _TREATED[figure.treatment]
    if figure.id in case.superseded_by:
        return _("replaced by %(later)s", later=case.superseded_by[figure.id][0].id)
    if figure.repeats:
        return f"repeats {figure.repeats}"
    if figure.derived_from:
        return _("worked out from other figures")
    return _no_longer(figure, case)


def _no_longer(figure: Figure, case: Case) -> str:
    if figure.ended:
        return figure.ended.label
    if case.led_up_to_replaced(figure):
        return _("the same voice went on to a count that was replaced since")
    return _("told as part of a count that no longer stands")


def _parties(cells: Cells, case: Case) -> dict[str, str]:
    """Whose each figure is. A party's telling number, told again by nobody's, is the party's."""
    found = {f.id: party_of(f, case) for figures in cells.values() for f in figures}
    for figures in cells.values():
        givers: dict[int | None, set[str]] = {}
        for figure in figures:
            if found[figure.id] != NO_PARTY:
                givers.setdefault(figure.number, set()).add(found[figure.id])
        for figure in figures:
            told_by = givers.get(figure.number, set())
            if found[figure.id] == NO_PARTY and is_telling(figure) and len(told_by) == 1:
                (found[figure.id],) = told_by
    return found


def _overtaken(
    cells: Cells, party: Parties, case: Case, *, sides: bool
) -> Iterator[tuple[str, Figure]]:
    for figures in cells.values():
        larger = sorted(figures, key=lambda f: (-f.low, natural(f.id)))
        for figure in figures:
            rival = _overtaking(figure, larger, party, case, sides=sides)
            if rival:
                yield figure.id, rival
    yield from _outgrown(case)


def _overtaking(
    figure: Figure, larger: Sequence[Figure], party: Parties, case: Case, *, sides: bool
) -> Figure | None:
    """The largest later count that took a plain one's place; of states the newest, however few."""
    state = case.is_state(figure)
    if figure.time is None or not (state or went_on(figure)):
        return None
    for other in larger:
        if not state and (figure.high is None or other.low <= figure.high):
            return None
        if not before(figure, other) or not (state or may_overtake(other, figure, case)):
            continue
        if _of_its_side(other, figure, party, case, sides=sides):
            return other
    return None


def _of_its_side(
    later: Figure, earlier: Figure, party: Parties, case: Case, *, sides: bool
) -> bool:
    ours, theirs = party[later.id], party[earlier.id]
    partial = sides and theirs == NO_PARTY and ours != NO_PARTY
    return not opposed(ours, theirs, case) and not partial


def _outgrown(case: Case) -> Iterator[tuple[str, Figure]]:
    """Counts that the same voice went beyond later: with another count, a part, or all parts."""
    voices: dict[tuple[str, str], list[Figure]] = {}
    for figure in case.live:
        if not case.is_state(figure):
            voices.setdefault((voice_of(figure, case), figure.cell.measure), []).append(figure)
    for said in voices.values():
        for figure in said:
            rival = _going_beyond(figure, said, case)
            if rival:
                yield figure.id, rival


def _going_beyond(figure: Figure, said: Sequence[Figure], case: Case) -> Figure | None:
    """The largest of the later counts that together leave no room under a figure's most."""
    if figure.high is None or figure.time is None:
        return None
    later = [f for f in said if before(figure, f) and case.contains(figure.cell, f.cell)]
    later.sort(key=lambda f: (-f.low, natural(f.id)))
    chosen: list[Figure] = []
    for part in later:
        if not any(case.may_overlap(part.cell, other.cell) for other in chosen):
            chosen.append(part)
    return chosen[0] if sum(part.low for part in chosen) > figure.high else None
