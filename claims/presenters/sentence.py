"""Our own numbers in words: who is counted, and whether attackers are, in the same breath."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.domain.categories import ALL, ATTACKERS
from claims.domain.vocabulary import YesNo
from claims.presenters.counting_context import Cell, CountingContext
from claims.states.position import PositionState


def amount(state: PositionState) -> str:
    """Our range in words; never “up to”, which is how claims are puffed up."""
    low, best, high = state.low, state.best, state.high
    if low is None and high is None:
        return "a number not stated" if best is None else f"{best:,}"
    if low is not None and low == high:
        return f"{low:,}"
    if high is None:
        spread = f"at least {low:,}"
    else:
        spread = f"between {low:,} and {high:,}" if low else f"no more than {high:,}"
    return spread if best is None else f"{spread}, most likely {best:,}"


def not_established() -> str:
    # Translators: of a number that we looked into and cannot give.
    return _("not established")


def brief(state: PositionState) -> str:
    """The same for a row of a chart."""
    low, high = state.low, state.high
    apart = low is not None and high is not None and low != high
    return f"{low:,} to {high:,}" if apart else amount(state)


def sentence(
    state: PositionState,
    cell: Cell,
    counting: CountingContext,
    attackers: YesNo = YesNo.NOT_STATED,
) -> str:
    """What we hold of one cell, who is counted and whether attackers are, in one breath."""
    where = counting.where(cell)
    words = _counted(state, cell, counting, attackers)
    return f"{where}: {words}" if where else words[:1].upper() + words[1:]


def _counted(state: PositionState, cell: Cell, counting: CountingContext, attackers: YesNo) -> str:
    measure = counting.measure(cell)
    if not measure.of_people:
        return _of_things(state, cell, counting)
    whom = whom_of(cell.category, counting, attackers)
    if not state.established:
        return f"{whom.before}we cannot say how many {whom.people} {measure.many}{whom.after}"
    spread, _, best = amount(state).partition(", most likely ")
    likely = f" (most likely {best})" if best else ""
    if spread.split()[-1] != "1":
        return f"{whom.before}{spread}{likely} {whom.people} {measure.many}{whom.after}"
    among = f"among {whom.people}, " if whom.people != PEOPLE else whom.before
    return f"{among}{spread}{likely} person {measure.one}{whom.after}"


def _of_things(state: PositionState, cell: Cell, counting: CountingContext) -> str:
    """What befalls no people: “4 vehicles were hit”, or a plain count where nobody said how."""
    measure, number = counting.measure(cell), amount(state)
    besides = cell.category != ALL and not counting.without_attackers(cell.category)
    among = f" ({counting.among(cell.category)})" if besides else ""
    if not measure.many:
        return f"{measure.name}: {number if state.established else 'we cannot say'}{among}"
    if not state.established:
        return f"we cannot say how many {measure.many}{among}"
    told = measure.one if number.split()[-1] == "1" else measure.many
    return f"{number} {told}{among}"


PEOPLE = "people"


@dataclass(frozen=True)
class Whom:
    """Who is counted, round the number and behind it."""

    before: str = ""
    people: str = PEOPLE
    after: str = ""


def whom_of(category: str, counting: CountingContext, attackers: YesNo = YesNo.NOT_STATED) -> Whom:
    """``attackers``: whether the figures say that they are counted, where they can be."""
    if counting.without_attackers(category):
        return Whom(after=", not counting attackers")
    wider = category != ATTACKERS and counting.with_attackers(category)
    included = WITH_ATTACKERS[attackers] if wider else ""
    if phrase := counting.phrase(category):
        return Whom(people=phrase, after=included)
    if category == ALL:
        return Whom(after=included)
    return Whom(before=f"among {counting.among(category)}{included}, ")


WITH_ATTACKERS = {
    YesNo.YES: ", attackers included",
    YesNo.NO: ", not counting attackers",
    YesNo.NOT_STATED: ", who may include attackers",
}
