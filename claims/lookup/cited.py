"""What became of the reports that claims cite, in one query for all the claims of a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When

from claims.domain.vocabulary import Publication
from claims.models.record.moment import AsOf
from claims.models.record.prepared import prepared
from claims.models.record.rows import PublishedReference, PublishedReport

Cited = Mapping[int, Mapping[str, str]]
"""By the entry of a claim's row the reports it cites that are marked, each with its mark."""


def marks_of_cited(entries: Iterable[int], moment: AsOf) -> Cited:
    """One we retracted is that, whatever its publisher did with it."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    wanted = set(entries)
    for since, report, mark in _marked(wanted, moment) if wanted else ():
        found[since][report] = mark
    return found


@prepared
def _marked(
    entries: Collection[int], moment: AsOf
) -> QuerySet[PublishedReference, tuple[int, str, str]]:
    retracted = Q(publication=Publication.RETRACTED)
    marked = PublishedReport.objects.as_of(moment).filter(retracted | ~Q(publisher_action=""))
    code = Case(
        When(retracted, then=Value(Publication.RETRACTED.value)), default=F("publisher_action")
    )
    named = marked.filter(uid=OuterRef("named")).annotate(code=code).values("code")[:1]
    rows = PublishedReference.objects.filter(since__listed=entries, field="citations")
    told = rows.annotate(mark=Subquery(named)).exclude(mark=None)
    return told.values_list("since", "named", "mark")
