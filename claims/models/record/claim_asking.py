"""How claims are asked for: by their own words and days, their claimants, outlets and events.

Names are asked as of the same moment as the claims, and never copied into them: a source or an
event that is renamed is found by its new name at once, and as of yesterday by the old one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from claims.domain.relations import Relation
from claims.domain.search import Term
from claims.domain.vocabulary import Publication
from claims.models.record.moment import AsOf
from claims.models.record.row import R, RowQuerySet, rows_of
from claims.models.record.rows import (
    PublishedClaim,
    PublishedEvent,
    PublishedLink,
    PublishedReference,
    PublishedReport,
    PublishedSource,
)
from claims.models.record.said_days import said_since, said_until
from claims.models.record.search import (
    Answered,
    Numbers,
    answering,
    how_many_each,
    looked_up,
    numbered,
    saying,
    stating,
)

ANSWERING_BACK = (Relation.CONTRADICTS, Relation.DENIES, Relation.CORRECTS, Relation.RETRACTS)
Claims = RowQuerySet[PublishedClaim]


@dataclass(frozen=True)
class Asking:
    """Ways to ask, of one moment and the days of one zone; what answers a term is asked once."""

    moment: AsOf
    zone: str
    _known: dict[Term, Numbers] = field(default_factory=dict)

    def look_up(self, terms: Sequence[Term]) -> tuple[Sequence[Answered], Sequence[Answered]]:
        """What answers each of the terms, and what finds the closer claims, the closest first."""
        new = [term for term in terms if term not in self._known]
        found = looked_up([*map(self._answering, new), *self._near(terms)])
        self._known.update(zip(new, found, strict=False))
        return [self._known[term] for term in terms], found[len(new) :]

    def how_many(self, terms: Sequence[Term]) -> dict[int, int]:
        """How many of the terms each claim of the moment answers; those that answer most."""
        rows = PublishedClaim.objects.as_of(self.moment)
        return how_many_each([self._known[term] for term in terms], rows)

    def how_many_stated(self, terms: Sequence[Term]) -> dict[int, int]:
        """The same by its statement alone."""
        rows = PublishedClaim.objects.as_of(self.moment)
        asked = [stating(PublishedClaim, [term], in_other_words=True) for term in terms]
        return how_many_each(asked, rows)

    def _answering(self, term: Term) -> Numbers:
        """Claims by their own words and days, their claimants, outlets and events."""
        found = answering(PublishedClaim, [term])
        sources = self._called(PublishedSource, term).values("uid")
        events = self._called(PublishedEvent, term).values("uid")
        published = PublishedReport.objects.as_of(self.moment)
        cited = [self._called(PublishedReport, term), published.filter(publisher__in=sources)]
        citing = [
            PublishedReference.objects.filter(field="citations", named__in=rows.values("uid"))
            for rows in cited
        ]
        # Each by itself: of a choice between two the planner of PostgreSQL expects half of all.
        parts = PublishedEvent.objects.as_of(self.moment).filter(parent__in=events)
        for named in (
            Q(claimant__in=sources),
            Q(event__in=events),
            Q(event__in=parts.values("uid")),
        ):
            found = found.or_of(PublishedClaim.objects.filter(named).values("since"))
        for citations in citing:
            found = found.or_of(citations.values("since"))
        for beside in (self.linked([term]), self.said_then([term])):
            if beside is not None:
                found = found.or_of(beside.values("since"))
        return found

    def _called(self, model: type[R], term: Term) -> RowQuerySet[R]:
        return rows_of(model).as_of(self.moment).called([term])

    def _near(self, terms: Sequence[Term]) -> list[Numbers]:
        sources = PublishedSource.objects.as_of(self.moment).called(terms)
        claims = PublishedClaim.objects.filter(claimant__in=sources.values("uid"))
        stated = stating(PublishedClaim, terms)
        if (said := self.said_then(terms)) is not None:
            stated = stated.or_of(said.values("since"))
        otherwise = stating(PublishedClaim, terms, in_other_words=True)
        near = [stated, otherwise.or_of(claims.values("since")), saying(PublishedClaim, terms)]
        if (linked := self.linked(terms)) is not None:
            near.insert(0, numbered(PublishedClaim, linked))
        return near

    def linked(self, terms: Sequence[Term]) -> Claims | None:
        """Claims that deny, correct, contradict ... another, if no more is asked than who did."""
        told = [str(one) for one in ANSWERING_BACK if terms[0].answered_by(one)]
        if len(terms) != 1 or not told:
            return None
        links = PublishedLink.objects.as_of(self.moment).filter(relation__in=told)
        links = links.filter(publication=Publication.PUBLISHED)
        return PublishedClaim.objects.filter(uid__in=links.values("from_claim"))

    def said_then(self, terms: Sequence[Term]) -> Claims | None:
        """A day that is all that was asked for is answered by what was said on it."""
        if len(terms) != 1 or (days := terms[0].days) is None:
            return None
        first, last = days
        said = said_since(first, self.moment, self.zone) & said_until(last, self.moment, self.zone)
        return PublishedClaim.objects.filter(said)
