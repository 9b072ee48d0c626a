"""Open conflicts: two claims that contradict each other and count the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from claims.domain.messages import gettext as _
from claims.domain.relations import Relation
from claims.domain.status import Status
from claims.domain.vocabulary import Lifecycle, Publication, Treatment
from claims.lookup.as_of import Shown
from claims.lookup.counting import Counting, countings
from claims.lookup.names import look_up
from claims.models.record.entry import EntryBody
from claims.models.record.rows import PublishedClaim, PublishedFigure, PublishedLink
from claims.presenters.comparison_side import ComparisonSide, counted, side_of
from claims.presenters.counting_context import Cell
from claims.presenters.explained import GivenCount, explained
from claims.presenters.names import Names
from claims.states.claim import ClaimState

MOST_LOOKED_AT = 60
MOST_SHOWN = 3
OPPOSED = (Relation.CONTRADICTS, Relation.DENIES)
Pair = tuple[PublishedFigure, PublishedFigure]


@dataclass(frozen=True)
class Conflict:
    one: ComparisonSide
    other: ComparisonSide
    verdict: str


def conflicts(shown: Shown) -> list[Conflict]:
    """The newest few; links whose claims do not count the same thing are passed over."""
    links = _links(shown)
    figures = _figures({uid for link in links for uid in (link.from_claim, link.to_claim)}, shown)
    found = list(_opposed(links, figures))
    rows = [row for _, pair in found for row in pair]
    names = look_up(shown, claims={row.uid for row in rows})
    read = _Read(_states(rows), countings({row.event for row in rows}, shown), names)
    # One party that contradicts itself comes after parties that contradict each other.
    open_ones = [(link, pair) for link, pair in found if not _explained(pair, read, shown)]
    open_ones.sort(key=lambda opposed: _one_party(opposed[1], names))
    return [
        Conflict(_side(pair[0], read), _side(pair[1], read), _verdict(link))
        for link, pair in open_ones[:MOST_SHOWN]
    ]


class _Read(NamedTuple):
    """What is known of the figures of the links."""

    claims: Mapping[int, ClaimState]
    countings: Mapping[str, Counting]
    names: Names


def _states(rows: Iterable[PublishedFigure]) -> Mapping[int, ClaimState]:
    bodies = EntryBody.objects.filter(entry__in={row.since for row in rows})
    found = {body.entry_id: body.read.state for body in bodies}
    return {n: state for n, state in found.items() if isinstance(state, ClaimState)}


def _side(row: PublishedFigure, read: _Read) -> ComparisonSide:
    cell = Cell(row.event, row.category, row.measure)
    whom = counted(cell, row, read.countings[row.event].context)
    return side_of(row, whom, read.names.claim(row.uid))


def _explained(pair: Pair, read: _Read, shown: Shown) -> bool:
    one, other = (_given(row, read) for row in pair)
    counting = read.countings[pair[0].event]
    if one is None or other is None:
        return False
    measures = counting.context.measures
    zone = counting.zone or shown.zone
    return explained(one, other, measures=measures, parties=counting.parties, zone=zone)


def _given(row: PublishedFigure, read: _Read) -> GivenCount | None:
    """The figure as its claim was published; nothing where those words were withheld."""
    claim = read.claims.get(row.since)
    found = next((f for f in claim.figures if f.key == row.key), None) if claim else None
    return GivenCount(found, claim.claimant, claim.said) if claim and found else None


def _links(shown: Shown) -> Sequence[PublishedLink]:
    rows = PublishedLink.objects.as_of(shown.rows).filter(relation__in=OPPOSED)
    return list(rows.filter(publication=Publication.PUBLISHED).newest_first()[:MOST_LOOKED_AT])


def _figures(claims: Iterable[str], shown: Shown) -> Mapping[str, list[PublishedFigure]]:
    """Figures of claims that still stand, in the order they were given."""
    standing = (
        PublishedClaim.objects.as_of(shown.rows)
        .filter(uid__in=set(claims), lifecycle=Lifecycle.CURRENT, publication=Publication.PUBLISHED)
        .exclude(status=Status.REFUTED)
    )
    rows = PublishedFigure.objects.filter(
        since__in=standing.values("since"), treatment=Treatment.USE
    )
    found: dict[str, list[PublishedFigure]] = defaultdict(list)
    for row in rows.order_by("since", "n"):
        found[row.uid].append(row)
    return found


def _opposed(
    links: Iterable[PublishedLink], figures: Mapping[str, list[PublishedFigure]]
) -> Iterator[tuple[PublishedLink, Pair]]:
    seen: set[frozenset[str]] = set()
    for link in links:
        ends = frozenset({link.from_claim, link.to_claim})
        pair = _likest(figures.get(link.from_claim, []), figures.get(link.to_claim, []))
        if pair and ends not in seen:
            seen.add(ends)
            yield link, pair


def _likest(ours: Iterable[PublishedFigure], theirs: Iterable[PublishedFigure]) -> Pair | None:
    """Of the pairs that count the same thing and differ, the one that is most alike otherwise."""
    pairs = [(a, b) for a, b in product(ours, theirs) if a.measure == b.measure and _differ(a, b)]
    return max(pairs, key=_likeness, default=None)


def _differ(a: PublishedFigure, b: PublishedFigure) -> bool:
    return (a.low, a.high) != (b.low, b.high)


def _likeness(pair: Pair) -> tuple[bool, bool]:
    a, b = pair
    return (a.category == b.category, a.event == b.event)


def _one_party(pair: Pair, names: Names) -> bool:
    a, b = (names.claim(figure.uid).claimant for figure in pair)
    return a == b


def _verdict(link: PublishedLink) -> str:
    if link.relation == Relation.DENIES:
        return _("One denies the other.")
    return _("They contradict each other.")
