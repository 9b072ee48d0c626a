"""What readers see beside a position: decisions it rests on, findings that editors chose to show.

The words of findings were kept when the editor answered: publishing never runs the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from claims.domain.reconciliation.kinds import Kind, group_of
from claims.domain.vocabulary import Answer, Option, Publication
from claims.models.desk.decision import Decision
from claims.models.desk.event import Event
from claims.models.desk.figure import Figure
from claims.models.desk.position import FindingAnswer, Position
from claims.publishing.cutoff import Cut
from claims.publishing.from_desk import figure_name, from_desk
from claims.states.figure import FigureThen
from claims.states.position import DecidedState, FindingState


@dataclass(frozen=True)
class Beside:
    """What there is beside the positions of one event, read once for all of them.

    ``root`` is the whole event: decisions and answers are kept with it.
    """

    root: Event

    @cached_property
    def events(self) -> Sequence[Event]:
        return self.root.tree()

    @cached_property
    def decisions(self) -> Sequence[Decision]:
        rows = self.root.decisions.standing().exclude(option=Option.LATER)
        return list(rows.select_related("part", "category"))

    @cached_property
    def decided(self) -> Mapping[str, Figure]:
        """The figures that decisions name, by their keys."""
        named = {key for row in self.decisions for key in (*row.figures, row.figure) if key}
        here = Figure.objects.filter(key__in=named, claim__event__in=self.events)
        return {figure.key: figure for figure in here.select_related("claim")} if named else {}

    @cached_property
    def answers(self) -> Sequence[FindingAnswer]:
        """Those that are shown to readers and whose words were kept."""
        shown = FindingAnswer.objects.filter(event=self.root, answer=Answer.SHOWN)
        return list(shown.exclude(fingerprint="").order_by("pk"))

    @cached_property
    def answered(self) -> Mapping[int, Figure]:
        """The figures behind answers."""
        keys = {int(pk) for answer in self.answers for pk in answer.as_answered}
        return Figure.objects.select_related("claim").in_bulk(keys) if keys else {}

    def concerns(self, figure: Figure, position: Position) -> bool:
        """Whether it counts the same measure in the position's part of the event."""
        place = figure.event_id or figure.claim.event_id
        return figure.measure == position.measure and place in self._within(position.event_id)

    def _within(self, event: int) -> frozenset[int]:
        return self._parts.get(event, frozenset({event}))

    @cached_property
    def _parts(self) -> Mapping[int, frozenset[int]]:
        """By each part of the event itself and what it is made of; parents come first."""
        found = {event.pk: {event.pk} for event in self.events}
        for event in reversed(self.events):
            if event.parent_id in found:
                found[event.parent_id] |= found[event.pk]
        return {pk: frozenset(parts) for pk, parts in found.items()}


def decisions_shown(position: Position, cut: Cut, beside: Beside) -> tuple[DecidedState, ...]:
    """Those that stand, about the same measure in the position's part of the event, in order."""
    return tuple(_decisions(position, cut, beside))


def _decisions(position: Position, cut: Cut, beside: Beside) -> Iterator[DecidedState]:
    for row in beside.decisions:
        keys = sorted({*row.figures, row.figure})
        about = [beside.decided[key] for key in keys if key in beside.decided]
        concerns = any(beside.concerns(figure, position) for figure in about)
        # Never by the names of what readers cannot see.
        named = tuple(figure_name(figure) for figure in about if _may_be_named(figure, cut))
        if cut.dated(row.decided_at) and concerns and named:
            yield _decided(row, named)


def _may_be_named(figure: Figure, cut: Cut) -> bool:
    return figure.claim.publication != Publication.WITHHELD and cut.names(figure.claim)


def _decided(row: Decision, figures: tuple[object, ...]) -> DecidedState:
    return from_desk(
        DecidedState,
        row,
        category=row.category.slug if row.category else "",
        parties=tuple(row.parties),
        figures=figures,
    )


def findings_shown(position: Position, cut: Cut, beside: Beside) -> tuple[FindingState, ...]:
    """Those about the same measure in the position's part of the event, the gravest first."""
    dated = [answer for answer in beside.answers if cut.dated(answer.answered_at)]
    shown = [
        _finding(answer, figures)
        for answer, figures in _whole(dated, beside.answered)
        if any(beside.concerns(f, position) for f in figures)
        and all(_may_be_shown(f, answer, cut) for f in figures)
    ]
    return tuple(sorted(shown, key=_order))


def _whole(
    answers: list[FindingAnswer], behind: Mapping[int, Figure]
) -> Iterator[tuple[FindingAnswer, list[Figure]]]:
    """Answers all of whose figures are still there."""
    for answer in answers:
        keys = sorted(int(pk) for pk in answer.as_answered)
        if all(pk in behind for pk in keys):
            figures = [behind[pk] for pk in keys]
            yield answer, sorted(figures, key=lambda f: _place(answer, f))


def _place(answer: FindingAnswer, figure: Figure) -> int:
    """The order in which the finding names its figures."""
    names = [name.rpartition("/")[2] for name in answer.figures]
    return names.index(figure.key) if figure.key in names else len(names)


def _may_be_shown(figure: Figure, answer: FindingAnswer, cut: Cut) -> bool:
    """Never words of what readers cannot see, nor of a figure that has changed since."""
    hidden = figure.claim.publication == Publication.WITHHELD or not cut.names(figure.claim)
    return not hidden and answer.as_answered[str(figure.pk)] == figure.as_it_stands()


def _finding(answer: FindingAnswer, figures: list[Figure]) -> FindingState:
    return from_desk(
        FindingState,
        answer,
        group=group_of(Kind(answer.kind)),
        settles="",
        # With their numbers: readers see it no more once one of them has another.
        figures=tuple(from_desk(FigureThen, one, claim=one.claim.uid) for one in figures),
    )


def _order(finding: FindingState) -> tuple[int, int, str]:
    return -finding.severity, list(Kind).index(finding.kind), finding.fingerprint
