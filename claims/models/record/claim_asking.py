"""How claims are asked for: by their own words and days, their claimants, outlets and events.

Names are asked as of the same moment as the claims, and never copied into them: a source or an
event that is renamed is found by its new name at once, and as of yesterday by the old one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from claims.domain.relations import Relation
from claims.domain.search import Term
from claims.domain.vocabulary import Publication
from claims.models.record.moment import AsOf
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedLink,
    PublishedReference,
    PublishedReport,
    PublishedSource,
)
from claims.models.record.said_days import said_since, said_until
from claims.models.record.search import Numbers, answering, numbered, saying, stating

ANSWERING_BACK = (Relation.CONTRADICTS, Relation.DENIES, Relation.CORRECTS, Relation.RETRACTS)
NAMED: tuple[type[Model], ...] = (PublishedSource, PublishedEvent, PublishedReport)


@dataclass(frozen=True)
class Asking:
    """Ways to ask, of one moment and the days of one zone; ``whole``: for all that is found."""

    moment: AsOf
    zone: str
    whole: bool = False

    def answering(self, term: Term) -> Numbers:
        """Claims by their own words and days, their claimants, outlets and events."""
        found = answering(PublishedClaim, [term])
        sources, events, reports = map(self._called(term), NAMED)
        within: Any = PublishedEvent.objects.as_of(self.moment)
        published: Any = PublishedReport.objects.as_of(self.moment)
        cited = [reports, published.filter(publisher__in=sources.values("uid"))]
        citing = [
            PublishedReference.objects.filter(field="citations", named__in=rows.values("uid"))
            for rows in cited
        ]
        # Each by itself: of a choice between two the planner of PostgreSQL expects half of all.
        for name, rows in (
            ("claimant", sources),
            ("event", events),
            ("event", within.filter(parent__in=events.values("uid"))),
        ):
            claims: Any = PublishedClaim.objects.filter(**{f"{name}__in": rows.values("uid")})
            found = found.or_of(claims.values("since"))
        for citations in citing:
            found = found.or_of(citations.values("since"))
        if told := _told_by(term):
            found = found.or_of(self._linked(told).values("since"))
        return self._or_said_then(found, [term])

    def _called(self, term: Term) -> Callable[[Any], Any]:
        return lambda model: model.objects.as_of(self.moment).called([term])

    def near(self, terms: Sequence[Term]) -> list[Numbers]:
        """What finds the closer claims, the closest first."""
        sources: Any = PublishedSource.objects.as_of(self.moment).called(terms)
        claims: Any = PublishedClaim.objects.filter(claimant__in=sources.values("uid"))
        stated = self._or_said_then(stating(PublishedClaim, terms), terms)
        otherwise = stating(PublishedClaim, terms, in_other_words=True)
        near = [stated, otherwise.or_of(claims.values("since")), saying(PublishedClaim, terms)]
        if len(terms) == 1 and (told := _told_by(terms[0])):
            near.insert(0, numbered(PublishedClaim, self._linked(told)))
        return near

    def _linked(self, relations: Sequence[str]) -> Any:
        """Claims that deny, correct, contradict ... another."""
        links = PublishedLink.objects.as_of(self.moment).filter(relation__in=relations)
        links = links.filter(publication=Publication.PUBLISHED)
        return PublishedClaim.objects.filter(uid__in=links.values("from_claim"))

    def _or_said_then(self, found: Numbers, terms: Sequence[Term]) -> Numbers:
        """A day that is all that was asked for is answered by what was said on it."""
        if len(terms) != 1 or (days := terms[0].days) is None:
            return found
        first, last = days
        said = said_since(first, self.moment, self.zone) & said_until(last, self.moment, self.zone)
        claims: Any = PublishedClaim.objects.filter(said)
        return found.or_of(claims.values("since"))


def _told_by(term: Term) -> list[str]:
    """What one claim does to another, if it is asked who did that."""
    return [str(relation) for relation in ANSWERING_BACK if term.answered_by(relation)]
