"""Figures that one position of ours adds up although they may count the same people."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from claims.domain.messages import gettext as _
from claims.domain.reconciliation.planning.card import Card, CardKind, Choice, twice_key
from claims.domain.reconciliation.planning.in_play import InPlay
from claims.domain.reconciliation.values import Figure, natural
from claims.domain.vocabulary import Option

WHY = _("only those who counted can say whether they count the same")


def cards(play: InPlay) -> Iterator[Card]:
    """One card for the figure that overlaps most others, not one for each pair."""
    pairs = sorted({pair for used in play.case.used_together for pair in _overlapping(used, play)})
    while pairs:
        times = Counter(figure for pair in pairs for figure in pair)
        about = min(times, key=lambda figure: (-times[figure], natural(figure)))
        own = [pair for pair in pairs if about in pair]
        pairs = [pair for pair in pairs if about not in pair]
        yield Card(
            key=twice_key(about),
            kind=CardKind.TWICE,
            figures=tuple(sorted({figure for pair in own for figure in pair}, key=natural)),
            proposal=Choice(Option.LATER, WHY),
            clears=len(own),
            figure=about,
        )


def _overlapping(used: frozenset[str], play: InPlay) -> Iterator[tuple[str, str]]:
    told = play.case.by_id
    figures = [told[figure] for figure in sorted(used, key=natural) if figure in told]
    return ((a.id, b.id) for a, b in combinations(figures, 2) if _may_count_twice(a, b, play))


def _may_count_twice(a: Figure, b: Figure, play: InPlay) -> bool:
    """Whether they can share people without one being part of the other, and nobody said so."""
    case = play.case
    if case.contains(a.cell, b.cell) or case.contains(b.cell, a.cell):
        return False
    said = b.id in a.same_people_as or a.id in b.same_people_as
    return case.may_overlap(a.cell, b.cell) and not said
