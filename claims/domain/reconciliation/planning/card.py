"""What an editor is asked to decide, what can be answered, and what the engine would answer."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from claims.domain import canonical
from claims.domain.messages import gettext as _
from claims.domain.reconciliation.values import Cell
from claims.domain.vocabulary import Option, Word


class CardKind(Word):
    ONE_CELL = "one_cell", _("Counts of the same lie apart")
    PART_WHOLE = "part_whole", _("Parts and wholes cannot all be true")
    OPPOSED = "opposed", _("Two parties contradict each other")
    TWICE = "twice", _("People may be counted twice")


@dataclass(frozen=True)
class Count:
    """One answer to how many: who says it, and who allows it."""

    low: int
    high: int | None
    number: int | None
    carriers: tuple[str, ...]
    agree: tuple[str, ...]

    def held_by(self, low: int, high: int | None) -> bool:
        """Whether bounds allow this count: its number, or all of its range where it has none."""
        least = self.low if self.number is None else self.number
        most = self.high if self.number is None else self.number
        return low <= least and (high is None or (most is not None and most <= high))


@dataclass(frozen=True)
class Choice:
    """One answer to a card. `firm` is false for a range that was taken for want of better."""

    option: Option
    why: str = ""
    low: int | None = None
    high: int | None = None
    number: int | None = None
    figure: str = ""
    give_way: tuple[str, ...] = ()
    firm: bool = True


@dataclass(frozen=True)
class Card:
    """One decision, with everything it settles; the key stays while figures come and go."""

    key: str
    kind: CardKind
    figures: tuple[str, ...]
    proposal: Choice
    clears: int
    cell: Cell | None = None
    party: str = ""
    parties: tuple[str, ...] = ()
    figure: str = ""
    counts: tuple[Count, ...] = ()
    again: tuple[str, ...] = ()
    """Figures that came since it was decided, and disagree."""
    put_off: bool = False
    """Whether it is to be decided later, after all others."""

    @property
    def fingerprint(self) -> str:
        """Changes with what is to be decided, so that nobody answers what they have not seen."""
        counts = [[c.low, c.high, c.number, c.carriers, c.agree] for c in self.counts]
        text = canonical.dumps([self.key, self.figures, counts, self.proposal.give_way])
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def sum_key(figure: str) -> str:
    return f"sum:{figure}"


def sides_key(parties: Sequence[str]) -> str:
    return f"sides:{'/'.join(sorted(parties))}"


def twice_key(figure: str) -> str:
    return f"twice:{figure}"


def cell_key(cell: Cell, party: str) -> str:
    return f"cell:{cell.event}/{cell.category}/{cell.measure}/{party}"
