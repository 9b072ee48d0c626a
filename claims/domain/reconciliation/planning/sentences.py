"""The plan in sentences: what is to be decided, what is proposed and why, what is possible."""

from collections.abc import Iterator, Sequence

from claims.domain.figures import describe_range
from claims.domain.messages import listed
from claims.domain.reconciliation.phrases import whom
from claims.domain.reconciliation.planning.card import Card, CardKind, Choice, Count
from claims.domain.reconciliation.planning.hidden import hidden, settled
from claims.domain.reconciliation.planning.in_play import InPlay
from claims.domain.reconciliation.planning.kept import begun
from claims.domain.reconciliation.planning.parties import name_of
from claims.domain.reconciliation.planning.verdict import ALL, Row, Standing
from claims.domain.reconciliation.values import Case, Cell
from claims.domain.vocabulary import Option


def told(cards: Sequence[Card], case: Case, answered: str = "Proposed") -> list[str]:
    """Each decision with what it is about and what is proposed, in order."""
    if not cards:
        return ["Nothing has to be decided."]
    ground = settled(begun(case))
    return [
        line
        for n, card in enumerate(cards, start=1)
        for line in (*_card(n, card, case, answered), *_note(card, ground))
    ]


def told_rows(rows: Sequence[Row], case: Case) -> list[str]:
    """For each count one line with everybody’s range."""
    cells: dict[Cell, list[Row]] = {}
    for row in rows:
        cells.setdefault(row.cell, []).append(row)
    return [f"{_count(cell, case)}: {_everybody(own, case)}." for cell, own in cells.items()]


def proposal(choice: Choice) -> str:
    """What is proposed, and why."""
    return f"{_answer(choice)}: {choice.why}."


def _card(number: int, card: Card, case: Case, answered: str) -> Iterator[str]:
    yield f"{number}. {_question(card, case)}"
    if card.again:
        yield f"   Since it was decided: {', '.join(card.again)}."
    yield f"   {answered}: {proposal(card.proposal)}"


def _note(card: Card, ground: InPlay) -> Iterator[str]:
    """A range says less than its counts do: which of them sums elsewhere leave no room for."""
    found = hidden(card, ground)
    if found:
        numbers = listed(_number(count.low, count.high, count.number) for count in found)
        yield f"   A range hides that the settled counts leave no room for {numbers}."


def _question(card: Card, case: Case) -> str:
    if card.kind is CardKind.OPPOSED:
        names = listed(name_of(party, case) for party in card.parties)
        return f"{names} contradict each other ({_figures(card)})."
    if card.kind is CardKind.TWICE or card.cell is None:
        others = listed(figure for figure in card.figures if figure != card.figure)
        return f"Our figure adds {card.figure} to {others}, which may count some of the same."
    about = _count(card.cell, case)
    if card.kind is CardKind.PART_WHOLE:
        return f"{about}: the counts of parts and wholes cannot all be true ({_figures(card)})."
    return f"{about}: {'; '.join(_said(count) for count in card.counts)}."


def _said(count: Count) -> str:
    return f"{_number(count.low, count.high, count.number)} ({', '.join(count.carriers)})"


def _number(low: int, high: int | None, number: int | None) -> str:
    return describe_range(low, high) if number is None else f"{number:,}"


def _figures(card: Card) -> str:
    return ", ".join(card.figures)


def _answer(choice: Choice) -> str:
    ways, several = listed(choice.give_way), len(choice.give_way) > 1
    number = _number(choice.low or 0, choice.high, choice.number)
    return {
        Option.STANDS: f"{number} stands ({choice.figure})",
        Option.RANGE: f"the range stands, {describe_range(choice.low, choice.high)}",
        Option.EACH: "each is shown with whose count it is",
        Option.BOTH: "both are shown",
        Option.LEAVES_SOME_OUT: f"{ways} may leave some people out: there can be more",
        Option.LEAVE_OUT: f"{ways} {'are' if several else 'is'} left out",
        Option.NOT_THE_SAME: f"{ways or 'they'} do not count the same",
        Option.LATER: "decide later",
    }[choice.option]


def _count(cell: Cell, case: Case) -> str:
    return f"{whom(cell, case)}, {case.measures.of(cell.measure).name}"


def _everybody(rows: Sequence[Row], case: Case) -> str:
    parties = [f"by {_whose(row, case)} {_range(row)}" for row in rows if row.party != ALL]
    (over_all,) = (row for row in rows if row.party == ALL)
    return "; ".join([*parties, f"over all {_range(over_all)}{_standing(over_all)}"])


def _whose(row: Row, case: Case) -> str:
    return name_of(row.party, case) if row.party else "those of no party"


def _range(row: Row) -> str:
    return describe_range(row.low, row.high)


def _standing(row: Row) -> str:
    if row.standing is Standing.OPEN:
        return ", as long as decisions are open"
    return ", for the parties differ" if row.standing is Standing.PARTIES_DIFFER else ""
