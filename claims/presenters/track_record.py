"""How the figures a source gave compare with what we later stated of the same people.

Numbers of cases and nothing more: no share, no score, and nothing under five cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from claims.domain.messages import gettext as _

FEWEST = 5
OWN, OTHER, THIRD = "own", "other", "third"
HEADINGS = {
    OWN: _("Its own side’s losses"),
    OTHER: _("The other side’s losses"),
    THIRD: _("Everybody else"),
}
# How a basis begins that says whose losses were counted.
BASES = {"own losses": OWN, "enemy losses": OTHER, "losses of the other side": OTHER}


class Stated(Protocol):
    """The numbers of a position of ours."""

    @property
    def low(self) -> int | None: ...
    @property
    def best(self) -> int | None: ...
    @property
    def high(self) -> int | None: ...


@dataclass(frozen=True)
class Case:
    """One number a source gave, beside what we came to state of the same people."""

    number: int
    basis: str
    stated: Stated

    @property
    def whose(self) -> str:
        said = self.basis.casefold()
        return next((whose for words, whose in BASES.items() if said.startswith(words)), THIRD)

    @property
    def place(self) -> str:
        """Where the number lies; an open end has nothing beyond it."""
        low = self.stated.best if self.stated.low is None else self.stated.low
        high = self.stated.high
        if high is None and self.stated.low is None:
            high = self.stated.best
        if low is not None and self.number < low:
            return "below"
        return "above" if high is not None and self.number > high else "inside"


@dataclass(frozen=True)
class Compared:
    heading: str
    cases: int
    inside: int
    above: int
    below: int


def compared(cases: Iterable[Case]) -> tuple[Compared, ...]:
    """One line for each kind of losses of which there are cases enough to say anything."""
    sorted_out: Mapping[str, list[str]] = {whose: [] for whose in HEADINGS}
    for case in cases:
        sorted_out[case.whose].append(case.place)
    return tuple(
        Compared(
            HEADINGS[whose],
            len(places),
            places.count("inside"),
            places.count("above"),
            places.count("below"),
        )
        for whose, places in sorted_out.items()
        if len(places) >= FEWEST
    )
