"""Two parties that contradict each other anywhere in the event: one card for the pair, once."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from claims.domain.messages import gettext as _
from claims.domain.reconciliation.conflicts import Ids
from claims.domain.reconciliation.planning.card import Card, CardKind, Choice, sides_key
from claims.domain.reconciliation.planning.clashing import Clash, across_measures, of_one_measure
from claims.domain.reconciliation.planning.in_play import InPlay
from claims.domain.reconciliation.planning.parties import NO_PARTY, opposed
from claims.domain.reconciliation.planning.questions import prover_of
from claims.domain.reconciliation.values import Figure
from claims.domain.vocabulary import Option

WHY = _("parties that oppose each other are shown side by side, each with its own count")
SEARCH = 3_000


@dataclass(frozen=True)
class Dispute:
    """Two parties that oppose each other, and the sets of figures in which they clash."""

    parties: tuple[str, str]
    sets: tuple[Ids, ...]


def disputes(play: InPlay) -> list[Dispute]:
    """Every pair of parties that contradict each other, whether or not that is shown."""
    found = []
    for pair in combinations(play.parties, 2):
        if opposed(*pair, play.case):
            sets = tuple(dict.fromkeys(_between(pair, play)))
            found += [Dispute(pair, sets)] if sets else []
    return found


def cards(disputed: Iterable[Dispute], play: InPlay) -> Iterator[Card]:
    for dispute in disputed:
        if dispute.parties not in play.shown:
            yield Card(
                key=sides_key(dispute.parties),
                kind=CardKind.OPPOSED,
                figures=play.as_said(figure for ids in dispute.sets for figure in ids),
                proposal=Choice(Option.BOTH, WHY),
                clears=len(dispute.sets),
                parties=dispute.parties,
            )


def _between(pair: tuple[str, str], play: InPlay) -> Iterator[Ids]:
    """Every two figures that lie apart, and sets of a measure in which no two do."""
    apart = list(pairs_apart(pair, play))
    yield from (frozenset((one.id, other.id)) for one, other in apart)
    settled = {one.cell.measure for one, _ in apart}
    for clash in _sets(play.of({*pair, NO_PARTY}, play.figures), settled, play):
        if {play.party[figure] for figure in clash.ids}.issuperset(pair):
            yield clash.ids


def pairs_apart(pair: tuple[str, str], play: InPlay) -> Iterator[tuple[Figure, Figure]]:
    """A figure of one party and one of the other, of the same people or of more, that it exceeds.

    States that differ are of different moments.
    """
    ours, theirs = (play.of({party}, play.figures) for party in pair)
    yield from _exceeding(ours, theirs, play)
    yield from _exceeding(theirs, ours, play)


def _sets(figures: Sequence[Figure], settled: Container[str], play: InPlay) -> Iterator[Clash]:
    for measure in play.by_measure:
        said = [figure for figure in figures if figure.cell.measure == measure]
        skipped = measure in settled or play.case.measures.is_state(measure)
        prover = prover_of(measure, play.case) if said and not skipped else None
        if prover is not None:
            yield from of_one_measure(prover, said, play.case, SEARCH)
    if any(play.case.wholes_of(measure) for measure in play.by_measure):
        yield from across_measures(play.alone(figures))


def _exceeding(
    larger: Sequence[Figure], smaller: Sequence[Figure], play: InPlay
) -> Iterator[tuple[Figure, Figure]]:
    contains, states = play.case.contains, {f.id for f in play.figures if play.case.is_state(f)}
    limits = [(figure.high, figure) for figure in smaller if figure.high is not None]
    least = min((high for high, _ in limits), default=None)
    above = [figure for figure in larger if least is not None and figure.low > least]
    for one, (high, other) in product(above, limits):
        if one.low > high and contains(other.cell, one.cell) and not {one.id, other.id} <= states:
            yield one, other
