"""Figures that one position of ours adds up although they may count the same people."""

from collections.abc import Iterator

from claims.domain.reconciliation.planning.card import Card
from claims.domain.reconciliation.planning.in_play import InPlay

WHY = "only those who counted can say whether they are the same people"


def cards(play: InPlay) -> Iterator[Card]:
    """One card for the figure that overlaps others, not one for each pair."""
    return iter(())
