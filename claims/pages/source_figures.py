"""The figures of one source beside our own of the same people, as far as we stated them later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claims.domain.vocabulary import Lifecycle, Publication, Treatment
from claims.lookup.as_of import Shown
from claims.models.record.rows import PublishedClaim, PublishedPosition
from claims.pages.recorded_claims import State
from claims.presenters.track_record import Case, Compared, compared
from claims.states.claim import ClaimState
from claims.states.figure import FigureState

NOT_ITS_WORDS = (Lifecycle.MISATTRIBUTED, Lifecycle.MERGED)

Cell = tuple[str, str, str]
Numbers = list[tuple[PublishedClaim, FigureState]]


def comparison(
    rows: Sequence[PublishedClaim], known: Mapping[int, State], shown: Shown
) -> tuple[Compared, ...]:
    """One case for each count: the last number it gave before we stated ours."""
    given = _given(rows, known)
    stated = _stated({cell[0] for cell in given}, shown)
    return compared(
        case
        for cell, numbers in given.items()
        if cell in stated
        for case in _case(numbers, stated[cell])
    )


def _given(rows: Iterable[PublishedClaim], known: Mapping[int, State]) -> dict[Cell, Numbers]:
    """Its own counts by cell: no repeats of others, nothing it did not say."""
    found: dict[Cell, Numbers] = {}
    for row in rows:
        claim = known.get(row.since)
        if not isinstance(claim, ClaimState) or row.retracted or row.lifecycle in NOT_ITS_WORDS:
            continue
        for figure in claim.figures:
            if not figure.repeats and figure.treatment != Treatment.RECORD_ERROR:
                cell = figure.event, figure.category, figure.measure
                found.setdefault(cell, []).append((row, figure))
    return found


def _stated(events: Iterable[str], shown: Shown) -> dict[Cell, PublishedPosition]:
    rows = PublishedPosition.objects.as_of(shown.rows).filter(event__in=list(events))
    ours = rows.filter(publication=Publication.PUBLISHED, established=True).order_by("since")
    return {(row.event, row.category, row.measure): row for row in ours}


def _case(numbers: Numbers, ours: PublishedPosition) -> Iterable[Case]:
    earlier = [(row.said_at or row.effective_from, row, figure) for row, figure in numbers]
    before = [one for one in earlier if one[0] <= ours.effective_from]
    if before and (ours.low, ours.best, ours.high) != (None, None, None):
        _, _, figure = max(before, key=lambda one: (one[0], one[1].since))
        ends = (figure.value, figure.low, figure.high)
        number = next((n for n in ends if n is not None), None)
        if number is not None:
            yield Case(number, figure.basis, ours)
