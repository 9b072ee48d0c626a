"""What became of the reports that claims cite, in one query for all the claims of a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When

from claims.domain.vocabulary import Publication
from claims.models.record.moment import AsOf
from claims.models.record.prepared_queries import prepared
from claims.models.record.rows import PublishedReference, PublishedReport

Cited = Mapping[int, Mapping[str, str]]
"""By the entry of a claim's row the reports it cites that are marked, each with its mark."""


def marks_of_cited(entries: Iterable[int], moment: AsOf) -> Cited:
    wanted = set(entries)
    return by_entry(_marked(wanted, moment) if wanted else ())


def by_entry(marked: Iterable[PublishedReference]) -> Cited:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for reference in marked:
        found[reference.since][reference.named] = reference.mark  # type: ignore[attr-defined]
    return found


@prepared
def _marked(entries: Collection[int], moment: AsOf) -> QuerySet[PublishedReference]:
    return marked_citations(entries, moment)


def marked_citations(entries: Collection[int], moment: AsOf) -> QuerySet[PublishedReference]:
    """With the ``mark`` of the report. One we retracted is that, whatever its publisher did."""
    retracted = Q(publication=Publication.RETRACTED)
    marked = PublishedReport.objects.as_of(moment).filter(retracted | ~Q(publisher_action=""))
    code = Case(
        When(retracted, then=Value(Publication.RETRACTED.value)), default=F("publisher_action")
    )
    named = marked.filter(uid=OuterRef("named")).annotate(code=code).values("code")[:1]
    rows = PublishedReference.objects.filter(since__listed=entries, field="citations")
    return rows.annotate(mark=Subquery(named)).exclude(mark=None)
