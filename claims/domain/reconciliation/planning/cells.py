"""One card for a cell and a party where counts of the same people lie apart."""

from collections.abc import Iterator, Sequence

from claims.domain.reconciliation.planning.card import Card, CardKind, cell_key
from claims.domain.reconciliation.planning.counts import clashing_pairs, counts
from claims.domain.reconciliation.planning.in_play import InPlay, apart
from claims.domain.reconciliation.planning.parties import NO_PARTY
from claims.domain.reconciliation.planning.proposals import as_before, propose
from claims.domain.reconciliation.values import Cell, Figure, by_statement, natural


def cards(play: InPlay) -> list[Card]:
    """The cells that need a decision, those with the most clashing pairs first."""
    found = [card for cell in play.by_cell for card in of_cell(cell, play)]
    return sorted(found, key=lambda card: (-card.clears, card.key))


def of_cell(cell: Cell, play: InPlay) -> Iterator[Card]:
    """Those of one cell, of which several parties can have one."""
    said = play.by_cell.get(cell, ())
    if apart(said):
        for party, figures in _groups(cell, said, play):
            yield _card(cell, party, figures, play)


def _groups(
    cell: Cell, said: Sequence[Figure], play: InPlay
) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """For each party that speaks in a cell its figures with nobody's, where some lie apart.

    Where nobody's figures clash among themselves only, one card takes them: that of the only
    party, or nobody's.
    """
    if play.case.measures.is_state(cell.measure):
        yield from _statements(said, play)
        return
    nobodys = play.of({NO_PARTY}, said)
    speaking = sorted({play.party[figure.id] for figure in said} - {NO_PARTY})
    among_themselves = clashing_pairs(nobodys)
    taken = not among_themselves
    for party in speaking:
        figures = play.of(play.allied(party) | {NO_PARTY}, said)
        own = clashing_pairs(figures) > among_themselves
        if own or (len(speaking) == 1 and apart(figures)):
            taken = True
            yield party, figures
    if not taken:
        yield NO_PARTY, nobodys


def _statements(said: Sequence[Figure], play: InPlay) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """States hold at a moment: they contradict each other inside one statement only."""
    clashing: dict[str, list[Figure]] = {}
    for figures in by_statement(said).values():
        if apart(figures):
            clashing.setdefault(play.party[figures[0].id], []).extend(figures)
    yield from ((party, tuple(clashing[party])) for party in sorted(clashing))


def _card(cell: Cell, party: str, figures: Sequence[Figure], play: InPlay) -> Card:
    found, key = counts(figures), cell_key(cell, party)
    named = {figure for count in found for figure in (*count.carriers, *count.agree)}
    again = play.again.get(key)
    return Card(
        key=key,
        kind=CardKind.ONE_CELL,
        figures=tuple(sorted(named, key=natural)),
        proposal=as_before(again.before, found, play) if again else propose(found, play),
        clears=clashing_pairs(figures),
        cell=cell,
        party=party,
        counts=found,
        again=again.figures if again else (),
    )
