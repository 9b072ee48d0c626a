"""The plan in sentences: what is to be decided, what is proposed and why, what is possible."""

from collections.abc import Iterator, Sequence

from claims.domain.figures import describe_range
from claims.domain.messages import gettext as _
from claims.domain.messages import in_a_row, listed, ngettext, strung
from claims.domain.reconciliation.phrases import whom
from claims.domain.reconciliation.planning.card import Card, CardKind, Choice, Count
from claims.domain.reconciliation.planning.hidden_by_ranges import hidden, settled
from claims.domain.reconciliation.planning.in_play import InPlay
from claims.domain.reconciliation.planning.kept_decisions import begun
from claims.domain.reconciliation.planning.parties import name_of
from claims.domain.reconciliation.planning.verdict import ALL, Row, Standing
from claims.domain.reconciliation.values import Case, Cell
from claims.domain.vocabulary import Option


def told(cards: Sequence[Card], case: Case, answered: str = "Proposed") -> list[str]:
    """Each decision with what it is about and what is proposed, in order."""
    if not cards:
        return [_("Nothing has to be decided.")]
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
    return [
        _("%(count)s: %(ranges)s.", count=_count(cell, case), ranges=_everybody(own, case))
        for cell, own in cells.items()
    ]


def proposal(choice: Choice) -> str:
    """What is proposed, and why."""
    return _("%(answer)s: %(why)s.", answer=_answer(choice), why=choice.why)


def _card(number: int, card: Card, case: Case, answered: str) -> Iterator[str]:
    yield f"{number}. {_question(card, case)}"
    if card.again:
        yield _("   Since it was decided: %(names)s.", names=", ".join(card.again))
    yield f"   {answered}: {proposal(card.proposal)}"


def _note(card: Card, ground: InPlay) -> Iterator[str]:
    """A range says less than its counts do: which of them sums elsewhere leave no room for."""
    found = hidden(card, ground)
    if found:
        numbers = listed(_number(count.low, count.high, count.number) for count in found)
        yield _(
            "   A range hides that the settled counts leave no room for %(numbers)s.",
            numbers=numbers,
        )


def _question(card: Card, case: Case) -> str:
    if card.kind is CardKind.OPPOSED:
        names = listed(name_of(party, case) for party in card.parties)
        return _(
            "%(names)s contradict each other (%(figures)s).", names=names, figures=_figures(card)
        )
    if card.kind is CardKind.TWICE or card.cell is None:
        others = listed(figure for figure in card.figures if figure != card.figure)
        return _(
            "Our figure adds %(figure)s to %(others)s, which may count some of the same.",
            figure=card.figure,
            others=others,
        )
    about = _count(card.cell, case)
    if card.kind is CardKind.PART_WHOLE:
        return _(
            "%(about)s: the counts of parts and wholes cannot all be true (%(figures)s).",
            about=about,
            figures=_figures(card),
        )
    counts = in_a_row(_said(count) for count in card.counts)
    return _("%(about)s: %(counts)s.", about=about, counts=counts)


def _said(count: Count) -> str:
    number = _number(count.low, count.high, count.number)
    return _("%(number)s (%(names)s)", number=number, names=", ".join(count.carriers))


def _number(low: int, high: int | None, number: int | None) -> str:
    return describe_range(low, high) if number is None else f"{number:,}"


def _figures(card: Card) -> str:
    return ", ".join(card.figures)


def _answer(choice: Choice) -> str:
    ways = listed(choice.give_way)
    number = _number(choice.low or 0, choice.high, choice.number)
    return {
        Option.STANDS: _("%(number)s stands (%(figure)s)", number=number, figure=choice.figure),
        Option.RANGE: _(
            "the range stands, %(range)s",
            range=describe_range(choice.low, choice.high),
        ),
        Option.EACH: _("each is shown with whose count it is"),
        Option.BOTH: _("both are shown"),
        Option.LEAVES_SOME_OUT: _(
            "%(ways)s may leave some people out: there can be more", ways=ways
        ),
        Option.LEAVE_OUT: ngettext(
            "%(ways)s is left out", "%(ways)s are left out", len(choice.give_way), ways=ways
        ),
        Option.NOT_THE_SAME: (
            _("%(ways)s do not count the same", ways=ways)
            if ways
            else _("they do not count the same")
        ),
        Option.LATER: _("decide later"),
    }[choice.option]


def _count(cell: Cell, case: Case) -> str:
    return strung([whom(cell, case), case.measures.of(cell.measure).name])


def _everybody(rows: Sequence[Row], case: Case) -> str:
    # Translators: such as “by the military 14 to 21”.
    parties = [
        _("by %(party)s %(range)s", party=_whose(row, case), range=_range(row))
        for row in rows
        if row.party != ALL
    ]
    (over_all,) = (row for row in rows if row.party == ALL)
    return in_a_row(
        [*parties, _STANDING[over_all.standing or Standing.AGREED].placed(range=_range(over_all))]
    )


def _whose(row: Row, case: Case) -> str:
    return name_of(row.party, case) if row.party else _("those of no party")


def _range(row: Row) -> str:
    return describe_range(row.low, row.high)


_STANDING = {
    Standing.AGREED: _("over all %(range)s", range="…"),
    Standing.OPEN: _("over all %(range)s, as long as decisions are open", range="…"),
    Standing.PARTIES_DIFFER: _("over all %(range)s, for the parties differ", range="…"),
}
