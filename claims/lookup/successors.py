"""The claims that took one another's place."""

from __future__ import annotations

from claims.domain.relations import Relation
from claims.domain.vocabulary import Lifecycle, Publication
from claims.lookup.as_of import Shown
from claims.models.record.rows import PublishedClaim, PublishedLink

TAKES_ITS_PLACE = (Relation.UPDATES, Relation.CORRECTS, Relation.RETRACTS)
LONGEST_LINE = 20


def successors(row: PublishedClaim, shown: Shown) -> list[str]:
    """The line of claims that took one another's place after this one, by uid, the newest last.

    Empty where the claim stands, and where no claim that took its place is linked.
    """
    if row.lifecycle not in (Lifecycle.SUPERSEDED, Lifecycle.WITHDRAWN):
        return []
    line, following = [row.uid], _successor(row.uid, shown)
    while following and following not in line and len(line) < LONGEST_LINE:
        line.append(following)
        following = _successor(following, shown)
    return line[1:]


def _successor(uid: str, shown: Shown) -> str:
    rows = PublishedLink.objects.as_of(shown.rows).filter(publication=Publication.PUBLISHED)
    after = rows.filter(to_claim=uid, relation__in=TAKES_ITS_PLACE).order_by("since")
    return after.values_list("from_claim", flat=True).last() or ""
