"""What has changed of the figures a position used, since it was stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from claims.domain.vocabulary import Lifecycle, Treatment
from claims.presenters.figure_index import Ref, refs, said
from claims.presenters.figures import OUT, FigureLine

GONE = frozenset({OUT[Lifecycle.WITHDRAWN], OUT[Lifecycle.MISATTRIBUTED]})
TREATED = {
    Treatment.USE.value: "is used again",
    Treatment.LEAVE_OUT.value: "is now left out",
    Treatment.RECORD_ERROR.value: "was recorded wrongly by us",
}


def revised(
    state: Mapping[str, Any], lines: Mapping[Ref, FigureLine], *, every: bool
) -> tuple[str, ...]:
    """One sentence for each figure that is not what it was; nothing where all still stand.

    ``every`` says that all figures of the event are at hand, so that one not among them is gone.
    """
    weighed = {*refs(state["uses"]), *refs(state["leaves_out"])}
    return tuple(
        f"{words[:1].upper()}{words[1:]}."
        for then, ref in zip(state["uses"], refs(state["uses"]), strict=True)
        for words in _since(then, lines.get(ref), weighed, lines, every=every)
    )


def _since(
    then: Mapping[str, Any],
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
    elif _otherwise(then, line):
        yield f"{line.called}, {_how(then, line)}"


def _otherwise(then: Mapping[str, Any], line: FigureLine) -> bool:
    """Positions stated before we kept what their figures were say nothing of it."""
    now = {
        "low": line.drawn.low,
        "high": line.drawn.high,
        "words": line.words,
        "qualifier": line.drawn.qualifier,
        "treatment": line.treatment,
    }
    return any(then[name] != value for name, value in now.items() if name in then)


def _how(then: Mapping[str, Any], line: FigureLine) -> str:
    if then["treatment"] != line.treatment:
        return TREATED[line.treatment]
    if (then["low"], then["high"]) == (line.drawn.low, line.drawn.high):
        return "is worded otherwise now"
    return f"was {said({**then, 'value': None})} then"
