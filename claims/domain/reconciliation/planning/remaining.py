"""What decisions leave, counted by the engine's own check and not by the planner."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from claims.domain.reconciliation.check_case import check
from claims.domain.reconciliation.finding import Finding
from claims.domain.reconciliation.kinds import CONTRADICTIONS
from claims.domain.reconciliation.planning.in_play import InPlay
from claims.domain.reconciliation.planning.parties import NO_PARTY, opposed
from claims.domain.reconciliation.values import Figure

Clash = tuple[str, frozenset[str]]


@dataclass(frozen=True)
class Left:
    """Contradictions that remain, and whether the search for them was finished."""

    within_a_party: int
    between_parties_not_shown: int
    complete: bool


def left(play: InPlay) -> Left:
    """Each party is checked with those of no party, each pair that is not shown side by side."""
    within = [
        _clashes(play.of(play.allied(party) | {NO_PARTY}, play.figures), play)
        for party in play.parties or (NO_PARTY,)
    ]
    between = [
        _clashes(play.of({*pair, NO_PARTY}, play.figures), play) for pair in _not_shown(play)
    ]
    found = {clash for clashes, _ in within for clash in clashes}
    apart = {clash for clashes, _ in between for clash in clashes} - found
    return Left(len(found), len(apart), all(complete for _, complete in (*within, *between)))


def _not_shown(play: InPlay) -> Iterator[tuple[str, str]]:
    for pair in combinations(play.parties, 2):
        if pair not in play.shown and opposed(*pair, play.case):
            yield pair


def _clashes(figures: Sequence[Figure], play: InPlay) -> tuple[set[Clash], bool]:
    """The contradictions; states that differ do not contradict each other, but in one statement."""
    # One range is asked for, so that no work goes into the others.
    result = check(play.alone(figures), [figure.cell for figure in figures[:1]])
    found = {
        (str(finding.kind), frozenset(finding.figures))
        for finding in result.findings
        if finding.kind in CONTRADICTIONS and _counts(finding, play)
    }
    return found, result.complete


def _counts(finding: Finding, play: InPlay) -> bool:
    figures = [play.by_id[figure] for figure in finding.figures]
    one_statement = len({figure.said_in for figure in figures}) == 1
    return one_statement or not all(play.case.is_state(figure) for figure in figures)
