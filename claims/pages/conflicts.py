"""Open conflicts: two claims that contradict each other and count the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from claims.domain.relations import Relation
from claims.domain.status import Status
from claims.domain.vocabulary import Lifecycle, Publication, Treatment
from claims.lookup.as_of import Shown
from claims.lookup.names import look_up
from claims.models.record.rows import PublishedClaim, PublishedFigure, PublishedLink
from claims.presenters.comparison_side import ComparisonSide, side_of_row
from claims.presenters.names import Names

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
    names = look_up(shown, claims={f.uid for _, pair in found for f in pair})
    # One party that contradicts itself comes after parties that contradict each other.
    found = sorted(found, key=lambda opposed: _one_party(opposed[1], names))[:MOST_SHOWN]
    return [
        Conflict(side_of_row(pair[0], names), side_of_row(pair[1], names), _verdict(link))
        for link, pair in found
    ]


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
        return "One denies the other."
    return "They contradict each other."
