"""Figures as they were said, ready to be read beside one another: never one without its who."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from claims.domain.figures import describe_range
from claims.domain.messages import gettext as _
from claims.domain.messages import in_a_row
from claims.domain.vocabulary import Lifecycle, Treatment, YesNo
from claims.presenters.counting_context import Cell, CountingContext
from claims.presenters.figure_index import (
    FigureIndex,
    RecordedClaim,
    Ref,
    needs_reading,
    number_of,
    refs,
)
from claims.presenters.moments import When, stated
from claims.presenters.names import Name, Names
from claims.presenters.plot import Counted
from claims.presenters.report_marks import in_sentences, in_short
from claims.presenters.status import StatusMark, mark_of
from claims.states.claim import CitationState, ClaimState
from claims.states.figure import FigureState, FigureThen, ReadingState, TermState

OUT = {
    Lifecycle.SUPERSEDED: _("replaced by a newer claim"),
    Lifecycle.WITHDRAWN: _("withdrawn by whoever said it"),
    Lifecycle.MISATTRIBUTED: _("not said by them, as we found"),
    Lifecycle.MERGED: _("kept with another claim"),
    Lifecycle.CONTEXT: _("kept as background"),
}
UNDONE = frozenset({Lifecycle.WITHDRAWN, Lifecycle.MISATTRIBUTED})
"""Nobody says these words any more, or nobody did."""


@dataclass(frozen=True)
class FigureLine:
    """One figure, with whoever counted it. ``aside`` says why it is out of the reckoning.

    ``successors`` replaced it; ``taken_away`` are the parts it was worked out by subtracting;
    ``marks`` say what became of the reports that carry it.
    """

    ref: Ref
    cell: Cell
    utterance: tuple[str, str]
    who: Name
    href: str
    figure: str
    counts: str
    measure: str
    words: str
    quoted: bool
    as_of: When | None
    at: datetime | None
    status: StatusMark
    aside: str
    notes: tuple[str, ...]
    drawn: Counted
    final: bool = False
    attackers: YesNo = YesNo.NOT_STATED
    treatment: Treatment = Treatment.USE
    successors: tuple[Ref, ...] = ()
    taken_away: frozenset[Ref] = frozenset()
    marks: tuple[str, ...] = ()

    @property
    def live(self) -> bool:
        return not self.aside

    @property
    def called(self) -> str:
        """How other figures speak of it."""
        return self.beside(self.cell)

    def beside(self, cell: Cell) -> str:
        """The same beside a number of one cell: what it counts is told where it is another."""
        places = {"who": self.who.called, "figure": self.figure, "measure": self.measure}
        told = _("%(who)s: %(figure)s", **places)
        if self.cell.measure != cell.measure:
            told = _("%(who)s: %(figure)s %(measure)s", **places)
        if (self.cell.event, self.cell.category) != (cell.event, cell.category):
            # Translators: a number, and of what it is: “ISPR: 14 (Soldiers, Kalat)”.
            told = _("%(figure)s (%(counts)s)", figure=told, counts=self.counts)
        return _("%(figure)s, %(day)s", figure=told, day=self.as_of.day) if self.as_of else told

    def is_as(self, then: FigureThen) -> bool:
        """Whether it still stands as it did when something was rested on it."""
        now = (self.drawn.low, self.drawn.high, self.drawn.qualifier, self.words, self.treatment)
        return now == (then.low, then.high, then.qualifier, then.words, then.treatment)


REPLACED_BY = _("Replaced by %(figures)s.")
REPLACES = _("Replaces %(figures)s.")
REPEATS = _("Repeats %(figures)s.")
SAME_PEOPLE = _("Counts the same people as %(figures)s.")
SAME_THINGS = _("Counts the same as %(figures)s.")
BUILT_ON = _("Built on %(figures)s.")
ATTACKERS_TOLD = {
    YesNo.YES: _("%(counts)s, attackers included"),
    YesNo.NO: _("%(counts)s, attackers not counted"),
}
TREATED = {
    Treatment.LEAVE_OUT: _("We leave it out"),
    Treatment.RECORD_ERROR: _("We recorded it wrongly"),
}


def figure_lines(
    claims: Iterable[RecordedClaim],
    *,
    names: Names,
    counting: CountingContext,
    zone: str,
    within: str = "",
) -> list[FigureLine]:
    """All figures of some claims, in the order of what they count, the largest first.

    ``within``: only those that count people of this event and its parts.
    """
    claims = list(claims)
    index = FigureIndex({(c.uid, f.key): (c, f) for c in claims for f in c.state.figures})
    lines = [
        _line(claim, figure, index, names, counting, zone)
        for claim in claims
        for figure in claim.state.figures
        if not within or counting.events.within(figure.event, within)
    ]
    rank = cache(counting.rank)
    return sorted(lines, key=lambda line: (rank(line.cell), *_order(line)))


def _order(line: FigureLine) -> tuple[bool, int, str, Ref]:
    return (not line.live, -line.drawn.point, line.who.called, line.ref)


def _line(
    claim: RecordedClaim,
    figure: FigureState,
    index: FigureIndex,
    names: Names,
    counting: CountingContext,
    zone: str,
) -> FigureLine:
    ref, state = (claim.uid, figure.key), claim.state
    cell = counting.cell(figure.event, figure.category, figure.measure)
    aside = _aside(figure, state, bool(index.replaced_by(ref)))
    when = figure.as_of or state.said
    return FigureLine(
        ref=ref,
        cell=cell,
        utterance=(state.claimant, state.utterance),
        who=names.source(state.claimant),
        href=claim.href,
        figure=number_of(figure),
        counts=_counts(cell, figure, counting),
        measure=counting.measures.of(figure.measure).name,
        words=figure.words,
        quoted=_seen(figure.words, state.citations),
        as_of=stated(when, zone),
        at=when.at if when else None,
        status=mark_of(state.status, examined=state.examined),
        aside=aside,
        notes=(*_marked(claim), *_notes(ref, figure, index, names, counting)),
        drawn=Counted(figure.qualifier, figure.value, figure.low, figure.high, faded=bool(aside)),
        final=figure.final,
        attackers=figure.includes_attackers,
        treatment=figure.treatment,
        successors=tuple(index.replaced_by(ref)),
        taken_away=frozenset(refs(part for part in figure.derived_from if part.sign == "-")),
        marks=in_short(claim.marked),
    )


def _marked(claim: RecordedClaim) -> Iterable[str]:
    if not claim.marked:
        return ()
    return in_sentences(claim.marked, len({c.report for c in claim.state.citations}))


def _aside(figure: FigureState, state: ClaimState, replaced: bool) -> str:
    """What became of the words comes first: the notes tell of the rest."""
    if state.lifecycle in UNDONE:
        return OUT[state.lifecycle]
    if figure.treatment == Treatment.RECORD_ERROR:
        return _("our recording error")
    if figure.treatment == Treatment.LEAVE_OUT:
        return _("left out")
    if replaced:
        return _("replaced")
    if figure.repeats:
        return _("a repeat")
    return OUT.get(state.lifecycle, "")


def _counts(cell: Cell, figure: FigureState, counting: CountingContext) -> str:
    """Attackers are spoken of where they could be among them and the source told which."""
    counts = counting.counts(cell)
    if not counting.with_attackers(figure.category):
        return counts
    told = ATTACKERS_TOLD.get(figure.includes_attackers)
    return told.placed(counts=counts) if told else counts


def _seen(words: str, citations: Iterable[CitationState]) -> bool:
    """Whether we hold these very words in a quotation."""
    held = (quote for c in citations for quote in (c.quote, c.translation))
    told = words.casefold()
    return bool(told) and any(told in quote.casefold() for quote in held)


def _notes(
    ref: Ref, figure: FigureState, index: FigureIndex, names: Names, counting: CountingContext
) -> Iterable[str]:
    """All that is known of a figure beyond its number, each in a sentence."""

    def called(named: Iterable[Ref]) -> str:
        return in_a_row(index.called(one, names) for one in named)

    if replaced_by := index.replaced_by(ref):
        yield REPLACED_BY.placed(figures=called(replaced_by))
    same_people = counting.measures.of(figure.measure).of_people
    for told, named in (
        (REPLACES, figure.supersedes),
        (REPEATS, figure.repeats),
        (SAME_PEOPLE if same_people else SAME_THINGS, figure.same_people_as),
        (BUILT_ON, figure.built_on),
    ):
        if named:
            yield told.placed(figures=called(refs(named)))
    if figure.derived_from:
        yield _("Added up: %(sum)s.", sum=_sum(figure.derived_from, index, names))
    yield from _remarks(figure)
    for reading in figure.readings:
        yield _("Could also mean %(reading)s", reading=_reading(reading, figure, counting))


def _sum(parts: Sequence[TermState], index: FigureIndex, names: Names) -> str:
    told: str = ""
    for part, ref in zip(parts, refs(parts), strict=True):
        figure = index.called(ref, names)
        if part.sign == "-" and not told:
            told = _("minus %(figure)s", figure=figure)
        elif part.sign == "-":
            told = _("%(before)s, minus %(figure)s", before=told, figure=figure)
        else:
            told = _("%(before)s, plus %(figure)s", before=told, figure=figure) if told else figure
    return told


def _remarks(figure: FigureState) -> Iterable[str]:
    if treated := TREATED.get(figure.treatment):
        yield _remark(treated, figure.treatment_note)
    if needs_reading(figure):
        yield _("We read it as %(range)s.", range=describe_range(figure.low, figure.high))
    if figure.bounds_note:
        yield _remark(_("How we read the words"), figure.bounds_note)
    if figure.basis:
        yield _remark(_("Basis"), figure.basis)
    if figure.final:
        yield _("Said to be the complete count.")


def _remark(before: str, note: str) -> str:
    if not note:
        return _("%(remark)s.", remark=before)
    return _("%(remark)s: %(note)s.", remark=before, note=note.rstrip("."))


def _reading(reading: ReadingState, figure: FigureState, counting: CountingContext) -> str:
    cell = Cell(
        reading.event or figure.event,
        reading.category or figure.category,
        figure.measure,
    )
    return _remark(counting.counts(cell) or counting.whom(cell), reading.note)
