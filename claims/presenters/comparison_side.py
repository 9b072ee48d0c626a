"""One side of a face-off: a number, whom it counts, and who counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from claims.domain.categories import ALL, EVERYONE_ELSE
from claims.domain.figures import describe
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Qualifier, YesNo
from claims.presenters.counting_context import Cell, CountingContext
from claims.presenters.moments import When
from claims.presenters.names import ClaimName
from claims.presenters.position_in_words import PEOPLE, WITH_ATTACKERS

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


@dataclass(frozen=True)
class ComparisonSide:
    """``number`` is set large; ``hedge`` is what it leaves out, in words.

    ``when`` is of the count, or of what was said.
    """

    number: str
    hedge: str
    counts: str
    claim: ClaimName
    when: When | None = None


def counted(cell: Cell, number: Number, counting: CountingContext) -> str:
    """Whom or what, and where: “soldiers killed, Bela”, “minutes of firing (Air strike)”."""
    measure, one = counting.measure(cell), number.low == number.high == 1
    everybody = cell.category in (ALL, EVERYONE_ELSE)
    among = counting.phrase(cell.category) or counting.among(cell.category)
    of_people = measure.of_people or not measure.many
    if of_people:
        people: str = _("person") if one else PEOPLE
        if not (everybody or one):
            people = among
        # Translators: such as “soldiers killed”.
        said: str = _("%(people)s %(measure)s", people=people, measure=measure.name)
    else:
        said = measure.one if one else measure.name
    if not everybody and (one or not of_people):
        said = _("%(told)s (%(people)s)", told=said, people=among)
    if counting.without_attackers(cell.category):
        said = WITH_ATTACKERS[YesNo.NO].placed(told=said)
    place = counting.place_of(cell)
    return _("%(told)s, %(place)s", told=said, place=place) if place else said


def side_of(number: Number, counts: str, claim: ClaimName, *, words: str) -> ComparisonSide:
    """``words`` are its own, which stand for a number that nobody said: “dozens”."""
    qualifier = Qualifier(number.qualifier)
    if words and qualifier is Qualifier.UNSTATED:
        return ComparisonSide(words, "", counts, claim)
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
