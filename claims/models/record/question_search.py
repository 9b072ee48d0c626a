"""Questions of the record that answer what somebody searches for."""

from __future__ import annotations

from collections.abc import Sequence

from claims.domain.search import Term
from claims.domain.vocabulary import Publication
from claims.models.record.moment import AsOf
from claims.models.record.row import RowQuerySet
from claims.models.record.rows import PublishedEvent, PublishedQuestion
from claims.models.record.search import Numbers, answering, how_many_each


def asked_about(
    terms: Sequence[Term], rows: RowQuerySet[PublishedQuestion], moment: AsOf
) -> dict[int, int]:
    """By the numbers of their rows, how many terms each of these leaves unanswered: the best.

    By its own words, its answers, and the names of its event. None where half or more is left.
    """
    if not terms:
        return {}
    rows = rows.exclude(publication=Publication.WITHHELD)
    answered = how_many_each([_answering(term, moment) for term in terms], rows.order_by())
    most = max(answered.values(), default=0)
    if 2 * most <= len(terms):
        return {}
    return {since: len(terms) - n for since, n in answered.items() if n == most}


def _answering(term: Term, moment: AsOf) -> Numbers:
    events = PublishedEvent.objects.as_of(moment).called([term])
    about = PublishedQuestion.objects.filter(event__in=events.values("uid"))
    return answering(PublishedQuestion, [term]).or_of(about.values("since"))
