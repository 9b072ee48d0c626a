"""What changed while a count was repeated: who, where, how sure, and whose it was."""

from collections.abc import Iterator

from claims.domain import figures as words
from claims.domain.reconciliation.finding import Words
from claims.domain.reconciliation.kinds import Kind
from claims.domain.reconciliation.links import repeated_line
from claims.domain.reconciliation.phrases import asking, own, said, who
from claims.domain.reconciliation.values import Case, Figure


def drifts(original: Figure, repeat: Figure, case: Case) -> Iterator[tuple[Kind, Words]]:
    """One for each thing that changed."""
    start = f"{who(repeat, case)} repeats {own(original, case)}, but"
    settles = asking([repeat], case, "what the words meant")
    for kind, change in _changes(original, repeat, case):
        yield kind, Words(f"{start} {change}.", settles=settles)


def _changes(original: Figure, repeat: Figure, case: Case) -> Iterator[tuple[Kind, str]]:
    before, after = original.cell, repeat.cell
    if before.category != after.category:
        names = case.categories.name(before.category), case.categories.name(after.category)
        yield Kind.CATEGORY_DRIFT, _became("who was counted", original, repeat, names)
    if before.event != after.event:
        names = case.events.name(before.event), case.events.name(after.event)
        yield Kind.SCOPE_DRIFT, _became("where they were counted", original, repeat, names)
    if before.measure != after.measure:
        measures = _measure(original, case), _measure(repeat, case)
        yield Kind.MEASURE_DRIFT, _became("what was counted", original, repeat, measures)
    if _hedge(original) != _hedge(repeat):
        yield Kind.QUALIFIER_DRIFT, f"the number changed: {_hedges(original, repeat)}"
    if _as_its_own(original, repeat, case):
        first = f"{who(original, case)}, who said it first"
        yield Kind.ATTRIBUTION_DRIFT, f"presents it as its own count and does not name {first}"


def _measure(figure: Figure, case: Case) -> str:
    return case.measures.of(figure.measure or figure.cell.measure).name


def _became(what: str, original: Figure, repeat: Figure, names: tuple[str, str]) -> str:
    was, now = f"{said(original)} “{names[0]}”", f"{said(repeat)} “{names[1]}”"
    return f"{what} changed: {was} became {now}"


def _hedge(figure: Figure) -> tuple[object, ...]:
    return said(figure), figure.low, figure.high


def _hedges(original: Figure, repeat: Figure) -> str:
    before, after = said(original), said(repeat)
    if before == after:
        # The same words, read differently: only the bounds tell.
        before, after = (
            f"{said(figure)}, read as {_bounds(figure)}" for figure in (original, repeat)
        )
    return f"“{before}” became “{after}”"


def _bounds(figure: Figure) -> str:
    return words.describe_range(figure.low, figure.high)


def _as_its_own(original: Figure, repeat: Figure, case: Case) -> bool:
    """Whether a quotation gives the count as the repeat's own, and does not name its owner."""
    if not repeat.as_its_own:
        return False
    if case.same_voice(original, repeat):
        return False
    first = {figure.claimant for figure in (original, *repeated_line(original, case))}
    return not repeat.credits & first
