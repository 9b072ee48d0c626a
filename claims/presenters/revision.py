"""What has changed of the figures a position used, since it was stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from claims.domain.figures import describe
from claims.domain.messages import capitalised, in_a_row
from claims.domain.messages import gettext as _
from claims.domain.vocabulary import Treatment
from claims.presenters.figure_index import Ref, refs
from claims.presenters.figures import OUT, UNDONE, FigureLine
from claims.states.figure import FigureThen
from claims.states.position import PositionState

GONE = frozenset(OUT[one] for one in UNDONE)
TREATED = {
    Treatment.USE: _("is used again"),
    Treatment.LEAVE_OUT: _("is now left out"),
    Treatment.RECORD_ERROR: _("was recorded wrongly by us"),
}


def revised(
    state: PositionState, lines: Mapping[Ref, FigureLine], *, every: bool
) -> tuple[str, ...]:
    """One sentence for each figure that is not what it was; nothing where all still stand.

    ``every`` says that all figures of the event are at hand, so that one not among them is gone.
    """
    weighed = {*refs(state.uses), *refs(state.leaves_out)}
    return tuple(
        capitalised(words)
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
            yield _("A figure it used is no longer in our record.")
        return
    newer = [lines[ref] for ref in line.successors if ref in lines and ref not in weighed]
    if newer:
        yield _(
            "%(figure)s, was replaced by %(newer)s.",
            figure=line.called,
            newer=in_a_row(one.called for one in newer),
        )
    elif line.aside in GONE:
        yield _("%(figure)s, is %(what)s.", figure=line.called, what=line.aside)
    elif not line.is_as(then):
        yield _("%(figure)s, %(how)s.", figure=line.called, how=_how(then, line))


def _how(then: FigureThen, line: FigureLine) -> str:
    if then.treatment != line.treatment:
        return TREATED[line.treatment]
    if (then.low, then.high) == (line.drawn.low, line.drawn.high):
        return _("is worded otherwise now")
    number = describe(then.qualifier, None, then.low, then.high)
    return _("was %(number)s then", number=number)
