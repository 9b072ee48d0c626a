"""Our own figure as a sentence: what we hold, on whose numbers, and never more than that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from claims.domain.messages import gettext as _
from claims.domain.messages import joined
from claims.domain.positions import accounts_until
from claims.domain.vocabulary import YesNo
from claims.presenters.checked import NEVER, Checked, checked
from claims.presenters.counting_context import Cell, CountingContext
from claims.presenters.figure_index import Ref, refs
from claims.presenters.figures import FigureLine
from claims.presenters.findings import PublicFinding, public_findings
from claims.presenters.moments import When, in_a_sentence, stated
from claims.presenters.position_breakdown import ExplainedSum, explained_sum, spelt_out, whose
from claims.presenters.position_history import HeldValue
from claims.presenters.position_in_words import at_its_place, brief, sentence, whom_of
from claims.presenters.public_decisions import PublicDecision, public_decisions
from claims.presenters.report_marks import of_figures
from claims.presenters.revision import revised
from claims.presenters.sureness import (
    final_official,
    names_of,
    standing,
    sureness,
    told_beside,
    told_with,
)
from claims.states.figure import FigureName
from claims.states.position import PositionState


@dataclass(frozen=True)
class Noted:
    """A figure with what we say of it."""

    figure: str
    note: str


@dataclass(frozen=True)
class PublicPosition:
    """``ours`` is what we conclude; ``rest`` says on whose figures, in the same sentence.

    ``as_of_words`` is the moment as a sentence says it; ``reports`` what became of the reports
    behind the figures used; ``revised`` what has changed since of those figures; ``newer`` the
    figures of the same count that it does not know of yet.
    """

    cell: Cell
    ours: str
    rest: str
    by: str
    amount: str
    low: int | None
    best: int | None
    high: int | None
    stated_a_number: bool
    or_more: bool
    """Whether there may be more than ``high``, by our own words."""
    as_of: When | None
    stated_at: When | None
    method: str
    rationale: str
    dissent: str
    override_reason: str
    uses: tuple[str, ...]
    leaves_out: tuple[Noted, ...]
    readings: tuple[Noted, ...]
    counts: str = ""
    standing: str = ""
    sureness: str = ""
    as_of_words: str = ""
    reports: str = ""
    revised: tuple[str, ...] = ()
    findings: tuple[PublicFinding, ...] = ()
    weighed: Mapping[Ref, str] = field(default_factory=dict)
    held: tuple[HeldValue, ...] = ()
    """The values it had, the one that stands last; empty where they were not asked for."""
    newer: tuple[FigureLine, ...] = ()
    checked: Checked = NEVER
    decisions: tuple[PublicDecision, ...] = ()

    @property
    def used(self) -> frozenset[Ref]:
        """The figures it rests on."""
        return frozenset(ref for ref, why_not in self.weighed.items() if not why_not)

    @property
    def telling(self) -> str:
        """All of it in one breath, for where it is quoted without its page."""
        return joined([self.in_short, self.beside])

    @property
    def in_short(self) -> str:
        """What we hold, on whose figures, and what became of those or of their reports."""
        return self._with_what_changed(f"{self.ours}{self.rest}")

    @property
    def plain(self) -> str:
        """The same for where it says beside it how sure we are."""
        return self._with_what_changed(f"{self.ours}{self.by}")

    def _with_what_changed(self, told: str) -> str:
        revised = _("Under revision.") if self.revised else ""
        return joined([revised, told, self.reports])

    @property
    def beside(self) -> str:
        """Who says otherwise, and as of when it is."""
        as_of = _("As of %(time)s.", time=self.as_of_words) if self.as_of_words else ""
        return joined([self.dissent.rstrip(), as_of])


def public_positions(
    states: Iterable[PositionState],
    lines: Sequence[FigureLine],
    *,
    counting: CountingContext,
    zone: str,
    every: bool = True,
    own_zone: str = "UTC",
    today: date | None = None,
) -> list[PublicPosition]:
    """The headline cell first, then in the order of what is counted.

    ``every``: whether all figures of the event are among the lines.
    """
    by_ref = {line.ref: line for line in lines}
    shown = [
        replace(
            _shown(state, by_ref, counting, zone, every=every),
            newer=newer_figures(state, lines, zone),
            checked=checked(state, decided=_stated_at(state), today=today, zone=own_zone),
        )
        for state in states
    ]
    return sorted(shown, key=lambda p: (not _headline(p.cell, counting), counting.rank(p.cell)))


def _headline(cell: Cell, counting: CountingContext) -> bool:
    return cell.event == counting.here and cell.is_toll


def _shown(
    state: PositionState,
    lines: Mapping[Ref, FigureLine],
    counting: CountingContext,
    zone: str,
    *,
    every: bool,
) -> PublicPosition:
    cell = counting.cell(state.event, state.category, state.measure)
    low, high = _ends(state)
    used = [lines[ref] for ref in refs(state.uses) if ref in lines]
    befell = counting.measure(cell).of_people
    made_of = explained_sum(state, cell, used, counting) if befell else None
    attackers = _attackers(used, counting)
    official = every and final_official(used, lines.values(), counting)
    sure = sureness(state, used, official=bool(official))
    return PublicPosition(
        cell=cell,
        ours=_accounted(made_of, cell, used, counting)
        if made_of
        else sentence(state, cell, counting, attackers),
        rest=spelt_out(made_of) if made_of else told_with(state, sure, used),
        by=spelt_out(made_of) if made_of else told_beside(state, sure, used),
        amount=_("%(number)s or more", number=brief(state)) if made_of and high else brief(state),
        low=low,
        best=state.best,
        high=high,
        or_more=made_of is not None and high is not None,
        stated_a_number=state.established and (low is not None or high is not None),
        as_of=stated(state.as_of, zone),
        stated_at=stated(state.stated, zone),
        uses=tuple(line.beside(cell) for line in used),
        leaves_out=tuple(Noted(_called(f, lines, cell), f.reason) for f in state.leaves_out),
        readings=tuple(Noted(_called(f, lines, cell), f.reading) for f in state.readings),
        method=state.method,
        rationale=state.rationale,
        dissent=state.dissent,
        override_reason=state.override_reason,
        counts=at_its_place(counting.counted(cell), counting.where(cell)),
        standing=standing(state, sure),
        sureness=sure.label,
        as_of_words=in_a_sentence(state.as_of, zone, counting.place),
        reports=of_figures(line.marks for line in used),
        revised=revised(state, lines, every=every),
        findings=public_findings(state.findings, lines, counting),
        weighed=_weighed(state),
        decisions=tuple(public_decisions(state, lines, counting, zone)),
    )


def newer_figures(
    state: PositionState, lines: Iterable[FigureLine], zone: str
) -> tuple[FigureLine, ...]:
    """Of the same people in the same place, counted after the moment it takes account of.

    What was on record when editors last found it to stand is not newer.
    """
    after = accounts_until(state.as_of or state.stated, state.checked_at, zone)
    if after is None:
        return ()
    cell = Cell(state.event, state.category, state.measure)
    weighed = {*refs(state.uses), *refs(state.leaves_out)}
    return tuple(
        line
        for line in lines
        if line.cell == cell and line.live and line.at and line.at > after
        if line.ref not in weighed
    )


def _stated_at(state: PositionState) -> datetime | None:
    return state.stated.at if state.stated else None


def _weighed(state: PositionState) -> dict[Ref, str]:
    """Which figures were looked at: without a reason those used, else why not."""
    used: dict[Ref, str] = dict.fromkeys(refs(state.uses), "")
    return used | {(out.claim, out.key): out.reason for out in state.leaves_out}


def _accounted(
    made_of: ExplainedSum, cell: Cell, used: Sequence[FigureLine], counting: CountingContext
) -> str:
    """Whose counts of the parts make at least how many."""
    whom = whom_of(cell.category, counting, _attackers(used, counting))
    people = _("person") if made_of.least == 1 else whom.people
    # Translators: such as “Officials’ own counts account for at least 41 people killed”.
    told = _(
        "%(whose)s account for at least %(number)s %(people)s %(measure)s",
        whose=whose(used, names_of(used)),
        number=f"{made_of.least:,}",
        people=people,
        measure=counting.measure(cell).name,
    )
    return at_its_place(whom.around(told), counting.where(cell))


def _attackers(used: Iterable[FigureLine], counting: CountingContext) -> YesNo:
    """Whether the figures say that attackers are counted; nothing where they differ."""
    told = {line.attackers for line in used if counting.with_attackers(line.cell.category)}
    return told.pop() if len(told) == 1 else YesNo.NOT_STATED


def _ends(state: PositionState) -> tuple[int | None, int | None]:
    """What the band covers: a best number alone is both its ends."""
    low, best, high = state.low, state.best, state.high
    return (best, best) if low is None and high is None else (low, high)


def _called(figure: FigureName, lines: Mapping[Ref, FigureLine], cell: Cell) -> str:
    line = lines.get((figure.claim, figure.key))
    return line.beside(cell) if line else _("A figure not shown here")
