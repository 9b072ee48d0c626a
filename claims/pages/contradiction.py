"""The strongest contradiction of a claim: it stands beside the claim on the first screen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product

from django.db.models import QuerySet

from claims.domain.moments import Moment
from claims.domain.status import FIRMEST_FIRST, Status
from claims.domain.vocabulary import Lifecycle, Publication, Treatment
from claims.lookup.as_of import Shown
from claims.lookup.counting import Counting, countings
from claims.models.record.moment import AsOf
from claims.models.record.prepared_queries import prepared
from claims.models.record.rows import PublishedClaim, PublishedFigure
from claims.presenters.comparison_side import ComparisonSide, counted, side_of
from claims.presenters.counting_context import Cell
from claims.presenters.moments import stated
from claims.presenters.names import ClaimName, Names

Pair = tuple[PublishedFigure, PublishedFigure]


@dataclass(frozen=True)
class Opposed:
    """The claim that contradicts; with both numbers where they count the same thing."""

    claim: ClaimName
    sides: tuple[ComparisonSide, ComparisonSide] | None


def strongest(
    row: PublishedClaim, others: Iterable[PublishedClaim], names: Names, shown: Shown
) -> Opposed | None:
    """Of the claims that contradict this one and still stand, the one that stands firmest."""
    rows = [other for other in others if _stands(other, shown.rows)]
    if not rows:
        return None
    figures = _figures([row.since, *(other.since for other in rows)])
    ours = [figure for figure in figures if figure.uid == row.uid]
    pairs = {other.uid: _likest(ours, [f for f in figures if f.uid == other.uid]) for other in rows}
    firmest = min(rows, key=lambda other: (_weakness(other), not pairs[other.uid], -other.since))
    claim, pair = names.claim(firmest.uid), pairs[firmest.uid]
    if pair is None:
        return Opposed(claim, None)
    counting = countings({figure.event for figure in pair}, shown)
    mine = replace(names.claim(row.uid), claimant=names.source(row.claimant).called)
    sides = (
        _side(pair[0], mine, _said(row), counting),
        _side(pair[1], claim, claim.said, counting),
    )
    return Opposed(claim, sides)


def _stands(row: PublishedClaim, moment: AsOf) -> bool:
    stated = row.lifecycle == Lifecycle.CURRENT and row.publication == Publication.PUBLISHED
    there = moment.reaches(row.since, row.effective_from)
    return stated and there and row.status != Status.REFUTED


def _weakness(row: PublishedClaim) -> tuple[bool, int]:
    return not row.examined, FIRMEST_FIRST.index(Status(row.status))


@prepared
def _figures(entries: Collection[int]) -> QuerySet[PublishedFigure]:
    rows = PublishedFigure.objects.filter(since__listed=entries)
    return rows.exclude(treatment=Treatment.RECORD_ERROR).order_by("since", "n")


def _likest(ours: Iterable[PublishedFigure], theirs: Iterable[PublishedFigure]) -> Pair | None:
    """Of the pairs that count the same thing and differ, the one that is most alike otherwise."""
    differing = [
        (a, b)
        for a, b in product(ours, theirs)
        if a.measure == b.measure and (a.low, a.high) != (b.low, b.high)
    ]
    return max(
        differing,
        key=lambda pair: (pair[0].category == pair[1].category, pair[0].event == pair[1].event),
        default=None,
    )


def _side(
    figure: PublishedFigure, claim: ClaimName, said: Moment | None, known: Mapping[str, Counting]
) -> ComparisonSide:
    counting = known[figure.event]
    cell = Cell(figure.event, figure.category, figure.measure)
    as_of = Moment(figure.as_of_at, figure.as_of_precision) if figure.as_of_at else said
    side = side_of(figure, counted(cell, figure, counting.context), claim, words=figure.words)
    return replace(side, when=stated(as_of, counting.zone or "UTC"))


def _said(row: PublishedClaim) -> Moment | None:
    return Moment(row.said_at, row.said_precision) if row.said_at else None
