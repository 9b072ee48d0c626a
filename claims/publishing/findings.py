"""What readers see of the findings that editors chose to show beside a position.

The words were kept when the editor answered: publishing never runs the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claims.domain.reconciliation.kinds import Kind, group_of
from claims.domain.vocabulary import Publication
from claims.models.desk.figure import Figure
from claims.models.desk.position import FindingAnswer, Position
from claims.publishing.beside import Beside
from claims.publishing.from_desk import from_desk
from claims.publishing.history_cut import Cut
from claims.states.figure import FigureThen
from claims.states.position import FindingState


def findings_shown(position: Position, cut: Cut, beside: Beside) -> tuple[FindingState, ...]:
    """Those about the same measure in the position's part of the event, the gravest first."""
    dated = [answer for answer in beside.answers if cut.dated(answer.answered_at)]
    shown = [
        _state(answer, figures)
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


def _state(answer: FindingAnswer, figures: list[Figure]) -> FindingState:
    return from_desk(
        FindingState,
        answer,
        group=group_of(Kind(answer.kind)),
        settles="",
        # With their numbers: readers see it no more once one of them has another.
        figures=tuple(_as_it_stands(figure) for figure in figures),
    )


def _as_it_stands(figure: Figure) -> FigureThen:
    return from_desk(FigureThen, figure, claim=figure.claim.uid)


def _order(finding: FindingState) -> tuple[int, int, str]:
    return -finding.severity, list(Kind).index(finding.kind), finding.fingerprint
