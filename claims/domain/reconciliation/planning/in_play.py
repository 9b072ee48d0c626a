"""Which figures bind before and after decisions, as far as each of them binds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol

from claims.domain.reconciliation.model import lower_of
from claims.domain.reconciliation.planning.card import Choice
from claims.domain.reconciliation.planning.parties import NO_PARTY, opposed
from claims.domain.reconciliation.values import Case, Cell, Figure, natural


@dataclass(frozen=True)
class NotBinding:
    figure: str
    why: str


@dataclass(frozen=True)
class Again:
    """What was decided once, and the figures that came since and disagree."""

    before: Choice
    figures: tuple[str, ...]


@dataclass(frozen=True)
class InPlay:
    """The figures that bind, with the bounds that bind, and whose each of them is."""

    case: Case
    figures: tuple[Figure, ...]
    party: Mapping[str, str]
    """By figure; one that repeats a party's number counts as that party's."""
    rounded: frozenset[str] = frozenset()
    """Figures read as round numbers, so that another way to say the same does not deny them."""
    within: tuple[Figure, ...] = ()
    """Figures inside a decided range: shown by party, while the range binds in their place."""
    ranges: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each decided range, which is never shown as a figure, the figures in it."""
    soft: frozenset[str] = frozenset()
    """Ranges decided for want of better: they give way first."""
    not_binding: tuple[NotBinding, ...] = ()
    shown: frozenset[tuple[str, ...]] = frozenset()
    """Pairs of parties that are shown side by side."""
    answered: frozenset[str] = frozenset()
    """Keys of cards that were answered and leave no mark on the figures."""
    put_off: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Keys of cards that are to be decided later, with the figures that they had."""
    again: Mapping[str, Again] = field(default_factory=dict)
    """By the keys of cards that were decided and have to be again."""

    @cached_property
    def by_id(self) -> Mapping[str, Figure]:
        return {figure.id: figure for figure in self.figures}

    @cached_property
    def by_cell(self) -> Mapping[Cell, tuple[Figure, ...]]:
        found: dict[Cell, list[Figure]] = {}
        for figure in self.figures:
            found.setdefault(figure.cell, []).append(figure)
        return {cell: tuple(found[cell]) for cell in sorted(found)}

    @cached_property
    def by_measure(self) -> Mapping[str, tuple[Figure, ...]]:
        found: dict[str, list[Figure]] = {}
        for figure in self.figures:
            found.setdefault(figure.cell.measure, []).append(figure)
        return {measure: tuple(found[measure]) for measure in sorted(found)}

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The parties that have figures in play; never nobody's."""
        return tuple(sorted({self.party[figure.id] for figure in self.figures} - {NO_PARTY}))

    def allied(self, party: str) -> frozenset[str]:
        """A party with those that stand with it; nobody stands with those of no party."""
        if party == NO_PARTY:
            return frozenset({NO_PARTY})
        others = (o for o in self.parties if not opposed(party, o, self.case))
        return frozenset({party, *others})

    def of(self, parties: Iterable[str], among: Iterable[Figure]) -> tuple[Figure, ...]:
        """Figures of some parties; nobody's are those of no party."""
        wanted = frozenset(parties)
        return tuple(figure for figure in among if self.party[figure.id] in wanted)

    def own(self, measure: str) -> list[Figure]:
        """The figures in use as they were said, those inside decided ranges too."""
        used = [f for f in self.by_measure.get(measure, ()) if f.id not in self.ranges]
        return [
            self.case.by_id[f.id] if f.id in self.rounded and f.high is not None else f
            for f in (*used, *self.within)
            if f.cell.measure == measure
        ]

    def alone(self, figures: Iterable[Figure]) -> Case:
        """A case of some figures as they bind, whatever each of them hangs on."""
        return replace(self.case, figures=tuple(map(_free, figures)))

    def as_said(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Figures as they were said, those of a decided range in its place."""
        said = {one for key in ids for one in self.ranges.get(key, (key,))}
        return tuple(sorted(said, key=natural))

    def as_bound(self, ids: Iterable[str]) -> frozenset[str]:
        """The figures, and the decided ranges made of nothing but them."""
        said = frozenset(ids)
        return said.union(key for key, inside in self.ranges.items() if said.issuperset(inside))

    def without(self, ids: Iterable[str], why: str) -> "InPlay":
        """The same, less some figures, for a reason."""
        gone = self.as_bound(ids)
        told = {one.figure: one for one in self.not_binding}
        told.update({one: NotBinding(one, why) for one in gone if one in self.case.by_id})
        return replace(
            self,
            figures=tuple(figure for figure in self.figures if figure.id not in gone),
            within=tuple(figure for figure in self.within if figure.id not in gone),
            not_binding=tuple(told[one] for one in sorted(told, key=natural)),
        )

    def lifted(self, ids: Iterable[str]) -> "InPlay":
        """The same, where the most of some figures no longer binds."""
        raised = self.as_bound(ids)
        return replace(
            self,
            figures=tuple(replace(f, high=None) if f.id in raised else f for f in self.figures),
        )


def _free(figure: Figure) -> Figure:
    """The figure as if it hung on no other; most do not."""
    ties = (figure.supersedes, figure.repeats, figure.derived_from, figure.built_on)
    if not any(ties) and not figure.same_people_as:
        return figure
    return replace(
        figure,
        supersedes=frozenset(),
        repeats="",
        derived_from=(),
        built_on=(),
        same_people_as=frozenset(),
    )


class Bounds(Protocol):
    """Anything that says at least and at most; a most of None is open."""

    @property
    def low(self) -> int: ...
    @property
    def high(self) -> int | None: ...


def apart(listed: Iterable[Bounds]) -> bool:
    """Whether some two of them, counting the same people, cannot both be true."""
    low, high = 0, None
    for one in listed:
        low = max(low, one.low)
        high = lower_of(high, one.high)
    return high is not None and high < low


def hull(listed: Iterable[Bounds]) -> tuple[int, int | None]:
    """From the lowest to the highest they say; a mere floor opens it only above every count."""
    every = list(listed)
    most = max((one.high for one in every if one.high is not None), default=None)
    open_above = most is None or any(one.high is None and one.low > most for one in every)
    return min(one.low for one in every), None if open_above else most
