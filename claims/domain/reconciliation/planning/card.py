"""What an editor is asked to decide, what can be answered, and what the engine would answer."""

from dataclasses import dataclass

from claims.domain.reconciliation.values import Cell
from claims.domain.vocabulary import Word, labels_of


class CardKind(Word):
    ONE_CELL = "one_cell", "Counts of the same people lie apart"
    PART_WHOLE = "part_whole", "Parts and wholes cannot all be true"
    OPPOSED = "opposed", "Two parties contradict each other"
    TWICE = "twice", "People may be counted twice"


class Option(Word):
    """How a card can be answered."""

    STANDS = "stands", "One count stands"
    RANGE = "range", "A range stands"
    EACH = "each", "Each is shown"
    BOTH = "both", "Both parties are shown"
    LEAVES_SOME_OUT = "leaves_some_out", "The whole leaves some out"
    LEAVE_OUT = "leave_out", "Is left out"
    NOT_THE_SAME = "not_the_same", "Not the same people"
    LATER = "later", "Later"


OPTION_LABELS = labels_of(Option)
CARD_LABELS = labels_of(CardKind)


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
    put_off: bool = False
    """Whether it is to be decided later, after all others."""


def cell_key(cell: Cell, party: str) -> str:
    return f"cell:{cell.event}/{cell.category}/{cell.measure}/{party}"
