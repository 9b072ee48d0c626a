"""One side of a face-off: a number, whom it counts, and who counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from claims.domain.figures import describe
from claims.domain.vocabulary import Qualifier
from claims.presenters.names import ClaimName, Names

OPEN = (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
BARE = (Qualifier.EXACTLY, Qualifier.PLAIN, *OPEN)


class Number(Protocol):
    """How many, as it was said."""

    @property
    def qualifier(self) -> str: ...
    @property
    def value(self) -> int | None: ...
    @property
    def low(self) -> int | None: ...
    @property
    def high(self) -> int | None: ...


class FigureRow(Number, Protocol):
    """The columns of a figure."""

    uid: str
    category: str
    measure: str


@dataclass(frozen=True)
class ComparisonSide:
    """``number`` is set large; ``hedge`` is what it leaves out, in words."""

    number: str
    hedge: str
    counts: str
    claim: ClaimName


def side_of_row(figure: FigureRow, names: Names) -> ComparisonSide:
    measure = names.measures.of(figure.measure)
    counts = measure.name
    if measure.of_people or not measure.many:
        counts = f"{names.category(figure.category).lower()} {counts}"
    return side_of(figure, counts, names.claim(figure.uid))


def side_of(number: Number, counts: str, claim: ClaimName) -> ComparisonSide:
    qualifier = Qualifier(number.qualifier)
    said = describe(qualifier, number.value, number.low, number.high)
    return ComparisonSide(
        number=_large(number, qualifier),
        hedge="" if qualifier in BARE else f"({said})",
        counts=counts,
        claim=claim,
    )


def _large(figure: Number, qualifier: Qualifier) -> str:
    if qualifier in BARE and figure.value is not None:
        return f"{figure.value:,}" + ("+" if qualifier in OPEN else "")
    if figure.low is not None and figure.high is None:
        return f"{figure.low:,}+"
    ends = dict.fromkeys(n for n in (figure.low, figure.high) if n)
    return f"{figure.value:,}" if figure.value is not None else "–".join(f"{n:,}" for n in ends)
