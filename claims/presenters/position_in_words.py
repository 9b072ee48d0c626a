"""Our own numbers in words: who is counted, and whether attackers are, in the same breath."""

from __future__ import annotations

from dataclasses import dataclass

from claims.domain.categories import ALL, ATTACKERS
from claims.domain.messages import Message, capitalised
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import YesNo
from claims.presenters.counting_context import Cell, CountingContext
from claims.states.position import HeldState, PositionState


def amount(state: PositionState | HeldState) -> str:
    """Our range in words; never “up to”, which is how claims are puffed up."""
    if state.best is None or not _apart(state):
        return _spread(state)
    return _("%(range)s, most likely %(best)s", range=_spread(state), best=f"{state.best:,}")


def _with_best(state: PositionState) -> str:
    """The same in mid-sentence, before what is counted."""
    if state.best is None or not _apart(state):
        return _spread(state)
    return _("%(range)s (most likely %(best)s)", range=_spread(state), best=f"{state.best:,}")


def _apart(state: PositionState | HeldState) -> bool:
    """Whether we give a range, in which a best number says more."""
    return state.low != state.high


def _spread(state: PositionState | HeldState) -> str:
    low, best, high = state.low, state.best, state.high
    if low == high:
        number = best if low is None else low
        return _("a number not stated") if number is None else f"{number:,}"
    if high is None:
        return _("at least %(number)s", number=f"{low:,}")
    if low is not None and high == low + 1:
        # Translators: two numbers with nothing between them, such as “71 or 72”.
        return _("%(low)s or %(high)s", low=f"{low:,}", high=f"{high:,}")
    if low:
        return _("between %(low)s and %(high)s", low=f"{low:,}", high=f"{high:,}")
    return _("no more than %(number)s", number=f"{high:,}")


def _is_of_one(state: PositionState) -> bool:
    """Whether the number that is read last is one."""
    low, best, high = state.low, state.best, state.high
    return next((n for n in (high, low, best) if n is not None), 0) == 1


def not_established() -> str:
    # Translators: of a number that we looked into and cannot give.
    return _("not established")


def brief(state: PositionState | HeldState) -> str:
    """The same for a row of a chart."""
    low, high = state.low, state.high
    if low is None or high is None or high - low < 2:
        return amount(state)
    return _("%(first)s to %(last)s", first=f"{low:,}", last=f"{high:,}")


def sentence(
    state: PositionState,
    cell: Cell,
    counting: CountingContext,
    attackers: YesNo = YesNo.NOT_STATED,
) -> str:
    """What we hold of one cell, who is counted and whether attackers are, in one breath."""
    return at_its_place(_counted(state, cell, counting, attackers), counting.where(cell))


def at_its_place(told: str, where: str) -> str:
    """After the part of the event where it was; else as a sentence of its own."""
    return _("%(place)s: %(told)s", place=where, told=told) if where else capitalised(told)


def _counted(state: PositionState, cell: Cell, counting: CountingContext, attackers: YesNo) -> str:
    measure = counting.measure(cell)
    if not measure.of_people:
        return _of_things(state, cell, counting)
    whom = whom_of(cell.category, counting, attackers)
    if not state.established:
        # Translators: such as “we cannot say how many soldiers were killed”.
        told = _(
            "we cannot say how many %(people)s %(befell)s", people=whom.people, befell=measure.many
        )
        return whom.around(told)
    number = _with_best(state)
    if _is_of_one(state):
        # Translators: such as “1 person was killed”.
        told = _("%(number)s person %(befell)s", number=number, befell=measure.one)
        return whom.around(told, among="" if whom.people == PEOPLE else whom.people)
    # Translators: such as “at least 41 people were killed”.
    return whom.around(
        _(
            "%(number)s %(people)s %(befell)s",
            number=number,
            people=whom.people,
            befell=measure.many,
        )
    )


def _of_things(state: PositionState, cell: Cell, counting: CountingContext) -> str:
    """What befalls no people: “4 vehicles were hit”, or a plain count where nobody said how."""
    measure = counting.measure(cell)
    number = _with_best(state) if measure.many else amount(state)
    if not measure.many:
        number = number if state.established else _("we cannot say")
        told = _("%(what)s: %(number)s", what=measure.name, number=number)
    elif not state.established:
        told = _("we cannot say how many %(what)s", what=measure.many)
    else:
        befell = measure.one if _is_of_one(state) else measure.many
        told = _("%(number)s %(what)s", number=number, what=befell)
    if cell.category == ALL or counting.without_attackers(cell.category):
        return told
    return _("%(told)s (%(people)s)", told=told, people=counting.among(cell.category))


PEOPLE = _("people")


@dataclass(frozen=True)
class Whom:
    """Who is counted: in the sentence itself, or before it, and whether attackers are."""

    people: str = PEOPLE
    among: str = ""
    attackers: Message | None = None

    def around(self, told: str, among: str = "") -> str:
        """A sentence about them, with what goes before and behind it."""
        if before := among or self.among:
            told = _("among %(people)s, %(told)s", people=before, told=told)
        return self.attackers.placed(told=told) if self.attackers else told


def whom_of(category: str, counting: CountingContext, attackers: YesNo = YesNo.NOT_STATED) -> Whom:
    """``attackers``: whether the figures say that they are counted, where they can be."""
    if counting.without_attackers(category):
        return Whom(attackers=WITH_ATTACKERS[YesNo.NO])
    wider = category != ATTACKERS and counting.with_attackers(category)
    included = WITH_ATTACKERS[attackers] if wider else None
    if phrase := counting.phrase(category):
        return Whom(people=phrase, attackers=included)
    if category == ALL:
        return Whom(attackers=included)
    named = counting.among(category)
    return Whom(among=included.placed(told=named) if included else named)


WITH_ATTACKERS = {
    YesNo.YES: _("%(told)s, attackers included"),
    YesNo.NO: _("%(told)s, not counting attackers"),
    YesNo.NOT_STATED: _("%(told)s, who may include attackers"),
}
