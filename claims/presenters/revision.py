"""What has changed of the figures a position used, since it was stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from claims.domain.figures import describe
from claims.domain.vocabulary import Lifecycle, Treatment
from claims.presenters.figure_index import Ref, refs
from claims.presenters.figures import OUT, FigureLine
from claims.states.figure import FigureThen
from claims.states.position import PositionState

GONE = frozenset({OUT[Lifecycle.WITHDRAWN], OUT[Lifecycle.MISATTRIBUTED]})
TREATED = {
    Treatment.USE: "is used again",
    Treatment.LEAVE_OUT: "is now left out",
    Treatment.RECORD_ERROR: "was recorded wrongly by us",
}


def revised(
    state: PositionState, lines: Mapping[Ref, FigureLine], *, every: bool
) -> tuple[str, ...]:
    """One sentence for each figure that is not what it was; nothing where all still stand.

    ``every`` says that all figures of the event are at hand, so that one not among them is gone.
    """
    weighed = {*refs(state.uses), *refs(state.leaves_out)}
    return tuple(
        f"{words[:1].upper()}{words[1:]}."
        for then in state.uses
        for words in _since(then, lines.get((then.claim, then.key)), weighed, lines, every=every)
    )


def _since(
    then: FigureThen,
    line: FigureLine | None,
    weighed: Iterable[Ref],
    lines: Mapping[Ref, FigureLine],
    *,
    every: bool,
) -> Iterator[str]:
    if line is None:
        if every:
            yield "a figure it used is no longer on record"
        return
    newer = [lines[ref] for ref in line.successors if ref in lines and ref not in weighed]
    if newer:
        yield f"{line.called}, was replaced by {'; '.join(one.called for one in newer)}"
    elif line.aside in GONE:
        yield f"{line.called}, is {line.aside}"
    elif not line.is_as(then):
        yield f"{line.called}, {_how(then, line)}"


def _how(then: FigureThen, line: FigureLine) -> str:
    if then.treatment != line.treatment:
        return TREATED[line.treatment]
    if (then.low, then.high) == (line.drawn.low, line.drawn.high):
        return "is worded otherwise now"
    return f"was {describe(then.qualifier, None, then.low, then.high)} then"
