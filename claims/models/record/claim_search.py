"""Claims that answer a question: by their own words, by whoever said it, by what it is about.

Names are asked as of the same moment as the claims, and never copied into them: a source or an
event that is renamed is found by its new name at once, and as of yesterday by the old one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import BooleanField, Case, Value, When

from claims.domain.search import Term
from claims.models.record.row import AsOf, RowQuerySet
from claims.models.record.rows import PublishedClaim, PublishedEvent, PublishedSource
from claims.models.record.search import MANY, Numbers, answering, how_many, stating

Claims = RowQuerySet[PublishedClaim]


@dataclass(frozen=True)
class Found:
    """What a question finds, at any moment.

    Where it is few claims, ``few`` are the numbers of their rows, each with whether the statement
    itself holds every word as it was asked. Else rows are held against ``words`` and ``stated``.
    """

    words: Sequence[Numbers] = ()
    stated: Numbers | None = None
    few: Mapping[int, bool] | None = None

    def among(self, claims: Claims) -> Claims:
        """Those that answer every word."""
        if self.few is not None:
            return claims.filter(since__in=list(self.few))
        for of_word in self.words:
            claims = claims.filter(search__among=of_word)
        return claims

    def by_closeness(self, claims: Claims) -> tuple[Claims, Claims]:
        """Those whose statement holds every word as it was asked, and the others.

        This depends on the claim alone. A score would change with every entry, and shift pages.
        """
        if self.few is None:
            # What states every word answers every word.
            close = claims.filter(search__among=self.stated)
            return close, self.among(claims).exclude(search__among=self.stated)
        near = [since for since, is_close in self.few.items() if is_close]
        far = [since for since, is_close in self.few.items() if not is_close]
        return claims.filter(since__in=near), claims.filter(since__in=far)


def find(terms: Sequence[Term], moment: AsOf) -> Found:
    """Claims that answer each of the terms; names as of the moment."""
    if not terms:
        return Found()
    asked = [_numbers(term, moment) for term in terms]
    *words, stated = how_many([*asked, stating(PublishedClaim, terms)])
    found = Found(words, stated)
    if any(of_word.count == 0 for of_word in words):
        return replace(found, few={})
    if all(of_word.many for of_word in words):
        return found
    few = _few(found)
    return replace(found, few=few) if len(few) <= MANY else found


def _few(found: Found) -> dict[int, bool]:
    """One more than are few, if there are."""
    close = When(search__among=found.stated, then=Value(True))
    is_close = Case(close, default=Value(False), output_field=BooleanField())
    rows: Any = found.among(PublishedClaim.objects.all()).annotate(is_close=is_close)
    return dict(rows.values_list("since", "is_close")[: MANY + 1])


def _numbers(term: Term, moment: AsOf) -> Numbers:
    sources: Any = PublishedSource.objects.as_of(moment).called([term])
    events: Any = PublishedEvent.objects.as_of(moment).called([term])
    parts: Any = PublishedEvent.objects.as_of(moment).filter(parent__in=events.values("uid"))
    found = answering(PublishedClaim, [term])
    # Each by itself: of a choice between two the planner of PostgreSQL expects half of all.
    for name, rows in (("claimant", sources), ("event", events), ("event", parts)):
        claims: Any = PublishedClaim.objects.filter(**{f"{name}__in": rows.values("uid")})
        found = found.or_of(claims.values("since"))
    return found
