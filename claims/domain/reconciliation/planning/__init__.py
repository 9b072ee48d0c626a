"""What an editor decides about figures, in which order, and what is then true.

The engine finds everything that cannot be true together; here it is brought down to the few
decisions that settle it. Each comes with a proposal and a reason. Nothing is decided here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.domain.reconciliation.planning.agenda import Taken, answer, cards, take_proposals
from claims.domain.reconciliation.planning.card import Card, CardKind, Choice, Count
from claims.domain.reconciliation.planning.choices import (
    answers,
    card_of,
    cards_of,
    choice,
    replaces,
    set_aside,
)
from claims.domain.reconciliation.planning.hidden_by_ranges import hidden_by
from claims.domain.reconciliation.planning.in_play import InPlay, NotBinding
from claims.domain.reconciliation.planning.kept_decisions import begun
from claims.domain.reconciliation.planning.our_figures import allowed_after, touches
from claims.domain.reconciliation.planning.remaining import Left, left
from claims.domain.reconciliation.planning.sentences import told, told_rows
from claims.domain.reconciliation.planning.verdict import Row, Standing, Whose, rows
from claims.domain.reconciliation.values import Case, Cell
from claims.domain.vocabulary import Option

__all__ = [
    "Card",
    "CardKind",
    "Choice",
    "Count",
    "Decided",
    "Left",
    "NotBinding",
    "Option",
    "Plan",
    "Row",
    "Standing",
    "Taken",
    "Whose",
    "allowed_after",
    "answer",
    "answers",
    "card_of",
    "cards_of",
    "choice",
    "decide",
    "hidden_by",
    "of_cell",
    "plan",
    "replaces",
    "set_aside",
    "take_proposals",
    "told",
    "told_rows",
    "touches",
]


@dataclass(frozen=True)
class Plan:
    """What is to be decided, in order, and what is possible as long as it is not."""

    cards: tuple[Card, ...]
    rows: tuple[Row, ...]
    not_binding: tuple[NotBinding, ...]


@dataclass(frozen=True)
class Decided:
    """What was taken, what is possible after it, and what is left."""

    taken: tuple[Taken, ...]
    after: Plan
    left: Left

    @property
    def still_open(self) -> int:
        """Decisions that are neither taken nor put off."""
        return sum(not card.put_off for card in self.after.cards)


def plan(case: Case) -> Plan:
    """The plan after what was decided before."""
    return _planned(begun(case))


def of_cell(case: Case, cell: Cell) -> tuple[tuple[Card, ...], tuple[Row, ...]]:
    """All cards of a case, and the rows of one count."""
    play = begun(case)
    found = tuple(cards(play))
    return found, rows(play, found, only=cell)


def decide(case: Case, answers: Sequence[tuple[str, str]] | None = None) -> Decided:
    """Take every proposal in order, or only answer some cards, each by its key and an option."""
    play = begun(case)
    play, taken = take_proposals(play) if answers is None else answer(play, answers)
    return Decided(tuple(taken), _planned(play), left(play))


def _planned(play: InPlay) -> Plan:
    found = tuple(cards(play))
    return Plan(found, rows(play, found), play.not_binding)
